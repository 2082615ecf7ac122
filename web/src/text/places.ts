const countries = new Intl.DisplayNames('en', { type: 'region' });

/** The name of a country that the directory gives by its code, and anything else as the directory gives it. */
export function countryName(country: string): string {
  return (/^[A-Z]{2}$/.test(country) && countries.of(country)) || country;
}

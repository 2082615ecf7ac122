/**
 * Department, position, title and manager of a user as the directory sends them; null where it sends none. Reports group
 * by it.
 */
export type WorkProfile = {
  readonly department: string | null;
  /** ISO 3166-1 alpha-2 where the directory follows the standard. */
  readonly country: string | null;
  readonly city: string | null;
  readonly title: string | null;
  /** The manager as the directory refers to them: usually the id of a user. */
  readonly manager: string | null;
  readonly managerName: string | null;
};

/** The work profile of a user whom no directory describes. */
export const NO_WORK_PROFILE: WorkProfile = {
  department: null,
  country: null,
  city: null,
  title: null,
  manager: null,
  managerName: null,
};

const LONGEST = 200;
const UNPRINTABLE = /[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]+/gu;
const COUNTRY_CODE = /^[a-z]{2}$/i;

/**
 * One printable line, shortened instead of rejected: a directory cannot correct what a person typed. Null for empty
 * text.
 */
export function workText(text: string | undefined): string | null {
  const line = [...(text ?? '').replace(UNPRINTABLE, ' ').trim()].slice(0, LONGEST).join('').trim();
  return line === '' ? null : line;
}

/** A country as it is stored: codes in upper case, so that "de" and "DE" are equal. */
export function countryText(text: string | undefined): string | null {
  const country = workText(text);
  return country !== null && COUNTRY_CODE.test(country) ? country.toUpperCase() : country;
}

/** Merges two work profiles of a person: the newer value where there is one. */
export function laterProfile(earlier: WorkProfile, newer: WorkProfile): WorkProfile {
  const names = Object.keys(NO_WORK_PROFILE) as (keyof WorkProfile)[];
  return Object.fromEntries(names.map((name) => [name, newer[name] ?? earlier[name]])) as WorkProfile;
}

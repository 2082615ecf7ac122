/** A seed that a failed run printed, to repeat its year. Several seeds are separated by commas. */
export function yearSeeds(): number[] {
  const seed = process.env.YEAR_SEED;
  return seed === undefined ? [1] : seed.split(',').map(Number);
}

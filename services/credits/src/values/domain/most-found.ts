/** A search that finds more is not counted to its end. */
export const MOST_FOUND = 10_000;

/** A search that could examine more rows is not counted, because statements have a time limit. */
export const MOST_LOOKED_AT = 100_000;

/** The total of a search that was counted up to MOST_FOUND + 1; null when it found more. */
export function totalFound(counted: number | null): number | null {
  return counted !== null && counted <= MOST_FOUND ? counted : null;
}

/** A search that finds more is not counted to its end. */
export const MOST_FOUND = 10_000;

/** Of a longer list a search is not counted where it could look at every row: the time of a statement is limited. */
export const MOST_LOOKED_AT = 100_000;

/** The total of a search that was counted to one more than MOST_FOUND; null when it found more. */
export function totalFound(counted: number | null): number | null {
  return counted !== null && counted <= MOST_FOUND ? counted : null;
}

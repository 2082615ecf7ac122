/** What a breakdown groups people by. */
export type BreakdownBy = 'DEPARTMENT' | 'COUNTRY' | 'DEPARTMENT_AND_COUNTRY';

/** People who work at one place, and what they hold; null: unknown, or not asked for. */
export type BreakdownGroup = {
  readonly department: string | null;
  readonly country: string | null;
  readonly people: number;
  readonly credentials: number;
};

export type Breakdown = {
  readonly groups: readonly BreakdownGroup[];
  readonly others: { readonly groups: number; readonly people: number; readonly credentials: number };
};

/**
 * Callers without names see no group of fewer people: who holds what is listed for them under a personRef, and a count of
 * one would say which of these works where.
 */
export const SMALLEST_GROUP = 5;

/** The first groups, and the rest in one sum, so that all add up. The group of unknown places is never small. */
export function breakdownOf(
  groups: readonly BreakdownGroup[],
  { first, withNames }: { readonly first: number; readonly withNames: boolean },
): Breakdown {
  const isShown = ({ department, country, people }: BreakdownGroup) =>
    withNames || people >= SMALLEST_GROUP || (department === null && country === null);
  const shown = groups.filter(isShown).slice(0, first);
  const rest = groups.filter((group) => !shown.includes(group));
  const sum = (key: 'people' | 'credentials') => rest.reduce((total, group) => total + group[key], 0);
  return { groups: shown, others: { groups: rest.length, people: sum('people'), credentials: sum('credentials') } };
}

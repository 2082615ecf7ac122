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

/** The first groups, and the rest in one sum, so that all add up. */
export function breakdownOf(
  groups: readonly BreakdownGroup[],
  { first, withNames }: { readonly first: number; readonly withNames: boolean },
): Breakdown {
  const hidden = withNames ? new Set<BreakdownGroup>() : hiddenOf(groups);
  const shown = groups.filter((group) => !hidden.has(group)).slice(0, first);
  const rest = groups.filter((group) => !shown.includes(group));
  const sum = (key: 'people' | 'credentials') => rest.reduce((total, group) => total + group[key], 0);
  return { groups: shown, others: { groups: rest.length, people: sum('people'), credentials: sum('credentials') } };
}

/**
 * Groups that callers without names do not see: small ones, and the next ones beside them for as long as what is hidden of
 * all, of a department or of a country is itself so few people that a total less what is shown would say what they hold.
 * The group of unknown places is never small.
 */
function hiddenOf(groups: readonly BreakdownGroup[]): Set<BreakdownGroup> {
  const isSmall = ({ department, country, people }: BreakdownGroup) =>
    people < SMALLEST_GROUP && (department !== null || country !== null);
  const hidden = new Set(groups.filter(isSmall));
  const totals = [
    groups,
    ...Map.groupBy(groups, ({ department }) => department).values(),
    ...Map.groupBy(groups, ({ country }) => country).values(),
  ];
  for (let before = -1; before !== hidden.size; ) {
    before = hidden.size;
    for (const total of totals) {
      const people = total.reduce((sum, group) => sum + (hidden.has(group) ? group.people : 0), 0);
      if (people === 0 || people >= SMALLEST_GROUP) continue;
      const [next] = total.filter((group) => !hidden.has(group)).sort((a, b) => a.people - b.people);
      if (next) hidden.add(next);
    }
  }
  return hidden;
}

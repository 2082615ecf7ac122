/** The columns by which a breakdown groups people. */
export type BreakdownBy = 'DEPARTMENT' | 'COUNTRY' | 'DEPARTMENT_AND_COUNTRY';

/** People at one place of work and the number of their credentials; null: unknown or not grouped by. */
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
 * Minimum size of a group for callers without names: they see credentials per personRef, and a count of one would
 * reveal where that person works.
 */
const SMALLEST_GROUP = 5;

/** The first groups and the sum of the rest: together they are the total. */
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
 * Groups that callers without names do not see: small ones, and further groups as long as the hidden people of a total,
 * a department or a country are fewer than the minimum, as a subtraction would reveal them. The group of unknown places
 * is never small.
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

/** A group that needs a number of its candidates. */
export type Places = { readonly people: number; readonly candidates: readonly string[] };

/**
 * How many people each group gets when a person serves at most one group and as many positions as possible are filled
 * (bipartite matching by augmenting paths). Earlier groups are served first when not all can be.
 */
export function mostAssigned(groups: readonly Places[]): number[] {
  const total = groups.reduce((sum, { people }) => sum + people, 0);
  // A group with as many candidates as positions can always be filled last, so more candidates change nothing.
  const candidates = groups.map((group) => [...group.candidates].sort().slice(0, total));
  const groupOf = new Map<string, number>();
  const taken = groups.map(() => 0);
  groups.forEach(({ people }, group) => {
    for (let place = 0; place < people; place += 1) {
      if (!seat(group, new Set())) break;
      taken[group] = (taken[group] ?? 0) + 1;
    }
  });
  return taken;

  function seat(group: number, asked: Set<string>): boolean {
    for (const person of candidates[group] ?? []) {
      if (asked.has(person) || groupOf.get(person) === group) continue;
      asked.add(person);
      const current = groupOf.get(person);
      if (current === undefined || seat(current, asked)) {
        groupOf.set(person, group);
        return true;
      }
    }
    return false;
  }
}

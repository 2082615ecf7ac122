/** Names of fields at one place of a plan. */
export type PlanNames = {
  /** The name of a field. Fields with the same selection share a name; all others have names of their own. */
  of(field: string, asked: string): string;
};

/**
 * The first field of a name keeps it, because the planner requests keys by these names and a key is a field without
 * arguments. Every further one gets a name that no field has, and so does each whose name is `taken`. Where names are not
 * `shared`, equal fields are requested twice: those of a mutation.
 */
export function planNames(taken: ReadonlySet<string>, shared = true): PlanNames {
  const names = new Map<string, string>();
  const counts = new Map<string, number>();
  return {
    of(field, asked) {
      const known = names.get(asked);
      if (known !== undefined && shared) return known;
      const count = (counts.get(field) ?? 0) + 1;
      counts.set(field, count);
      const name = count === 1 && !taken.has(field) ? field : `${field}__${count}`;
      names.set(asked, name);
      return name;
    },
  };
}

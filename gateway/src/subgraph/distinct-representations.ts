/** The answer of a subgraph, as far as the gateway reads it. */
export type SubgraphError = { message: string; path?: (string | number)[]; extensions: Record<string, unknown> };
export type SubgraphAnswer = { data: Record<string, unknown> | null; errors: SubgraphError[] };

/** The entities of one fetch, each once; `places` names, for each of them, where it was asked for. */
export type DistinctRepresentations = { representations: unknown[]; places: number[][] };

/** The planner asks for an entity as often as it occurs in the answer; one that occurs often is worth asking once. */
export function distinctRepresentations(representations: readonly unknown[]): DistinctRepresentations | undefined {
  const byKey = new Map<string, number>();
  const distinct: unknown[] = [];
  const places: number[][] = [];
  representations.forEach((representation, place) => {
    const key = JSON.stringify(representation);
    const index = byKey.get(key);
    if (index === undefined) {
      byKey.set(key, distinct.length);
      distinct.push(representation);
      places.push([place]);
    } else places[index]?.push(place);
  });
  return distinct.length === representations.length ? undefined : { representations: distinct, places };
}

/** Gives each place of an entity its own copy (the gateway merges into them), and its own copy of each error. */
export function fanOut(answer: SubgraphAnswer, { places }: DistinctRepresentations): SubgraphAnswer {
  const { data } = answer;
  const entities = data?._entities;
  const spread: unknown[] = [];
  if (Array.isArray(entities)) {
    places.forEach((indices, index) => {
      indices.forEach((place, nth) => {
        spread[place] = nth === 0 ? entities[index] : copy(entities[index]);
      });
    });
  }
  const errors = answer.errors.flatMap((error): SubgraphError[] => {
    const [root, index, ...rest] = error.path ?? [];
    if (root !== '_entities' || typeof index !== 'number') return [error];
    return (places[index] ?? []).map((place) => ({ ...error, path: [root, place, ...rest] }));
  });
  return { data: Array.isArray(entities) ? { ...data, _entities: spread } : data, errors };
}

/** A copy of JSON. `__proto__` is a key like any other. */
function copy(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(copy);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, copy(item)]));
}

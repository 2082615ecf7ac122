import type { SubgraphError } from './subgraphs/subgraph-answer.js';

/** The errors at one place of the plan's data, and those below it. */
export type ErrorPlace = { errors: SubgraphError[]; below: Map<string | number, ErrorPlace>; reported: boolean };

/** Arranges errors by their paths. */
export function errorPlaces(errors: readonly SubgraphError[]): ErrorPlace {
  const root = emptyPlace();
  for (const error of errors) {
    let place = root;
    for (const key of error.path ?? []) {
      const below = place.below.get(key) ?? emptyPlace();
      place.below.set(key, below);
      place = below;
    }
    place.errors.push(error);
  }
  return root;
}

function emptyPlace(): ErrorPlace {
  return { errors: [], below: new Map(), reported: false };
}

/** The place at a path; undefined where there is no error at it or below. */
export function placeAt(root: ErrorPlace, path: Iterable<string | number>): ErrorPlace | undefined {
  let place: ErrorPlace | undefined = root;
  for (const key of path) {
    place = place.below.get(key);
    if (place === undefined) return undefined;
  }
  return place;
}

import type { DataPath } from '../planning/requests/plan-fetches.js';
import type { EntitiesPart } from '../planning/requests/plan-requests.js';
import { objectsAt } from './entities.js';
import type { PlanObject, PlanRun } from './plan-run.js';

/** The objects that a part of a request is for. Those with equal representations are one entity. */
export type WantedEntities = {
  part: EntitiesPart;
  representations: readonly string[];
  /** The objects of each place, with the number of their entity. */
  places: readonly { path: DataPath; entityOf: ReadonlyMap<PlanObject, number> }[];
};

/** Finds the objects of a part in the data that are there by now. */
export function wantedEntities({ data }: PlanRun, part: EntitiesPart): WantedEntities {
  const entities = new Map<string, number>();
  const places = part.places.map(({ path, representation }) => {
    const entityOf = new Map<PlanObject, number>();
    for (const object of objectsAt(data, path)) {
      const text = representation(object);
      if (text === undefined) continue;
      const entity = entities.get(text) ?? entities.size;
      entities.set(text, entity);
      entityOf.set(object, entity);
    }
    return { path, entityOf };
  });
  return { part, representations: [...entities.keys()], places };
}

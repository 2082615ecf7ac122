import { rewrittenPath } from '../planning/requests/data-rewrites.js';
import { fetchedFields } from '../planning/requests/fetched-fields.js';
import { occurrencesAt } from './entities.js';
import { gapOfEntities, gapOfEntity, withoutPath } from './gaps.js';
import { copyOf, isObject, merge } from './merge.js';
import { noteGap, type PlanRun } from './plan-run.js';
import type { SubgraphAnswer, SubgraphError } from './subgraphs/subgraph-answer.js';
import type { WantedEntities } from './wanted-entities.js';

/** Merges an answer into the objects that its entities are for, by the names of the parts in the answer. */
export function receiveEntities(
  run: PlanRun,
  { data, errors }: SubgraphAnswer,
  wanted: ReadonlyMap<string, WantedEntities>,
): void {
  const byName = Map.groupBy(errors, ({ path }) => (wanted.has(String(path?.[0])) ? path?.[0] : undefined));
  const general = byName.get(undefined) ?? [];
  let isAnswered = false;
  for (const [name, part] of wanted) {
    const own = byName.get(name) ?? [];
    const entities = data?.[name];
    if (Array.isArray(entities) && entities.length === part.representations.length) {
      isAnswered = true;
      receivePart(run, part, entities, own);
    } else {
      const gap = gapOfEntities([...general, ...own]);
      for (const { entityOf } of part.places)
        for (const object of entityOf.keys()) noteGap(run, object, fetchedFields(part.part.node), gap);
    }
  }
  // Without entities the gap in each object explains the error.
  if (isAnswered) run.placeless.push(...general.map(withoutPath));
}

function receivePart(
  run: PlanRun,
  { part, places }: WantedEntities,
  entities: readonly unknown[],
  errors: readonly SubgraphError[],
): void {
  part.rewrite?.(entities);
  const byEntity = Map.groupBy(errors, ({ path }) => path?.[1]);
  for (const [nth, { entityOf }] of places.entries()) {
    const ofPlace = nth === 0 ? entities : entities.map(copyOf);
    for (const [object, index] of entityOf) {
      const entity = ofPlace[index];
      if (isObject(entity)) merge(object, entity);
      else noteGap(run, object, fetchedFields(part.node), gapOfEntity(byEntity.get(index)));
    }
  }
  if (errors.length === 0) return;
  const occurrences = places.flatMap(({ path, entityOf }) =>
    occurrencesAt(run.data, path).map(({ object, at }) => ({ at, entity: entityOf.get(object) })),
  );
  const byOccurrence = Map.groupBy(occurrences, ({ entity }) => entity);
  for (const error of errors) {
    const [, index, ...below] = error.path ?? [];
    if (typeof index !== 'number') run.placeless.push(withoutPath(error));
    // The error of an entity that is null is the gap in its objects.
    else if (below.length > 0 || isObject(entities[index]))
      for (const { at } of byOccurrence.get(index) ?? [])
        run.errors.push({ ...error, path: [...at, ...rewrittenPath(part.node.outputRewrites, below)] });
  }
}

import type { GraphQLSchema } from 'graphql';
import type { SubgraphError } from './subgraph-answer.js';

/** An object of the data that the plan brings together. */
export type PlanObject = Record<string, unknown>;

/** Why an object lacks what a fetch was to bring: an error of the fetch, or the subgraph has no such object for the caller. */
export type Hole = { error: SubgraphError } | 'absent' | 'collateral';

/** What carrying out a plan leaves behind. */
export type PlanRun = {
  schema: GraphQLSchema;
  data: PlanObject;
  /** By the object that lacks something, and the plan's name of what it lacks. */
  holes: Map<PlanObject, Map<string, Hole>>;
  /** Errors with places in the data, by the plan's names. */
  errors: SubgraphError[];
  /** Errors without a place, beside data. */
  placeless: SubgraphError[];
};

/** Remembers why fields of an object are missing: each fetch has reasons of its own. Of two, the error tells more. */
export function noteHole(run: PlanRun, object: PlanObject, fields: readonly string[], hole: Hole): void {
  const holes = run.holes.get(object) ?? new Map<string, Hole>();
  run.holes.set(object, holes);
  for (const field of fields) if (typeof (holes.get(field) ?? 'absent') === 'string') holes.set(field, hole);
}

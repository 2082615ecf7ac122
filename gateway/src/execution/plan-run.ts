import type { GraphQLSchema } from 'graphql';
import type { SubgraphError } from '../subgraph/subgraph-answer.js';

/** An object of the data that the plan brings together. */
export type PlanObject = Record<string, unknown>;

/** Why an object lacks what a fetch was to bring: an error of the fetch, or the subgraph has no such object for the caller. */
export type Hole = { error: SubgraphError } | 'absent' | 'collateral';

/** What carrying out a plan leaves behind. */
export type PlanRun = {
  schema: GraphQLSchema;
  data: PlanObject;
  /** By the object that lacks something. */
  holes: Map<PlanObject, Hole>;
  /** Errors with places in the data, by the plan's names. */
  errors: SubgraphError[];
  /** Errors without a place, beside data. */
  placeless: SubgraphError[];
};

/** Remembers why something is missing; of two reasons the error tells more. */
export function noteHole(run: PlanRun, object: PlanObject, hole: Hole): void {
  const known = run.holes.get(object);
  if (known === undefined || typeof known === 'string') run.holes.set(object, hole);
}

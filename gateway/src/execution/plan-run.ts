import type { GraphQLSchema } from 'graphql';
import type { SubgraphAnswer, SubgraphError, SubgraphRequest } from './subgraphs/subgraph-answer.js';

/** An object of the data that a plan collects. */
export type PlanObject = Record<string, unknown>;

/**
 * Why an object lacks a field that a fetch should have added: an error of the fetch, an error reported elsewhere, or
 * the object does not exist for the caller.
 */
export type Gap = { error: SubgraphError } | 'absent' | 'collateral';

/** The state of the execution of a plan. */
export type PlanRun = {
  schema: GraphQLSchema;
  data: PlanObject;
  /** The gaps of each object, by the plan's names of the missing fields. */
  gaps: Map<PlanObject, Map<string, Gap>>;
  /** Errors with paths in the data, by the plan's names. */
  errors: SubgraphError[];
  /** Errors without a path, beside data. */
  placeless: SubgraphError[];
};

/** Sends a request to a subgraph. It never throws: a missing answer is an answer without data. */
type AskSubgraph = (subgraph: string, request: SubgraphRequest) => Promise<SubgraphAnswer>;
/** What the requests of a plan need: where their answers are collected, and the values of the plan's variables. */
export type Steps = { run: PlanRun; ask: AskSubgraph; variables: Readonly<Record<string, unknown>> };

/** Records why fields of an object are missing. An error takes precedence over an absent object. */
export function noteGap(run: PlanRun, object: PlanObject, fields: readonly string[], gap: Gap): void {
  const gaps = run.gaps.get(object) ?? new Map<string, Gap>();
  run.gaps.set(object, gaps);
  for (const field of fields) if (typeof (gaps.get(field) ?? 'absent') === 'string') gaps.set(field, gap);
}

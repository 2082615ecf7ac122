import { operationFromDocument, Supergraph } from '@apollo/federation-internals';
import { type PlanNode, QueryPlanner } from '@apollo/query-planner';
import { type GraphQLSchema, parse } from 'graphql';
import { adoptKnownScalars } from '../graphql/known-scalars.js';

/** A supergraph that can be asked. */
export type LoadedSupergraph = {
  /** What clients see. */
  apiSchema: GraphQLSchema;
  subgraphs: readonly string[];
  /** How to fetch what an operation asks for. */
  plan(operation: string): PlanNode | undefined;
};

/** Loads a supergraph; throws when it is none. */
export function loadSupergraph(sdl: string): LoadedSupergraph {
  const supergraph = Supergraph.build(sdl);
  const api = supergraph.apiSchema();
  const apiSchema = api.toGraphQLJSSchema();
  adoptKnownScalars(apiSchema);
  const planner = new QueryPlanner(supergraph);
  return {
    apiSchema,
    subgraphs: supergraph.subgraphsMetadata().map(({ name }) => name),
    plan(operation) {
      const { node } = planner.buildQueryPlan(operationFromDocument(api, parse(operation, { noLocation: true })));
      if (node?.kind === 'Subscription') throw new Error('A subscription cannot be planned.');
      return node;
    },
  };
}

import { operationFromDocument, Supergraph } from '@apollo/federation-internals';
import { type PlanNode, QueryPlanner } from '@apollo/query-planner';
import { type GraphQLSchema, parse } from 'graphql';
import { adoptKnownScalars } from './known-scalars.js';

/** A loaded supergraph. */
export type LoadedSupergraph = {
  /** The schema that clients see. */
  apiSchema: GraphQLSchema;
  subgraphs: readonly string[];
  /** Plans the fetches of an operation. */
  plan(operation: string): PlanNode | undefined;
};

/** Loads a supergraph; throws when it is invalid. */
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
      if (node !== undefined) assertFeasible(node);
      return node;
    },
  };
}

/** Rejects a plan that the gateway cannot execute; rewritten operations never need one. */
function assertFeasible(node: PlanNode): void {
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      node.nodes.forEach(assertFeasible);
      return;
    case 'Flatten':
      assertFeasible(node.node);
      return;
    case 'Fetch': {
      const { inputRewrites = [], outputRewrites = [], contextRewrites = [] } = node;
      if (inputRewrites.length + outputRewrites.length + contextRewrites.length === 0) return;
      throw new Error('The plan renames what it fetches.');
    }
    default:
      throw new Error(`The plan holds a step of an unknown kind: ${node.kind}.`);
  }
}

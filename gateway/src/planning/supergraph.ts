import { operationFromDocument, Supergraph } from '@apollo/federation-internals';
import { type PlanNode, QueryPlanner } from '@apollo/query-planner';
import { type GraphQLSchema, parse } from 'graphql';
import { withoutIdleKeys } from './idle-keys.js';
import { adoptKnownScalars } from './known-scalars.js';
import { type PlannerTraits, plannerTraits } from './planner-traits.js';

/** A loaded supergraph. */
export type LoadedSupergraph = {
  /** The schema that clients see. */
  apiSchema: GraphQLSchema;
  subgraphs: readonly string[];
  traits: PlannerTraits;
  /** Plans the fetches of an operation; throws where there is no way to its fields. */
  plan(operation: string): PlanNode;
};

/** Loads a supergraph; throws when it is invalid. */
export function loadSupergraph(sdl: string): LoadedSupergraph {
  const document = withoutIdleKeys(parse(sdl, { noLocation: true }));
  const supergraph = Supergraph.build(document);
  const api = supergraph.apiSchema();
  const apiSchema = api.toGraphQLJSSchema();
  adoptKnownScalars(apiSchema);
  const planner = new QueryPlanner(supergraph);
  return {
    apiSchema,
    traits: plannerTraits(document),
    subgraphs: supergraph.subgraphsMetadata().map(({ name }) => name),
    plan(operation) {
      const { node } = planner.buildQueryPlan(operationFromDocument(api, parse(operation, { noLocation: true })));
      if (node?.kind === 'Subscription') throw new Error('A subscription cannot be planned.');
      // Composition accepts some interfaces without a way to their fields; the planner leaves such fields out.
      if (node === undefined) throw new Error('No service can answer the operation.');
      assertFeasible(node);
      return node;
    },
  };
}

/** Rejects a plan that the gateway cannot execute. */
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
      if (node.contextRewrites === undefined || node.contextRewrites.length === 0) return;
      throw new Error('The plan passes values of parents as arguments (@fromContext).');
    }
    default:
      throw new Error(`The plan holds a step of an unknown kind: ${node.kind}.`);
  }
}

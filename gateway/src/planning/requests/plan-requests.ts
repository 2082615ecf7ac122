import type { FetchNode, PlanNode } from '@apollo/query-planner';
import { type GraphQLSchema, OperationTypeNode } from 'graphql';
import { dataRewrites, type Rewrite } from './data-rewrites.js';
import { ENTITIES, entitiesQuery, joinedQuery, REPRESENTATIONS } from './entities-query.js';
import { type FetchGroup, joinedFetches } from './joined-fetches.js';
import { type DataPath, type PlanFetch, planFetches } from './plan-fetches.js';
import { type Representation, representation } from './representation.js';
import { type RequestText, requestText } from './request-text.js';

type Request = {
  subgraph: string;
  /** The requests whose answers it needs, by their positions in the list. */
  after: readonly number[];
  text: RequestText;
};
/** What the plan changes in the data of an answer: of each entity, or of all fields. */
type Rewritten = { rewrite: Rewrite | undefined };
/** A request for fields of a query or a mutation. */
export type FieldsRequest = Request & {
  kind: 'fields';
  isMutation: boolean;
  node: FetchNode;
  path: DataPath;
} & Rewritten;
/** A request for fields of entities. */
export type EntitiesRequest = Request & { kind: 'entities'; parts: readonly EntitiesPart[] };
export type PlanRequest = FieldsRequest | EntitiesRequest;

/** The entities of a request with one selection; they may belong to several places of the data. */
export type EntitiesPart = {
  /** The name of the entities in the answer, and of the variable of their representations. */
  name: string;
  representations: string;
  /** The request for this part alone, in which they have the names of the planner. */
  alone: RequestText;
  node: FetchNode;
  places: readonly EntitiesPlace[];
} & Rewritten;
export type EntitiesPlace = { path: DataPath; representation: Representation };

/** The requests of a plan, each behind those that it needs. */
export function planRequests(schema: GraphQLSchema, plan: PlanNode): PlanRequest[] {
  return joinedFetches(planFetches(plan)).map((group) => requestOf(schema, group));
}

function requestOf(schema: GraphQLSchema, { after, fetches }: FetchGroup): PlanRequest {
  const [first] = fetches;
  if (first === undefined) throw new Error('A request has no fetch.');
  const { node, path } = first;
  const request = { subgraph: node.serviceName, after };
  if (node.requires === undefined) {
    const isMutation = node.operationKind === OperationTypeNode.MUTATION;
    const rewrite = dataRewrites(schema, node.outputRewrites);
    return { ...request, kind: 'fields', isMutation, text: textOf(node), node, path, rewrite };
  }
  const selections = [...Map.groupBy(fetches, (fetch) => fetch.node.operation).values()];
  const parts = selections.map((same, nth) => partOf(schema, same, selections.length === 1 ? undefined : nth));
  return { ...request, kind: 'entities', text: textOfAll(parts), parts };
}

/** `nth` is the number of the part among several. */
function partOf(schema: GraphQLSchema, fetches: readonly PlanFetch[], nth: number | undefined): EntitiesPart {
  const [first] = fetches;
  if (first === undefined) throw new Error('A part of a request has no fetch.');
  return {
    name: nth === undefined ? ENTITIES : `_${nth}`,
    representations: nth === undefined ? REPRESENTATIONS : `r${nth}`,
    alone: textOf(first.node),
    node: first.node,
    rewrite: dataRewrites(schema, first.node.outputRewrites),
    places: fetches.map(({ path, node: { requires = [], inputRewrites } }) => ({
      path,
      representation: representation(schema, requires, inputRewrites),
    })),
  };
}

function textOf({ operation, operationName, variableUsages = [] }: FetchNode): RequestText {
  return requestText(operation, variableUsages, operationName);
}

function textOfAll(parts: readonly EntitiesPart[]): RequestText {
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return only.alone;
  const query = joinedQuery(parts.map((part) => ({ ...part, query: entitiesQuery(part.node.operation) })));
  return requestText(query, [...new Set(parts.flatMap(({ alone }) => alone.variables))]);
}

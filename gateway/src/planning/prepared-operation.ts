import type { PlanNode } from '@apollo/query-planner';
import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { fragmentsByName } from '../limits/document-limits.js';
import type { ObjectShape } from './answer-shape.js';
import type { BoundedStore } from './bounded-store.js';
import { canonicalOperation } from './canonical-operation.js';
import { type ClientVariables, definitionsByName } from './client-variables.js';
import { conditionKey } from './conditions.js';
import type { PlanArguments } from './plan-arguments.js';
import type { LoadedSupergraph } from './supergraph.js';
import { boundedPlanning } from './too-large-to-plan.js';

/** What is worked out of a document once and used for every request that brings it. */
export type PreparedOperation = {
  plan: PlanNode | undefined;
  root: ObjectShape;
  arguments: PlanArguments;
  definitions: ClientVariables['definitions'];
};
export type AskedOperation = {
  /** Of the document's text. */
  queryHash: string;
  document: DocumentNode;
  operation: OperationDefinitionNode;
  /** Coerced by the API schema. */
  variables: Readonly<Record<string, unknown>>;
};

/** Measured with a forced collection: a field of a shape, and what a plan takes beside its text. */
const FIELD_BYTES = 600;
const PLAN_BYTES_PER_CHARACTER = 4;

/**
 * Prepares operations and keeps what it prepared. Throws BAD_USER_INPUT where variables do not fit and
 * QUERY_TOO_COMPLEX where no plan can be made; neither is kept.
 */
export function operationPreparer(supergraph: LoadedSupergraph, store: BoundedStore<PreparedOperation>) {
  return (asked: AskedOperation): PreparedOperation => {
    const { document, operation, variables } = asked;
    const key = `${asked.queryHash} ${conditionKey(document, variables)} ${operation.name?.value ?? ''}`;
    const known = store.get(key);
    if (known !== undefined) {
      known.arguments.assert(variables);
      return known;
    }
    const { prepared, bytes } = prepare(supergraph, asked);
    store.set(key, prepared, bytes);
    return prepared;
  };
}

function prepare(supergraph: LoadedSupergraph, { document, operation, variables }: AskedOperation) {
  const schema: GraphQLSchema = supergraph.apiSchema;
  const fragments = fragmentsByName(document);
  const canonical = canonicalOperation({ schema, fragments, variables }, operation);
  canonical.arguments.assert(variables);
  const { text } = canonical;
  const plan = text === undefined ? undefined : boundedPlanning(() => supergraph.plan(text));
  const prepared: PreparedOperation = {
    plan,
    root: canonical.root,
    arguments: canonical.arguments,
    definitions: definitionsByName(operation.variableDefinitions),
  };
  const size = JSON.stringify(plan ?? null).length * PLAN_BYTES_PER_CHARACTER;
  return { prepared, bytes: canonical.fields * FIELD_BYTES + size + sizeOf(operation) };
}

/** The nodes of arguments are kept, and through them the text of the document. */
function sizeOf({ loc }: OperationDefinitionNode): number {
  return loc === undefined ? 0 : loc.source.body.length * PLAN_BYTES_PER_CHARACTER;
}

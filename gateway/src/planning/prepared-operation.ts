import type { PlanNode } from '@apollo/query-planner';
import { type DocumentNode, getOperationAST, type OperationDefinitionNode } from 'graphql';
import { fragmentsByName } from '../limits/document-limits.js';
import type { AcceptedDocuments } from './accepted-documents.js';
import type { ObjectShape } from './answer-shape.js';
import type { BoundedStore } from './bounded-store.js';
import { canonicalOperation } from './canonical-operation.js';
import { type ClientVariables, definitionsByName } from './client-variables.js';
import { conditionKey } from './conditions.js';
import { leanDocument } from './lean-document.js';
import type { PlanArguments } from './plan-arguments.js';
import type { LoadedSupergraph } from './supergraph.js';
import { boundedPlanning } from './too-large-to-plan.js';

/** The result of preparing a document, used for every request that sends it. */
export type PreparedOperation = {
  plan: PlanNode | undefined;
  root: ObjectShape;
  arguments: PlanArguments;
  definitions: ClientVariables['definitions'];
};
export type AskedOperation = {
  /** Hash of the document's text. */
  queryHash: string;
  document: DocumentNode;
  operation: OperationDefinitionNode;
  /** As the client sent them, and coerced by the API schema. */
  values: Readonly<Record<string, unknown>>;
  coerced: Readonly<Record<string, unknown>>;
};
export type ReadyOperation = { prepared: PreparedOperation; variables: Record<string, unknown> };

/** Measured with a forced collection: any entry, a field of a shape, and a character of a plan's JSON. */
const ENTRY_BYTES = 5000;
const FIELD_BYTES = 350;
const PLAN_BYTES_PER_CHARACTER = 2;

/**
 * Prepares operations and caches the results. Throws BAD_USER_INPUT where variables do not fit and QUERY_TOO_COMPLEX
 * where no plan can be made; neither the document nor any part of it is cached then.
 */
export function operationPreparer(
  supergraph: LoadedSupergraph,
  plans: BoundedStore<PreparedOperation>,
  documents: AcceptedDocuments,
) {
  return (asked: AskedOperation): ReadyOperation => {
    const { document, operation, values, coerced } = asked;
    const key = `${asked.queryHash} ${conditionKey(document, coerced)} ${operation.name?.value ?? ''}`;
    const known = plans.get(key);
    const lean = known === undefined || documents.isNew(document) ? leanDocument(document) : undefined;
    const { prepared, bytes } =
      known === undefined ? prepare(supergraph, lean?.document ?? document, asked) : { prepared: known, bytes: 0 };
    if (known !== undefined) prepared.arguments.assert(coerced);
    const variables = prepared.arguments.values({ values, definitions: prepared.definitions });
    if (known === undefined) plans.set(key, prepared, bytes);
    if (lean !== undefined) documents.accept(document, lean);
    return { prepared, variables };
  };
}

function prepare(supergraph: LoadedSupergraph, document: DocumentNode, { operation, coerced }: AskedOperation) {
  const lean = getOperationAST(document, operation.name?.value) ?? operation;
  const fragments = fragmentsByName(document);
  const canonical = canonicalOperation({ schema: supergraph.apiSchema, fragments, variables: coerced }, lean);
  canonical.arguments.assert(coerced);
  const { text } = canonical;
  const plan = text === undefined ? undefined : boundedPlanning(() => supergraph.plan(text));
  const prepared: PreparedOperation = {
    plan,
    root: canonical.root,
    arguments: canonical.arguments,
    definitions: definitionsByName(lean.variableDefinitions),
  };
  const characters = JSON.stringify(plan ?? null).length;
  return { prepared, bytes: ENTRY_BYTES + canonical.fields * FIELD_BYTES + characters * PLAN_BYTES_PER_CHARACTER };
}

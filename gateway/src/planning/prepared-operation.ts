import { hash } from 'node:crypto';
import {
  type DefinitionNode,
  type DocumentNode,
  getOperationAST,
  Kind,
  type OperationDefinitionNode,
  parse,
} from 'graphql';
import { fragmentsByName } from '../limits/document-limits.js';
import type { AcceptedDocuments } from './accepted-documents.js';
import type { ObjectShape } from './answer-shape.js';
import type { BoundedStore } from './bounded-store.js';
import { canonicalOperation } from './canonical-operation.js';
import { type ClientVariables, definitionsByName } from './client-variables.js';
import { conditionKey, conditionsOf } from './conditions.js';
import { leanDocument } from './lean-document.js';
import type { PlanArguments } from './plan-arguments.js';
import { type PlanRequest, planRequests } from './requests/plan-requests.js';
import type { LoadedSupergraph } from './supergraph.js';
import { boundedPlanning } from './too-large-to-plan.js';

/** The result of preparing a document, used for every request that sends it. */
export type PreparedOperation = {
  /** Empty where nothing has to be requested. */
  requests: readonly PlanRequest[];
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
const ENTRY_BYTES = 8000;
const FIELD_BYTES = 400;
const PLAN_BYTES_PER_CHARACTER = 3;

export type OperationPreparer = {
  /**
   * Prepares an operation, or finds it in the cache. Throws BAD_USER_INPUT where variables do not fit and
   * QUERY_TOO_COMPLEX where no plan can be made; neither the document nor any part of it is cached then.
   */
  prepare(asked: AskedOperation): ReadyOperation;
  /** Caches the plans of a valid document before it is sent, those of all its conditions if these are few. */
  planAhead(text: string): void;
};

/** Prepares operations and caches the results. */
export function operationPreparer(
  supergraph: LoadedSupergraph,
  plans: BoundedStore<PreparedOperation>,
  documents: AcceptedDocuments,
): OperationPreparer {
  return {
    prepare(asked) {
      const { document, operation, values, coerced } = asked;
      const key = planKey(asked.queryHash, document, operation, coerced);
      const known = plans.get(key);
      const lean = known === undefined || documents.isNew(document) ? leanDocument(document) : undefined;
      const { prepared, bytes } =
        known === undefined
          ? prepareNew(supergraph, lean?.document ?? document, operation, coerced, (args) => args.assert(coerced))
          : { prepared: known, bytes: 0 };
      if (known !== undefined) prepared.arguments.assert(coerced);
      const variables = prepared.arguments.values({ values, definitions: prepared.definitions });
      if (known === undefined) plans.set(key, prepared, bytes);
      if (lean !== undefined) documents.accept(document, lean);
      return { prepared, variables };
    },
    planAhead(text) {
      const { document } = leanDocument(parse(text));
      for (const operation of document.definitions.filter(isOperation))
        for (const conditions of conditionsOf(document)) {
          const { prepared, bytes } = prepareNew(supergraph, document, operation, conditions);
          plans.set(planKey(hash('sha256', text, 'hex'), document, operation, conditions), prepared, bytes);
        }
    },
  };
}

/** Unique for a plan; `queryHash` is the SHA-256 of the document's text. */
function planKey(
  queryHash: string,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  coerced: AskedOperation['coerced'],
): string {
  return `${queryHash} ${conditionKey(document, coerced)} ${operation.name?.value ?? ''}`;
}

/** `check` may reject the arguments of the operation before it is planned. */
function prepareNew(
  supergraph: LoadedSupergraph,
  document: DocumentNode,
  { name }: OperationDefinitionNode,
  variables: AskedOperation['coerced'],
  check: (args: PlanArguments) => void = () => undefined,
): { prepared: PreparedOperation; bytes: number } {
  const operation = getOperationAST(document, name?.value);
  if (!operation) throw new Error('The operation is none of its document.');
  const fragments = fragmentsByName(document);
  const selections = { schema: supergraph.apiSchema, fragments, variables };
  const canonical = canonicalOperation(selections, operation, supergraph.traits);
  check(canonical.arguments);
  const { text } = canonical;
  const plan = text === undefined ? undefined : boundedPlanning(() => supergraph.plan(text));
  const prepared: PreparedOperation = {
    requests: plan === undefined ? [] : planRequests(supergraph.apiSchema, plan),
    root: canonical.root,
    arguments: canonical.arguments,
    definitions: definitionsByName(operation.variableDefinitions),
  };
  const characters = JSON.stringify(plan ?? null).length;
  return { prepared, bytes: ENTRY_BYTES + canonical.fields * FIELD_BYTES + characters * PLAN_BYTES_PER_CHARACTER };
}

function isOperation(definition: DefinitionNode): definition is OperationDefinitionNode {
  return definition.kind === Kind.OPERATION_DEFINITION;
}

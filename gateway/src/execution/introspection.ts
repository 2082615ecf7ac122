import type { GatewayExecutionResult, GatewayExecutor } from '@apollo/server-gateway-interface';
import { badRequestInput } from '@app/subgraph-kit/graphql/errors';
import {
  type DocumentNode,
  execute,
  type FieldNode,
  getOperationAST,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  separateOperations,
  visit,
} from 'graphql';
import { AnswerText } from './answer-text.js';

/**
 * One operation of a document, split in two. Each part has the response names of the whole; placeholders stand for the
 * fields of the other part.
 */
type Parts = {
  introspection: DocumentNode;
  remainder: DocumentNode;
  /** Response names of the introspection fields. */
  names: ReadonlySet<string>;
  onlyIntrospection: boolean;
};

/**
 * Wraps an executor: graphql-js answers `__schema` and `__type` over the API schema, the executor all other fields. The
 * federation library supports the introspection of an older graphql-js only (no `isOneOf`, no deprecated directives)
 * and fails on documents that validation accepts.
 */
export function withIntrospection(executor: GatewayExecutor): GatewayExecutor {
  const divided = new WeakMap<OperationDefinitionNode, Parts | undefined>();
  return async (requestContext) => {
    const { document, schema, request, queryHash } = requestContext;
    const operation = getOperationAST(document, request.operationName);
    if (!operation) throw new Error('The operation was not resolved.');
    if (!divided.has(operation)) divided.set(operation, divide(alone(operation, document)));
    const parts = divided.get(operation);
    if (parts === undefined) return executor(requestContext);
    const introspected = (await execute({
      schema,
      document: parts.introspection,
      variableValues: request.variables ?? {},
      operationName: request.operationName ?? null,
    })) as GatewayExecutionResult;
    // Validation has checked everything but a null where the schema allows none.
    const [fault] = introspected.errors ?? [];
    if (fault !== undefined) throw badRequestInput(fault.message);
    if (parts.onlyIntrospection) return introspected;
    // Query plans are cached by the hash.
    const rest = await executor({ ...requestContext, document: parts.remainder, queryHash: `${queryHash}:remainder` });
    return rest.data ? { ...rest, data: joined(membersOf(rest.data), introspected.data ?? {}, parts.names) } : rest;
  };
}

/** An operation with its fragments, because response names of other operations of the document do not concern it. */
function alone(operation: OperationDefinitionNode, document: DocumentNode): DocumentNode {
  return separateOperations(document)[operation.name?.value ?? ''] ?? document;
}

/** Undefined for a document without introspection fields. */
function divide(document: DocumentNode): Parts | undefined {
  const names = new Set<string>();
  let onlyIntrospection = true;
  const remainder = visit(document, {
    // The library reads unused fragments as well.
    FragmentDefinition({ typeCondition }) {
      return isOfIntrospection(typeCondition.name.value) ? null : undefined;
    },
    Field(field) {
      if (isIntrospection(field)) {
        names.add((field.alias ?? field.name).value);
        return placeholder(field);
      }
      if (field.name.value !== '__typename') onlyIntrospection = false;
      return undefined;
    },
  });
  if (names.size === 0) return undefined;
  const introspection = visit(document, {
    OperationDefinition(operation) {
      return { ...operation, selectionSet: introspectionIn(operation.selectionSet) };
    },
    FragmentDefinition(fragment) {
      if (isOfIntrospection(fragment.typeCondition.name.value)) return undefined;
      return { ...fragment, selectionSet: introspectionIn(fragment.selectionSet) };
    },
  });
  return { introspection, remainder, names, onlyIntrospection };
}

/**
 * The introspection fields of a selection set at the root. A fragment on another type is only reachable through a
 * field, and no field is left.
 */
function introspectionIn(set: SelectionSetNode): SelectionSetNode {
  const selections = set.selections.map((selection) => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return selection;
    if (selection.kind === Kind.INLINE_FRAGMENT)
      return { ...selection, selectionSet: introspectionIn(selection.selectionSet) };
    return isIntrospection(selection) ? selection : placeholder(selection);
  });
  return { ...set, selections };
}

/** Keeps the response name, its place and its conditions. */
function placeholder({ alias, name, directives }: FieldNode): FieldNode {
  return {
    kind: Kind.FIELD,
    alias: alias ?? name,
    name: { kind: Kind.NAME, value: '__typename' },
    ...(directives !== undefined && { directives }),
  };
}

function isIntrospection({ name }: FieldNode): boolean {
  return name.value === '__schema' || name.value === '__type';
}

function isOfIntrospection(type: string): boolean {
  return type.startsWith('__');
}

/** The data of an answer may be text already. */
function membersOf(data: Record<string, unknown>): Record<string, unknown> {
  return data instanceof AnswerText ? data.toJSON() : data;
}

function joined(
  data: Record<string, unknown>,
  introspected: Record<string, unknown>,
  names: ReadonlySet<string>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => [name, names.has(name) ? introspected[name] : value]),
  );
}

import { ERROR_CODES, type ErrorCode, serviceUnavailable } from '@app/subgraph-kit/errors';
import { Kind, parse, type SelectionSetNode } from 'graphql';
import { z } from 'zod';
import type { SubgraphError } from './distinct-representations.js';

/** The codes that concern the person who asks; what is wrong between the gateway and a subgraph does not. */
const PASSED_ON: ReadonlySet<unknown> = new Set<ErrorCode>([
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'BAD_USER_INPUT',
  'QUERY_TOO_COMPLEX',
  'RATE_LIMITED',
  'REAUTHENTICATION_REQUIRED',
  'IDEMPOTENCY_KEY_REUSED',
  'SERVICE_UNAVAILABLE',
]);

const errorOnTheWire = z.object({
  message: z.string().catch(''),
  path: z
    .array(z.union([z.string(), z.number()]))
    .optional()
    .catch(undefined),
  extensions: z
    .looseObject({ code: z.enum(ERROR_CODES).optional().catch(undefined) })
    .optional()
    .catch(undefined),
});

/** An error of a subgraph without anything a client may not see; unknown ones keep no code and are masked later. */
export function readSubgraphError(value: unknown): SubgraphError {
  const {
    message,
    path,
    extensions = {},
  } = errorOnTheWire.catch({ message: '', path: undefined, extensions: undefined }).parse(value);
  const { code, retryAfterSeconds } = extensions;
  return {
    // What a subgraph says of itself may quote anything; its own log has it.
    message: PASSED_ON.has(code) ? message : 'A subgraph failed.',
    ...(path !== undefined && { path }),
    extensions: {
      ...(PASSED_ON.has(code) && { code }),
      ...(typeof retryAfterSeconds === 'number' && { retryAfterSeconds }),
    },
  };
}

/** SERVICE_UNAVAILABLE at every field that the fetch was to bring, up to a bound. */
export function outage(
  operation: string,
  representations: readonly unknown[] | undefined,
  limit: number,
): SubgraphError[] {
  const { message, extensions } = serviceUnavailable();
  const paths = representations === undefined ? rootPaths(operation) : entityPaths(operation, representations);
  const errors = paths.slice(0, limit).map((path) => ({ message, path, extensions }));
  return errors.length > 0 ? errors : [{ message, extensions }];
}

function rootSelections(operation: string): SelectionSetNode | undefined {
  const definition = parse(operation, { noLocation: true }).definitions.find(
    (node) => node.kind === Kind.OPERATION_DEFINITION,
  );
  return definition?.selectionSet;
}

function rootPaths(operation: string): string[][] {
  return [...responseNames(rootSelections(operation))].map((name) => [name]);
}

/** `_entities` holds one inline fragment per type of entity. */
function entityPaths(operation: string, representations: readonly unknown[]): (string | number)[][] {
  const entities = rootSelections(operation)?.selections.find((selection) => selection.kind === Kind.FIELD);
  const fieldsOfType = new Map<string, Set<string>>();
  for (const selection of entities?.selectionSet?.selections ?? []) {
    if (selection.kind !== Kind.INLINE_FRAGMENT) continue;
    const type = selection.typeCondition?.name.value ?? '';
    fieldsOfType.set(type, responseNames(selection.selectionSet, fieldsOfType.get(type)));
  }
  return representations.flatMap((representation, index) => {
    const type = (representation as { __typename?: string }).__typename ?? '';
    return [...(fieldsOfType.get(type) ?? [])].map((field) => ['_entities', index, field]);
  });
}

function responseNames(selectionSet: SelectionSetNode | undefined, names = new Set<string>()): Set<string> {
  for (const selection of selectionSet?.selections ?? []) {
    if (selection.kind === Kind.FIELD && selection.name.value !== '__typename')
      names.add((selection.alias ?? selection.name).value);
    else if (selection.kind === Kind.INLINE_FRAGMENT) responseNames(selection.selectionSet, names);
  }
  return names;
}

import { ERROR_CODES, type ErrorCode } from '@app/subgraph-kit/graphql/errors';
import { z } from 'zod';
import type { SubgraphError } from './subgraph-answer.js';

/** The codes that concern the caller. Others describe a fault between the gateway and a subgraph. */
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

/** Removes what clients must not see from an error of a subgraph; errors without a known code are masked later. */
export function readSubgraphError(value: unknown): SubgraphError {
  const {
    message,
    path,
    extensions = {},
  } = errorOnTheWire.catch({ message: '', path: undefined, extensions: undefined }).parse(value);
  const { code, retryAfterSeconds } = extensions;
  return {
    // The message of an unexpected error may quote anything; the log of the subgraph has it.
    message: PASSED_ON.has(code) ? message : 'A subgraph failed.',
    ...(path !== undefined && { path }),
    extensions: {
      ...(PASSED_ON.has(code) && { code }),
      ...(typeof retryAfterSeconds === 'number' && { retryAfterSeconds }),
    },
  };
}

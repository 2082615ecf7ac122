import { ERROR_CODES, type ErrorCode } from '@app/subgraph-kit/errors';
import { z } from 'zod';
import type { SubgraphError } from './subgraph-answer.js';

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

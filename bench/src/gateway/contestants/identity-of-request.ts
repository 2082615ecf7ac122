import { randomUUID } from 'node:crypto';
import { internalTokens } from '@app/gateway/caller/internal-tokens';
import { identityTokens, traceOf } from '@app/gateway/execution/operation-scope';
import { systemClock } from '@app/subgraph-kit/processes/clock';
import type { Circumstances } from './circumstances.js';

/** The headers that the product's gateway sends to a service, for one operation. */
export type HeadersTo = (subgraph: string) => Promise<Record<string, string>>;

/** Makes the headers of an operation as the product's gateway does, with its tokens. */
export async function identityOfRequests({
  signingKey,
  caller,
}: Pick<Circumstances, 'signingKey' | 'caller'>): Promise<() => HeadersTo> {
  const tokens = await internalTokens(signingKey, systemClock);
  return () => {
    const requestId = randomUUID();
    const traceparent = traceOf(undefined, requestId);
    const tokenOf = identityTokens((subgraph) => tokens.ofCaller(caller, subgraph));
    return async (subgraph) => ({
      authorization: `Bearer ${await tokenOf(subgraph)}`,
      'x-request-id': requestId,
      traceparent,
    });
  };
}

import type { IncomingMessage } from 'node:http';
import { unauthenticated } from '@app/subgraph-kit/graphql/errors';

/** Rejects a request with several Authorization headers: two readers could take it for two different callers. */
export function assertOneAuthorization({ headersDistinct }: IncomingMessage): void {
  if ((headersDistinct.authorization?.length ?? 0) > 1)
    throw unauthenticated('The request has several Authorization headers. Send one.');
}

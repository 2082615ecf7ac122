import type { IncomingMessage } from 'node:http';
import { unauthenticated } from '@app/subgraph-kit/errors';

/** Refuses a request that says twice who sends it: whoever reads the one and not the other is deceived. */
export function assertOneAuthorization({ headersDistinct }: IncomingMessage): void {
  if ((headersDistinct.authorization?.length ?? 0) > 1)
    throw unauthenticated('The request has several Authorization headers. Send one.');
}

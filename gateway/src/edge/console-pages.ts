import replyFrom from '@fastify/reply-from';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { LIMITS } from '../limits/limits.js';
import { responseHeaders } from './edge-headers.js';

/** The path of the console outside production. GraphiQL shares its path with the API. */
export const CONSOLE_PATH = '/console';

const PATHS = [CONSOLE_PATH, `${CONSOLE_PATH}/*`, '/development/:file'];
/** The pages that stand in for an application where the gateway serves none. */
const STAND_INS = ['/', '/associate/done', '/favicon.ico'];

/** Forwards a request to the console; `otherwise` answers while there is none. */
export type ConsolePage = (request: FastifyRequest, reply: FastifyReply, otherwise: () => unknown) => FastifyReply;

/** Forwards the paths of the pages to the console, which is a process of its own. */
export async function consoleRoutes(
  scope: FastifyInstance,
  { consoleUrl, standsIn }: { consoleUrl: string; standsIn: boolean },
): Promise<void> {
  const page = await consolePage(scope, consoleUrl);
  for (const path of [...PATHS, ...(standsIn ? STAND_INS : [])])
    scope.get(path, (request, reply) => page(request, reply, () => reply.callNotFound()));
}

/** Prepares a scope for requests to the console. */
export async function consolePage(scope: FastifyInstance, consoleUrl: string): Promise<ConsolePage> {
  await scope.register(replyFrom, {
    base: consoleUrl,
    disableCache: true,
    undici: { headersTimeout: LIMITS.subgraphTimeout, bodyTimeout: LIMITS.subgraphTimeout },
    destroyAgent: true,
  });
  return (_request, reply, otherwise) =>
    reply.from(undefined, {
      retryDelay: () => null,
      rewriteRequestHeaders: (_from, { accept }) => ({ accept }),
      rewriteHeaders: (headers) => responseHeaders(headers),
      onError: () => void otherwise(),
    });
}

/** Whether a browser opens the endpoint of the API: it is shown GraphiQL instead of an answer. */
export function isOpenedInBrowser({ headers, url }: FastifyRequest): boolean {
  return !url.includes('?') && (headers.accept ?? '').includes('text/html');
}

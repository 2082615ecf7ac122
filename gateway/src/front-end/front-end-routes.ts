import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { asksForJson } from '../edge/answer-type.js';
import { isAmbiguousPath, pathOf } from '../edge/path-guard.js';
import { pagePolicy } from './page-policy.js';

/** The build gives these files a name of their own for each content. */
const HASHED = /^\/assets\/[\w.-]+$/;
/** Files at the root that browsers and programs request by a fixed name. All else of the folder is not served. */
const NAMED = /^\/[\w-]+\.(?:ico|png|svg|txt|webmanifest)$/;

/** Of files that are found alone: a missing file may be there with the next build. */
const FOREVER = { cacheControl: true, immutable: true, maxAge: '1y' };
const ASK_FIRST = 'no-cache';

/**
 * Serves a built application: its files, and its one page at every address that no other route has. The page shows by
 * itself what is at an address; a missing file stays missing.
 */
export async function frontEndRoutes(scope: FastifyInstance, web: { root: string; publicUrl: string }): Promise<void> {
  await scope.register(fastifyStatic, {
    root: web.root,
    serve: false,
    preCompressed: true,
    cacheControl: false,
    dotfiles: 'ignore',
  });
  const policy = pagePolicy(web.publicUrl);
  scope.get('/*', (request, reply) => {
    const path = pathOf(request.url);
    if (isAmbiguousPath(path)) return reply.callNotFound();
    reply.headers({ ...policy, vary: varyWith(reply) });
    if (HASHED.test(path)) return reply.sendFile(path, FOREVER);
    if (NAMED.test(path)) return reply.header('cache-control', ASK_FIRST).sendFile(path);
    // Read for each request: a new build has other files.
    if (isPage(request, path)) return reply.header('cache-control', ASK_FIRST).sendFile('index.html');
    return reply.callNotFound();
  });
}

function isPage({ headers }: FastifyRequest, path: string): boolean {
  return !/\.[^/]*$/.test(path) && !path.startsWith('/assets/') && !asksForJson(headers.accept);
}

/** Files are compressed already, and sent as `accept-encoding` requests. */
function varyWith(reply: FastifyReply): string {
  return [reply.getHeader('vary'), 'accept-encoding'].filter(Boolean).join(', ');
}

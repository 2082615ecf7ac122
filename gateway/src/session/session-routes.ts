import { failureForLog } from '@app/subgraph-kit/callers/failure-for-log';
import { forbidden, rateLimited, serviceUnavailable, unauthenticated } from '@app/subgraph-kit/graphql/errors';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { addressKey } from '../caller/caller-address.js';
import type { ClientAddress } from '../caller/client-address.js';
import type { RateLimit } from '../limits/rate-limit.js';
import { SessionTooLarge } from './browser-sessions.js';
import { redirectToStartPage } from './redirect.js';
import type { Session } from './session.js';
import { type SignInRoutes, signInRoutes } from './sign-in-routes.js';
import { SignInOver } from './work-sign-in.js';

/** What the routes of the session need. */
export type SessionRoutes = SignInRoutes & {
  visits: RateLimit;
  addressOf: ClientAddress;
  /** The path of the development console, for a link on the start page; absent where there is none. */
  consoleAt: string | undefined;
};

/** The routes below `/session`: sign in, whether and until when, renew, sign out. */
export async function sessionRoutes(scope: FastifyInstance, parts: SessionRoutes): Promise<void> {
  const { sessions, cookies, signIn, log } = parts;
  // Nothing here has a body; one that is sent stays unread.
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
  scope.addHook('onRequest', async (request, reply) => {
    const seconds = parts.visits.take(addressKey(parts.addressOf(request.raw)));
    if (seconds === undefined) return;
    // A browser would show the user the rejection as it is.
    if (request.headers['sec-fetch-mode'] === 'navigate') return redirectToStartPage(reply, parts.publicUrl, 'busy');
    throw rateLimited(seconds);
  });
  signInRoutes(scope, parts);

  scope.get('/session', async (request) => {
    const session = await sessions.of(request);
    return {
      signedIn: session !== undefined,
      validUntil: session === undefined ? null : sessions.validUntil(session),
      endsAt: session === undefined ? null : sessions.endsAt(session),
      ...(parts.consoleAt !== undefined && { consoleAt: parts.consoleAt }),
    };
  });

  scope.post('/session/renew', async (request, reply) => {
    assertFromOwnPage(request);
    const session = await sessions.of(request);
    const renewed = session === undefined ? undefined : await renew(session, request);
    if (renewed === undefined) {
      reply.header('set-cookie', cookies.session.clear());
      throw unauthenticated('The session is over. Sign in again.');
    }
    return reply.code(204).header('set-cookie', renewed).send();
  });

  scope.post('/session/sign-out', async (request, reply) => {
    assertFromOwnPage(request);
    const continueAt = await signIn.endAddress().catch(() => null);
    return reply.header('set-cookie', cookies.session.clear()).send({ continueAt });
  });

  // No address below belongs to another route.
  scope.all('/session/*', (_request, reply) => reply.callNotFound());

  function assertFromOwnPage(request: FastifyRequest): void {
    if (sessions.counts(request)) return;
    throw forbidden('Only a page of this application may change a session: send its origin and x-session-request: 1.');
  }

  /** The cookie of a renewed session; undefined when the person has to sign in again. */
  async function renew({ exp, claims, refreshToken }: Session, { id: requestId }: FastifyRequest) {
    if (refreshToken === undefined) return undefined;
    try {
      const { claims: renewed, refreshToken: next = refreshToken } = await signIn.renew(refreshToken);
      if (renewed.tid !== claims.tid || renewed.oid !== claims.oid) {
        log.warn({ requestId }, 'the issuer renewed the session of a person for another person');
        return undefined;
      }
      // The time of the sign-in: a renewal is none.
      const session = { exp, claims: { ...renewed, auth_time: claims.auth_time }, refreshToken: next };
      return await sessions.kept(session, requestId);
    } catch (error) {
      log.info({ requestId, reason: failureForLog(error) }, 'a session was not renewed');
      if (error instanceof SignInOver || error instanceof SessionTooLarge) return undefined;
      throw serviceUnavailable('The session cannot be renewed just now. Try again in a moment.');
    }
  }
}

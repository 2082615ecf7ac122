import { failureForLog } from '@app/subgraph-kit/callers/failure-for-log';
import type { Clock } from '@app/subgraph-kit/processes/clock';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { randomNonce, randomPKCECodeVerifier, randomState } from 'openid-client';
import type { Logger } from 'pino';
import type { BrowserSessions } from './browser-sessions.js';
import { returnAddress } from './return-address.js';
import type { SealedText } from './sealed-text.js';
import type { SignInAttempt } from './session.js';
import type { SessionCookies } from './session-cookies.js';
import type { WorkSignIn } from './work-sign-in.js';

const ATTEMPT_SECONDS = 10 * 60;
const SESSION_SECONDS = 12 * 60 * 60;

/** What signing in needs besides the request of a browser. */
export type SignInRoutes = {
  sessions: BrowserSessions;
  attempts: SealedText<SignInAttempt>;
  cookies: SessionCookies;
  signIn: WorkSignIn;
  publicUrl: string;
  clock: Clock;
  log: Logger;
};

/** The two addresses that a browser visits to sign in: the first leads to the issuer, the issuer to the second. */
export function signInRoutes(scope: FastifyInstance, parts: SignInRoutes): void {
  const { sessions, attempts, cookies, signIn, log } = parts;
  const seconds = () => Math.floor(parts.clock.now().getTime() / 1000);
  const startPage = (why: 'over' | 'failed') => new URL(`/?sign-in=${why}`, parts.publicUrl).href;

  scope.get('/session/sign-in', { exposeHeadRoute: false }, async (request, reply) => {
    const asked = parametersOf(request);
    const attempt: SignInAttempt = {
      exp: seconds() + ATTEMPT_SECONDS,
      startedAt: seconds(),
      state: randomState(),
      nonce: randomNonce(),
      verifier: randomPKCECodeVerifier(),
      again: asked.get('again') === '1',
      returnTo: returnAddress(asked.get('return'), parts.publicUrl),
    };
    const address = await signIn.address(attempt, asked.get('login_hint')).catch((error: unknown) => {
      log.warn({ requestId: request.id, reason: failureForLog(error) }, 'the issuer of work accounts does not answer');
    });
    if (address === undefined) return redirect(reply, startPage('failed'));
    reply.header('set-cookie', cookies.signIn.write(await attempts.seal(attempt), ATTEMPT_SECONDS));
    return redirect(reply, address);
  });

  scope.get('/session/callback', { exposeHeadRoute: false }, async (request, reply) => {
    const text = cookies.signIn.read(request.headers.cookie);
    const attempt = text === undefined ? undefined : await attempts.open(text);
    // Whatever comes of it: an attempt is for one answer.
    reply.header('set-cookie', cookies.signIn.clear());
    if (attempt === undefined) return redirect(reply, startPage('over'));
    const session = await begun(attempt, request);
    if (session === undefined) return redirect(reply, startPage('failed'));
    reply.header('set-cookie', session);
    return redirect(reply, attempt.returnTo);
  });

  /** The cookie of the session that begins with the issuer's answer; undefined when the sign-in failed. */
  async function begun(attempt: SignInAttempt, request: FastifyRequest): Promise<string | undefined> {
    try {
      const granted = await signIn.redeem(parametersOf(request), attempt);
      return await sessions.kept({ exp: seconds() + SESSION_SECONDS, ...granted });
    } catch (error) {
      log.info({ requestId: request.id, reason: failureForLog(error) }, 'a sign-in failed');
      return undefined;
    }
  }
}

/** 303: the next request is a GET. The address of this one holds a code, which no other site learns. */
function redirect(reply: FastifyReply, to: string): FastifyReply {
  return reply.code(303).headers({ location: to, 'referrer-policy': 'no-referrer' }).send();
}

function parametersOf({ url }: FastifyRequest): URLSearchParams {
  return new URL(url, 'http://localhost').searchParams;
}

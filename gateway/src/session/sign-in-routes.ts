import { failureForLog } from '@app/subgraph-kit/callers/failure-for-log';
import type { Clock } from '@app/subgraph-kit/processes/clock';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { randomNonce, randomPKCECodeVerifier } from 'openid-client';
import type { Logger } from 'pino';
import type { BrowserSessions } from './browser-sessions.js';
import { redirect, redirectToStartPage, type SignInProblem } from './redirect.js';
import { returnAddress } from './return-address.js';
import type { SealedText } from './sealed-text.js';
import type { SignInAttempt } from './session.js';
import type { SessionCookies } from './session-cookies.js';
import { beginningOf, stateOf } from './sign-in-state.js';
import type { WorkSignIn } from './work-sign-in.js';

const ATTEMPT_SECONDS = 10 * 60;
/** Sign-ins of one browser at a time. Each is a cookie, and a server accepts some kilobytes of them. */
const MOST_ATTEMPTS = 5;
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
  const endAtStartPage = (reply: FastifyReply, why: SignInProblem) => redirectToStartPage(reply, parts.publicUrl, why);

  scope.get('/session/sign-in', { exposeHeadRoute: false }, async (request, reply) => {
    const asked = parametersOf(request);
    const attempt: SignInAttempt = {
      exp: seconds() + ATTEMPT_SECONDS,
      startedAt: seconds(),
      state: stateOf(seconds()),
      nonce: randomNonce(),
      verifier: randomPKCECodeVerifier(),
      again: asked.get('again') === '1',
      returnTo: returnAddress(asked.get('return'), parts.publicUrl),
    };
    const address = await signIn.address(attempt, asked.get('login_hint')).catch((error: unknown) => {
      log.warn({ requestId: request.id, reason: failureForLog(error) }, 'the issuer of work accounts does not answer');
    });
    if (address === undefined) return endAtStartPage(reply, 'failed');
    const cookie = cookies.signIn(attempt.state).write(await attempts.seal(attempt), ATTEMPT_SECONDS);
    reply.header('set-cookie', [...(await oldestCleared(request)), cookie]);
    return redirect(reply, address);
  });

  scope.get('/session/callback', { exposeHeadRoute: false }, async (request, reply) => {
    const state = parametersOf(request).get('state') ?? '';
    const cookie = cookies.signIn(state);
    const text = cookie.read(request.headers.cookie);
    if (text === undefined) return endAtStartPage(reply, isRecent(state) ? 'no-cookie' : 'over');
    const attempt = await attempts.open(text);
    // Whatever comes of it: an attempt is for one answer.
    reply.header('set-cookie', cookie.clear());
    if (attempt === undefined) return endAtStartPage(reply, 'over');
    const session = await begun(attempt, request);
    if (session === undefined) return endAtStartPage(reply, 'failed');
    reply.header('set-cookie', session);
    return redirect(reply, attempt.returnTo);
  });

  /** Clears the cookies of the oldest sign-ins, so that one more is allowed. */
  async function oldestCleared({ headers }: FastifyRequest): Promise<string[]> {
    const found = cookies.signInsIn(headers.cookie).map(async (cookie) => {
      const attempt = await attempts.open(cookie.read(headers.cookie) ?? '');
      return { cookie, startedAt: attempt?.startedAt ?? 0 };
    });
    const newestFirst = (await Promise.all(found)).toSorted((one, other) => other.startedAt - one.startedAt);
    return newestFirst.slice(MOST_ATTEMPTS - 1).map(({ cookie }) => cookie.clear());
  }

  /** Whether the sign-in of a state could still be under way: then its cookie was used, or the browser keeps none. */
  function isRecent(state: string): boolean {
    const beginning = beginningOf(state);
    return beginning !== undefined && beginning <= seconds() && seconds() - beginning < ATTEMPT_SECONDS;
  }

  /** The cookie of the session that begins with the issuer's answer; undefined when the sign-in failed. */
  async function begun(attempt: SignInAttempt, request: FastifyRequest): Promise<string | undefined> {
    try {
      const granted = await signIn.redeem(parametersOf(request), attempt);
      return await sessions.kept({ exp: seconds() + SESSION_SECONDS, ...granted }, request.id);
    } catch (error) {
      log.info({ requestId: request.id, reason: failureForLog(error) }, 'a sign-in failed');
      return undefined;
    }
  }
}

function parametersOf({ url }: FastifyRequest): URLSearchParams {
  return new URL(url, 'http://localhost').searchParams;
}

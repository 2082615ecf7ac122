import type { IncomingHttpHeaders } from 'node:http';
import { unauthenticated } from '@app/subgraph-kit/graphql/errors';
import type { Clock } from '@app/subgraph-kit/processes/clock';
import type { Logger } from 'pino';
import type { WorkClaims } from '../caller/work-token.js';
import { isFromOwnPage } from './own-page.js';
import { sealedText } from './sealed-text.js';
import { type Session, session as sessionShape } from './session.js';
import { LARGEST_COOKIE, type SessionCookies } from './session-cookies.js';

const DOCS = 'docs/providers.md#the-size-of-a-session';

type Request = { method?: string | undefined; headers: IncomingHttpHeaders };

/** The sessions of browsers: all of a session is in its cookie. */
export type BrowserSessions = {
  /** The session of a browser; undefined without one, or when it is over. Its claims may have to be renewed. */
  of(request: Request): Promise<Session | undefined>;
  /** The time until which the claims of a session hold. */
  validUntil(session: Session): Date;
  /** The time from which a session cannot be renewed any more. */
  endsAt(session: Session): Date;
  /** Whether a page of this application sent the request, so that its session counts. */
  counts(request: Request): boolean;
  /**
   * The claims of the session by which our own page sends a request; undefined when no session counts. Throws
   * UNAUTHENTICATED when they have to be renewed.
   */
  claimsOf(request: Request): Promise<WorkClaims | undefined>;
  /**
   * The cookie that keeps a session: without the refresh token where that does not fit in, so that the session ends with
   * its claims. Rejects with `SessionTooLarge` where the claims alone do not fit in.
   */
  kept(session: Session, requestId: string): Promise<string>;
};

/** The claims of a person do not fit into a cookie. */
export class SessionTooLarge extends Error {}

/** `origins` are those of the application's pages. */
export function browserSessions(parts: {
  secrets: readonly string[];
  origins: readonly string[];
  cookies: SessionCookies;
  clock: Clock;
  log: Logger;
}): BrowserSessions {
  const { clock, cookies, log } = parts;
  const sealed = sealedText('session', sessionShape, parts);
  const of = async ({ headers }: Request) => {
    const text = cookies.session.read(headers.cookie);
    return text === undefined ? undefined : sealed.open(text);
  };
  const cookieWith = async (session: Session) => {
    const seconds = Math.max(0, session.exp - Math.floor(clock.now().getTime() / 1000));
    return cookies.session.write(await sealed.seal(session), seconds);
  };
  const validUntil = ({ exp, claims }: Session) => new Date(Math.min(exp, claims.exp) * 1000);
  const endsAt = (session: Session) =>
    session.refreshToken === undefined ? validUntil(session) : new Date(session.exp * 1000);
  const counts = (request: Request) => isFromOwnPage(request, parts.origins);
  return {
    of,
    validUntil,
    endsAt,
    counts,
    async claimsOf(request) {
      const session = counts(request) ? await of(request) : undefined;
      if (session === undefined) return undefined;
      if (clock.now() >= validUntil(session)) throw unauthenticated('The session has to be renewed.');
      return session.claims;
    },
    async kept(session, requestId) {
      const cookie = await cookieWith(session);
      if (cookie.length <= LARGEST_COOKIE) return cookie;
      const { refreshToken = '', ...claimsOnly } = session;
      const sizes = { requestId, cookieBytes: cookie.length, refreshTokenBytes: refreshToken.length, docs: DOCS };
      const smaller = await cookieWith(claimsOnly);
      if (smaller.length > LARGEST_COOKIE) {
        log.error(sizes, 'the claims of an access token do not fit into a session: its user cannot sign in');
        throw new SessionTooLarge(`a session of ${smaller.length} bytes`);
      }
      log.warn(
        sizes,
        'a refresh token does not fit into a session: its user signs in again when the access token ends',
      );
      return smaller;
    },
  };
}

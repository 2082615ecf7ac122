import type { IncomingHttpHeaders } from 'node:http';
import { unauthenticated } from '@app/subgraph-kit/graphql/errors';
import type { Clock } from '@app/subgraph-kit/processes/clock';
import type { WorkClaims } from '../caller/work-token.js';
import { isFromOwnPage } from './own-page.js';
import { sealedText } from './sealed-text.js';
import { type Session, session as sessionShape } from './session.js';
import { LARGEST_COOKIE, type SessionCookies } from './session-cookies.js';

type Request = { method?: string | undefined; headers: IncomingHttpHeaders };

/** The sessions of browsers: all of a session is in its cookie. */
export type BrowserSessions = {
  /** The session of a browser; undefined without one, or when it is over. Its claims may have to be renewed. */
  of(request: Request): Promise<Session | undefined>;
  /** The time until which the claims of a session hold. */
  validUntil(session: Session): Date;
  /** Whether a page of this application sent the request, so that its session counts. */
  counts(request: Request): boolean;
  /**
   * The claims of the session by which our own page sends a request; undefined when no session counts. Throws
   * UNAUTHENTICATED when they have to be renewed.
   */
  claimsOf(request: Request): Promise<WorkClaims | undefined>;
  /** The cookie that keeps a session. */
  kept(session: Session): Promise<string>;
};

/** `origins` are those of the application's pages. */
export function browserSessions(parts: {
  secrets: readonly string[];
  origins: readonly string[];
  cookies: SessionCookies;
  clock: Clock;
}): BrowserSessions {
  const { clock, cookies } = parts;
  const sealed = sealedText('session', sessionShape, parts);
  const of = async ({ headers }: Request) => {
    const text = cookies.session.read(headers.cookie);
    return text === undefined ? undefined : sealed.open(text);
  };
  const validUntil = ({ exp, claims }: Session) => new Date(Math.min(exp, claims.exp) * 1000);
  const counts = (request: Request) => isFromOwnPage(request, parts.origins);
  return {
    of,
    validUntil,
    counts,
    async claimsOf(request) {
      const session = counts(request) ? await of(request) : undefined;
      if (session === undefined) return undefined;
      if (clock.now() >= validUntil(session)) throw unauthenticated('The session has to be renewed.');
      return session.claims;
    },
    async kept(session) {
      const seconds = Math.max(0, session.exp - Math.floor(clock.now().getTime() / 1000));
      const cookie = cookies.session.write(await sealed.seal(session), seconds);
      if (cookie.length > LARGEST_COOKIE) throw new Error(`the session takes ${cookie.length} bytes`);
      return cookie;
    },
  };
}

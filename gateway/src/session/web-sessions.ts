import type { Clock } from '@app/subgraph-kit/processes/clock';
import type { Logger } from 'pino';
import type { Agent } from 'undici';
import type { VerifyWorkToken } from '../caller/work-token.js';
import type { GatewaySettings, WebSettings } from '../environment.js';
import { type BrowserSessions, browserSessions } from './browser-sessions.js';
import { issuerFetch } from './issuer-fetch.js';
import { type SealedText, sealedText } from './sealed-text.js';
import { type SignInAttempt, signInAttempt } from './session.js';
import { type SessionCookies, sessionCookies } from './session-cookies.js';
import { type WorkSignIn, workSignIn } from './work-sign-in.js';

/** The sessions of the application, and what begins, renews and ends them. */
export type WebSessions = {
  sessions: BrowserSessions;
  attempts: SealedText<SignInAttempt>;
  cookies: SessionCookies;
  signIn: WorkSignIn;
};

/** Pages of other origins use sessions in development only, where a server of its own has the pages. */
export function webSessions(
  { publicUrl, production, frontendOrigins, ...settings }: GatewaySettings,
  { sessionSecrets: secrets, clientId, clientSecret }: WebSettings,
  parts: { clock: Clock; log: Logger; outside: Agent; verify: VerifyWorkToken; milliseconds(): number },
): WebSessions {
  const { clock, log, outside, verify, milliseconds } = parts;
  const cookies = sessionCookies(publicUrl);
  const origins = [new URL(publicUrl).origin, ...(production ? [] : frontendOrigins)];
  const { workIssuer: issuer, workDiscoveryUrl: discoveryUrl, workAudience: audience } = settings;
  const signIn = workSignIn(
    { issuer, discoveryUrl, clientId, clientSecret, audience, publicUrl, insecure: !production },
    { fetch: issuerFetch(outside, { issuer, discoveryUrl }), verify, milliseconds },
  );
  return {
    sessions: browserSessions({ secrets, origins, cookies, clock, log }),
    attempts: sealedText('sign-in', signInAttempt, { secrets, clock }),
    cookies,
    signIn,
  };
}

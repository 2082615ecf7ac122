import type { Credentials } from './client.js';
import { RenewalRejected } from './outcome.js';
import { faultOf } from './read-response.js';

/** Where a front end of the gateway renews its session, and for how many milliseconds it waits. */
export type BrowserSessionOptions = {
  readonly renewUrl?: string;
  readonly timeout?: number;
  readonly fetch?: typeof fetch;
};

/** Longer than the gateway waits for the issuer. Other tabs wait for a renewal. */
const RENEWAL_MILLISECONDS = 30_000;

/** The header without which a session cookie does not count; CORS never allows it. */
export const SESSION_HEADERS = { 'x-session-request': '1' } as const;

/** Credentials of a page of the gateway: its session cookie. One tab at a time renews the session. */
export function browserSession(options: BrowserSessionOptions = {}): Credentials {
  const { renewUrl = '/session/renew', timeout = RENEWAL_MILLISECONDS } = options;
  const fetchNow = options.fetch ?? globalThis.fetch.bind(globalThis);
  const request = async (): Promise<boolean> => {
    const signal = AbortSignal.timeout(timeout);
    const response = await fetchNow(renewUrl, { method: 'POST', headers: SESSION_HEADERS, signal });
    if (response.ok || response.status === 401) return response.ok;
    throw new RenewalRejected(faultOf(response, await response.text()));
  };
  let renewal: Promise<boolean> | undefined;
  return {
    headers: () => SESSION_HEADERS,
    renew: () => {
      renewal ??= changeSession(request).finally(() => {
        renewal = undefined;
      });
      return renewal;
    },
  };
}

/**
 * Changes the session while no other tab does: a renewal that is answered after a sign-out would undo the sign-out. A
 * page without https has no locks, and its tabs may change the session at once.
 */
export function changeSession<Result>(change: () => Promise<Result>): Promise<Result> {
  const locks = 'locks' in navigator ? navigator.locks : undefined;
  return locks?.request('session', change) ?? change();
}

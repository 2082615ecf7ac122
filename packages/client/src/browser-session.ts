import type { Credentials } from './client.js';

/** Where a front end of the gateway renews its session. */
export type BrowserSessionOptions = { readonly renewUrl?: string; readonly fetch?: typeof fetch };

/** The header without which a session cookie does not count; CORS never allows it. */
export const SESSION_HEADERS = { 'x-session-request': '1' } as const;

/** Credentials of a page of the gateway: its session cookie. One tab at a time renews the session. */
export function browserSession({ renewUrl = '/session/renew', ...options }: BrowserSessionOptions = {}): Credentials {
  const fetchNow = options.fetch ?? globalThis.fetch.bind(globalThis);
  const request = async (): Promise<boolean> => {
    const response = await fetchNow(renewUrl, { method: 'POST', headers: SESSION_HEADERS });
    if (response.ok || response.status === 401) return response.ok;
    throw new Error(`The session cannot be renewed at the moment (${response.status}).`);
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

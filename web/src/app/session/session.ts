import { changeSession, SESSION_HEADERS } from '@skill-link/client/browser-session';
import type { Problem } from '@skill-link/client/outcome';
import { faultOf, unreachable } from '@skill-link/client/read-response';
import { signedOutInOtherTabs } from './use-one-user-in-all-tabs.ts';

/** Longer than the gateway waits for the issuer of work accounts. */
const SIGN_OUT_MILLISECONDS = 20_000;

/** The sign-in that comes back to an address of this application. `again`: the account is asked again. */
export function signInAddress(back: string, again = false): string {
  return `/session/sign-in?${new URLSearchParams({ return: back, ...(again && { again: '1' }) })}`;
}

/** The address in the browser, to come back to. */
export function hereAddress(): string {
  return window.location.pathname + window.location.search;
}

/** What the gateway says about the session of the browser. `consoleAt`: the console of a development stack. */
export type Session = { readonly signedIn: boolean; readonly consoleAt?: string };

/** The session of the browser. A gateway that does not answer is shown by the first page. */
export async function currentSession(): Promise<Session> {
  const response = await fetch('/session').catch(() => undefined);
  return response?.ok === true ? ((await response.json()) as Session) : { signedIn: false };
}

/**
 * Ends the session and goes on to where the issuer of work accounts ends its own, or to the start page. Returns the
 * problem when the session may still be there.
 */
export async function signOut(): Promise<Problem | undefined> {
  const request = () => {
    const signal = AbortSignal.timeout(SIGN_OUT_MILLISECONDS);
    return fetch('/session/sign-out', { method: 'POST', headers: SESSION_HEADERS, signal });
  };
  try {
    const response = await changeSession(request);
    const text = await response.text();
    if (!response.ok) return faultOf(response, text);
    const { continueAt } = JSON.parse(text) as { continueAt: string | null };
    signedOutInOtherTabs();
    window.location.assign(continueAt ?? '/?sign-out=here');
    return undefined;
  } catch (error) {
    return unreachable(error);
  }
}

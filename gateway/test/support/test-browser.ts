import { signInWithBrowser } from '@app/sign-in-provider/browser';
import { CookieJar } from '@app/sign-in-provider/cookie-jar';

type Headers = Record<string, string | undefined>;

/** A browser of one person that shows the application. */
export type TestBrowser = {
  /** Opens an address at the gateway, without following where it leads. */
  open(path: string, headers?: Headers): Promise<Response>;
  /** Goes through the pages of the issuer; returns the address that leads back to the gateway. */
  throughIssuer(address: string, choice?: { account: string } | { cancel: true }): Promise<string>;
  /** The whole way of a sign-in; returns the answer to its last step. */
  signIn(account: { login: string }, path?: string): Promise<Response>;
  /** Sends a request as the pages of the application do; undefined removes a header. */
  post(path: string, body?: unknown, headers?: Headers): Promise<Response>;
  /** What `GET /session` says. */
  session(): Promise<{ signedIn: boolean; validUntil: string | null; endsAt: string | null }>;
  /** The Cookie header for the application. */
  cookie(): string | undefined;
};

/** Its requests go to `gateway`, with the cookies of the address that it would show. */
export function testBrowser(gateway: string, publicUrl: string): TestBrowser {
  const jar = new CookieJar();
  const shown = new URL(publicUrl);
  const request = async (path: string, init: RequestInit, headers: Headers) => {
    const all = { cookie: jar.header(shown), ...headers };
    const sent = Object.entries(all).filter((header): header is [string, string] => header[1] !== undefined);
    const response = await fetch(gateway + path, { redirect: 'manual', ...init, headers: sent });
    jar.store(shown, response.headers.getSetCookie());
    return response;
  };
  const open: TestBrowser['open'] = (path, headers) => request(path, {}, { accept: 'text/html', ...headers });
  const throughIssuer: TestBrowser['throughIssuer'] = async (address, choice = { cancel: true }) => {
    const { url } = await signInWithBrowser(address, choice, jar);
    if (!url.startsWith(publicUrl)) throw new Error(`The sign-in ended at ${url}.`);
    return url.slice(publicUrl.length);
  };
  return {
    open,
    throughIssuer,
    signIn: async ({ login }, path = '/session/sign-in') =>
      open(await throughIssuer(leadsTo(await open(path)), { account: login })),
    post: (path, body, headers = {}) =>
      request(
        path,
        { method: 'POST', ...(body !== undefined && { body: JSON.stringify(body) }) },
        { ...ownPage(publicUrl), ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
      ),
    session: async () => (await open('/session', { accept: 'application/json' })).json() as never,
    cookie: () => jar.header(shown),
  };
}

/** The headers by which the gateway knows a request of its own pages. */
function ownPage(publicUrl: string): Record<string, string> {
  return { origin: publicUrl, 'sec-fetch-site': 'same-origin', 'x-session-request': '1' };
}

/** What `GET /session` says without a session. */
export const SIGNED_OUT = { signedIn: false, validUntil: null, endsAt: null };

/** Where a redirect leads. */
export function leadsTo(response: Response): string {
  return response.headers.get('location') ?? `nowhere: ${response.status}`;
}

/** The cookies of sign-ins that a response sets or clears, with their attributes. */
export function signInCookies(response: Response): string[] {
  return response.headers.getSetCookie().filter((line) => /^(?:__Host-Http-)?sign-in\./.test(line));
}

/** A cookie that a response sets, by its name, with its attributes. */
export function setCookie(response: Response, name: string): string | undefined {
  return response.headers.getSetCookie().find((line) => line.startsWith(`${name}=`));
}

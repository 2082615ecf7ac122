import { CookieJar } from './cookie-jar.js';

/** The choice of a person on the sign-in page. */
export type SignInChoiceOfPerson = { account: string } | { cancel: true };

/** The page at which a browser arrived. `status` is 0 when the last redirect led to an address without a listener. */
export type BrowserPage = {
  url: string;
  status: number;
  headers: Headers;
  body: string;
  /** Every address that was requested, first to last. */
  visited: readonly string[];
};

const MOST_REDIRECTS = 30;

/** Opens an address and follows redirects as a browser does, cookies included, until a page is served. */
export function openInBrowser(url: string, jar: CookieJar = new CookieJar()): Promise<BrowserPage> {
  return follow(jar, url, undefined);
}

/** Sends the sign-in form of a page, with its hidden fields, and follows to the next page. */
export async function submitSignInForm(
  page: BrowserPage,
  choice: SignInChoiceOfPerson,
  jar: CookieJar,
): Promise<BrowserPage> {
  const form = signInFormOf(page);
  if (form === undefined) throw new Error(`no sign-in form at ${page.url} (status ${page.status})`);
  const fields = new URLSearchParams(form.hidden);
  if ('account' in choice) fields.set('account', choice.account);
  else fields.set('cancel', 'true');
  const next = await follow(jar, form.action, fields);
  return { ...next, visited: [...page.visited, ...next.visited] };
}

/**
 * Acts like a person's browser: follows redirects from startUrl to the sign-in page, fills it in, follows to the end.
 * Returns the page that was served instead where there is no sign-in page.
 */
export async function signInWithBrowser(
  startUrl: string,
  choice: SignInChoiceOfPerson,
  jar: CookieJar = new CookieJar(),
): Promise<BrowserPage> {
  const page = await openInBrowser(startUrl, jar);
  return signInFormOf(page) === undefined ? page : submitSignInForm(page, choice, jar);
}

async function follow(jar: CookieJar, startUrl: string, form: URLSearchParams | undefined): Promise<BrowserPage> {
  const visited: string[] = [];
  let url = new URL(startUrl);
  let fields = form;
  while (visited.length <= MOST_REDIRECTS) {
    visited.push(url.href);
    const response = await request(jar, url, fields).catch((error: unknown) => {
      if (visited.length > 1) return undefined;
      throw error;
    });
    if (response === undefined) return { url: url.href, status: 0, headers: new Headers(), body: '', visited };
    jar.store(url, response.headers.getSetCookie());
    const location = response.headers.get('location');
    const body = await response.text();
    if (response.status < 300 || response.status > 399 || location === null)
      return { url: url.href, status: response.status, headers: response.headers, body, visited };
    url = new URL(location, url);
    if (response.status !== 307 && response.status !== 308) fields = undefined;
  }
  throw new Error(`more than ${MOST_REDIRECTS} redirects from ${startUrl}`);
}

function request(jar: CookieJar, url: URL, fields: URLSearchParams | undefined): Promise<Response> {
  const cookie = jar.header(url);
  return fetch(url, {
    redirect: 'manual',
    headers: { accept: 'text/html', ...(cookie === undefined ? {} : { cookie }) },
    ...(fields === undefined ? {} : { method: 'POST', body: fields }),
  });
}

function signInFormOf(page: BrowserPage): { action: string; hidden: [string, string][] } | undefined {
  const forms = [...page.body.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/gi)];
  const form = forms.find(([, , fields = '']) => /\bname="account"/.test(fields));
  if (form === undefined) return undefined;
  const hidden = [...(form[2] ?? '').matchAll(/<input\b[^>]*type="hidden"[^>]*>/gi)].map(
    ([input]): [string, string] => [attribute(input, 'name'), attribute(input, 'value')],
  );
  return { action: new URL(attribute(form[1] ?? '', 'action'), page.url).href, hidden };
}

function attribute(tag: string, name: string): string {
  const value = new RegExp(`\\b${name}="([^"]*)"`, 'i').exec(tag)?.[1] ?? '';
  return value
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&');
}

import { signInWithBrowser } from '@app/sign-in-provider/browser';
import { CookieJar } from '@app/sign-in-provider/cookie-jar';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { complaintsOf } from './complaints.ts';
import { WAIT } from './page.ts';

/** A page in a browser window of its own, and everything that goes wrong in it. */
export type Visit = { page: Page; complaints: string[] };

/** The running product as a person sees it: the address of the application, and ways into it. */
export type Product = {
  /** Without a path. */
  url: string;
  /** Opens a path of the application without a sign-in. */
  visit(path: string, options?: BrowserContextOptions): Promise<Visit>;
  /**
   * Opens a path of the application with the session of a work account of the demonstration, by its address. The sign-in
   * itself needs no browser; `choose` signs in on the page of the provider.
   */
  signedIn(account: string, path: string, options?: BrowserContextOptions): Promise<Visit>;
};

/** The same on every machine. Nothing moves, so that no test waits for it. */
const WINDOW: BrowserContextOptions = {
  locale: 'en-GB',
  timezoneId: 'UTC',
  reducedMotion: 'reduce',
  viewport: { width: 1280, height: 800 },
};

/** The product at an address, in a browser. */
export function productAt(url: string, browser: Browser): Product {
  const sessions = new Map<string, Cookies>();

  const open = async (options?: BrowserContextOptions): Promise<Visit> => {
    const context = await browser.newContext({ baseURL: url, ...WINDOW, ...options });
    context.setDefaultTimeout(WAIT);
    const complaints = complaintsOf(context);
    return { page: await context.newPage(), complaints };
  };
  const visit: Product['visit'] = async (path, options) => {
    const visited = await open(options);
    await visited.page.goto(path);
    return visited;
  };
  const signedIn: Product['signedIn'] = async (account, path, options) => {
    const session = sessions.get(account) ?? (await sessionOf(account, url));
    sessions.set(account, session);
    const visited = await open(options);
    await visited.page.context().addCookies(session);
    await visited.page.goto(path);
    return visited;
  };
  return { url, visit, signedIn };
}

type Cookies = Parameters<BrowserContext['addCookies']>[0];

/**
 * The session after a sign-in at the development provider, whose page a program fills in. Without the cookies of the
 * provider: a page that asks for a new sign-in leads to the provider's page.
 */
async function sessionOf(account: string, url: string): Promise<Cookies> {
  const jar = new CookieJar();
  await signInWithBrowser(`${url}/session/sign-in?return=/livez`, { account }, jar);
  const cookies = (jar.header(new URL(url)) ?? '').split('; ').map((cookie) => /^([^=]+)=(.*)$/.exec(cookie) ?? []);
  return cookies
    .filter(([, name = '']) => /(^|-)session$/.test(name))
    .map(([, name = '', value = '']) => ({ name, value, url, httpOnly: true, sameSite: 'Lax' }));
}

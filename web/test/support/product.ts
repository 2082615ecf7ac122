import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { complaintsOf } from './complaints.ts';
import { choose, WAIT } from './page.ts';

/** A page in a browser window of its own, and everything that goes wrong in it. */
export type Visit = { page: Page; complaints: string[] };

/** The running product as a person sees it: the address of the application, and ways into it. */
export type Product = {
  /** Without a path. */
  url: string;
  /** Opens a path of the application without a sign-in. */
  visit(path: string, options?: BrowserContextOptions): Promise<Visit>;
  /**
   * Opens a path of the application signed in with a work account of the demonstration, by its address. The first time
   * by the page of the development provider, then with the session of that sign-in.
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
  const sessions = new Map<string, Awaited<ReturnType<typeof sessionOf>>>();

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
    const session = sessions.get(account);
    if (session === undefined) {
      const visited = await visit(`/session/sign-in?${new URLSearchParams({ return: path })}`, options);
      await choose(visited.page, account);
      await visited.page.waitForURL(new URL(path, url).href);
      sessions.set(account, await sessionOf(visited.page));
      return visited;
    }
    const visited = await open(options);
    await visited.page.context().addCookies(session);
    await visited.page.goto(path);
    return visited;
  };
  return { url, visit, signedIn };
}

/** Without the cookies of the provider: a page that asks for a new sign-in leads to the provider's page. */
async function sessionOf(page: Page) {
  const cookies = await page.context().cookies(page.url());
  return cookies.filter(({ name }) => /(^|-)session$/.test(name));
}

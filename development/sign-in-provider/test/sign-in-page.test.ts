import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { accountsOf } from '../src/accounts.js';
import { type BrowserPage, openInBrowser, submitSignInForm } from '../src/browser.js';
import { FRONTEND_CLIENT_ID, LEARN_CLIENT } from '../src/clients.js';
import { CookieJar } from '../src/cookie-jar.js';
import { readDemonstration } from '../src/demonstration.js';
import { type SignInProvider, startSignInProvider } from '../src/start.js';
import { beginCodeFlow, startRelyingParty } from './support/relying-party.js';

const world = readDemonstration(join(import.meta.dirname, '../../demonstration/demonstration.json'));

describe('the sign-in page of the demonstration', () => {
  let provider: SignInProvider;
  let gateway: { url: string; stop(): Promise<void> };

  beforeAll(async () => {
    gateway = await startRelyingParty();
    provider = await startSignInProvider({ port: 0, gatewayUrl: gateway.url, accounts: accountsOf(world) });
  });
  afterAll(async () => {
    await provider.stop();
    await gateway.stop();
  });

  async function opened(source: 'work' | 'learn', parameters: Record<string, string> = {}) {
    const jar = new CookieJar();
    const client = source === 'work' ? { id: FRONTEND_CLIENT_ID } : LEARN_CLIENT;
    const redirectUri = `${gateway.url}${source === 'work' ? '/signed-in' : '/associate/callback'}`;
    const flow = await beginCodeFlow(provider.issuers[source], { ...client, redirectUri, parameters });
    return { jar, page: await openInBrowser(flow.url, jar) };
  }
  /** Sends the search form as a browser without scripts does. */
  const search = (page: BrowserPage, jar: CookieJar, text: string) => {
    const [, action = ''] = /<form class="search" role="search" method="get" action="([^"]*)">/.exec(page.body) ?? [];
    expect(page.body).toContain('<label for="search">');
    return openInBrowser(`${new URL(action, page.url)}?${new URLSearchParams({ search: text })}`, jar);
  };
  const offered = ({ body }: BrowserPage) =>
    [...body.matchAll(/name="account" value="([^"]*)"/g)].map(([, login]) => login);
  const status = ({ body }: BrowserPage) => /<p role="status">([^<]*)/.exec(body)?.[1]?.trim();

  test('offers the work accounts of the story first, the demonstration account on top', async () => {
    const { page } = await opened('work');
    const names = new Map(world.people.map(({ email, displayName }) => [email, displayName]));
    expect(offered(page)[0]).toBe(world.demonstrationAccount.login);
    expect([...new Set(offered(page).map((login) => names.get(String(login))))]).toEqual(world.story);
    expect(status(page)).toMatch(/^The accounts of the demonstration story\. Search for one of the other \d+\.$/);
  });

  test('offers the learning accounts of the story, and last those that cannot be linked', async () => {
    const { page } = await opened('learn');
    expect(offered(page)).toContain(world.demonstrationAccount.learningLogin);
    expect(offered(page).slice(-4)).toContain('no-mcid@home.example');
    expect(offered(page).length).toBeLessThanOrEqual(16);
  });

  test.each([
    ['ngata harbour', ['aroha.ngata@harbour.example']],
    ['ADEYEMI', ['oluwaseun.adeyemi@nordlicht.example']],
    ['wrobel', ['tomasz.wrobel@nordlicht.example']],
    ['Wróbel', ['tomasz.wrobel@nordlicht.example']],
  ])(
    'finds accounts by name, address and organization without regard to case and accents: %s',
    async (text, logins) => {
      const { page, jar } = await opened('work');
      const found = await search(page, jar, text);
      expect([found.status, offered(found)]).toEqual([200, logins]);
      expect(status(found)).toBe(`1 account matches “${text}”.`);
      expect(found.body).toContain(`name="search" value="${text}"`);
    },
  );

  test('shows at most fifty accounts of a search, with the number of all', async () => {
    const { page, jar } = await opened('work');
    const found = await search(page, jar, 'example');
    expect(offered(found)).toHaveLength(50);
    expect(status(found)).toMatch(/^The first 50 of 2\d\d accounts that match “example”\.$/);
  });

  test('can still be canceled where no account matches, and writes the search as text', async () => {
    const { page, jar } = await opened('work');
    const found = await search(page, jar, '"><b>x</b>');
    expect([offered(found), status(found)]).toEqual([[], 'No account matches “&quot;&gt;&lt;b&gt;x&lt;/b&gt;”.']);
    expect(found.body).toContain('name="cancel"');
    expect(found.body).not.toContain('<b>');
  });

  test('signs in with an account that a search found', async () => {
    const { page, jar } = await opened('learn', { prompt: 'login' });
    const found = await search(page, jar, 'oluwaseun');
    const arrived = await submitSignInForm(found, { account: String(offered(found)[0]) }, jar);
    expect(arrived.body).toBe('arrived');
  });

  test('offers an account that the client hints at, chosen', async () => {
    const login = 'tomasz.wrobel@nordlicht.example';
    const { page } = await opened('work', { login_hint: login });
    expect(offered(page)[0]).toBe(login);
    expect(page.body).toContain(`value="${login}" required checked`);
  });
});

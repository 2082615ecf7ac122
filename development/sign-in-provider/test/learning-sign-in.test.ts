import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { fetchUserInfo } from 'openid-client';
import { openInBrowser, signInWithBrowser, submitSignInForm } from '../src/browser.js';
import { LEARN_CLIENT, UNIVERSITY_CLIENT } from '../src/clients.js';
import { CookieJar } from '../src/cookie-jar.js';
import { type SignInProvider, startSignInProvider } from '../src/start.js';
import { accounts, learner, trainee } from './support/accounts.js';
import { beginCodeFlow, startRelyingParty } from './support/relying-party.js';

const freshSignIn = { prompt: 'login select_account', max_age: '0' };

describe('a learning source', () => {
  let provider: SignInProvider;
  let gateway: { url: string; stop(): Promise<void> };
  let redirectUri: string;

  beforeAll(async () => {
    gateway = await startRelyingParty();
    redirectUri = `${gateway.url}/associate/callback`;
    provider = await startSignInProvider({ port: 0, gatewayUrl: gateway.url, accounts });
  });
  afterAll(async () => {
    await provider.stop();
    await gateway.stop();
  });

  const begin = (parameters: Record<string, string> = freshSignIn) =>
    beginCodeFlow(provider.issuers.learn, { ...LEARN_CLIENT, redirectUri, parameters });

  test('proves who signed in, with PKCE, nonce, fresh authentication and the profile id in the ID token', async () => {
    const flow = await begin();
    const page = await signInWithBrowser(flow.url, { account: learner.login });
    expect(page).toMatchObject({ status: 200, body: 'arrived' });
    expect(new URL(page.url).searchParams.get('iss')).toBe(provider.issuers.learn);

    const tokens = await flow.finish(page.url, { maxAge: 0 });
    const claims = tokens.claims();
    expect(claims).toMatchObject({ iss: provider.issuers.learn, sub: learner.subject, mcid: learner.profileId });
    expect(Math.abs((claims?.auth_time ?? 0) - Date.now() / 1000)).toBeLessThan(30);
    const userInfo = await fetchUserInfo(flow.configuration, tokens.access_token, learner.subject);
    expect(userInfo).toMatchObject({ mcid: learner.profileId });
  });

  test('declares that it names itself in the answer', async () => {
    const { configuration } = await begin();
    expect(configuration.serverMetadata().authorization_response_iss_parameter_supported).toBe(true);
  });

  test('answers both prompts with one form', async () => {
    const flow = await begin();
    const { visited } = await signInWithBrowser(flow.url, { account: learner.login });
    expect(visited.filter((url) => url.includes('/sign-in/'))).toHaveLength(2);
  });

  test.each(['login', 'select_account', 'consent', undefined])(
    'signs the person in where prompt is %s',
    async (prompt) => {
      const flow = await begin({ max_age: '0', ...(prompt !== undefined && { prompt }) });
      const page = await signInWithBrowser(flow.url, { account: learner.login });
      expect((await flow.finish(page.url, { maxAge: 0 })).claims()).toMatchObject({ mcid: learner.profileId });
    },
  );

  test('lets another account sign in with the same browser, without a page in between', async () => {
    const jar = new CookieJar();
    for (const account of [learner.login, 'odd-id@home.example', learner.login]) {
      const flow = await begin();
      const page = await signInWithBrowser(flow.url, { account }, jar);
      expect(page.body).toBe('arrived');
      const claims = (await flow.finish(page.url)).claims();
      expect(claims?.mcid).toBe(accounts.learn.find(({ login }) => login === account)?.profileId);
    }
  });

  test('leaves the claim out for an account without a profile id', async () => {
    const flow = await begin();
    const page = await signInWithBrowser(flow.url, { account: 'no-id@home.example' });
    expect((await flow.finish(page.url)).claims()).not.toHaveProperty('mcid');
  });

  test('reports that there is no account', async () => {
    const page = await signInWithBrowser((await begin()).url, { account: 'no-account@home.example' });
    expect(new URL(page.url).searchParams.get('error')).toBe('no_account');
  });

  test('reports that the person canceled', async () => {
    const { url } = await signInWithBrowser((await begin()).url, { cancel: true });
    expect(new URL(url).searchParams.get('error')).toBe('access_denied');
    expect(new URL(url).searchParams.get('state')).not.toBeNull();
  });

  test('shows the form again for an account that is not offered', async () => {
    const jar = new CookieJar();
    const page = await openInBrowser((await begin()).url, jar);
    const again = await submitSignInForm(page, { account: 'unknown@home.example' }, jar);
    expect(again.status).toBe(400);
    expect(again.body).toContain('role="alert"');
    const arrived = await submitSignInForm(again, { account: learner.login }, jar);
    expect(arrived.body).toBe('arrived');
  });

  test('rejects a redirect to any address but the callback of the gateway', async () => {
    const flow = await beginCodeFlow(provider.issuers.learn, {
      ...LEARN_CLIENT,
      redirectUri: `${gateway.url}/elsewhere`,
    });
    const page = await openInBrowser(flow.url);
    expect(page.status).toBe(400);
    expect(page.url.startsWith(provider.issuers.learn)).toBe(true);
  });

  test('serves a sign-in page that no other browser can continue', async () => {
    const page = await openInBrowser((await begin()).url);
    const elsewhere = await openInBrowser(page.url, new CookieJar());
    expect(elsewhere.status).toBe(400);
    expect(elsewhere.body).toContain('This sign-in is over');
  });

  test('offers the accounts by name, those for error cases last', async () => {
    const { body } = await openInBrowser((await begin()).url);
    const offered = [...body.matchAll(/name="account" value="([^"]*)"/g)].map(([, login]) => login);
    const names = (special: boolean) =>
      accounts.learn.filter(({ note }) => (note !== undefined) === special).map(({ displayName }) => displayName);
    const nameOf = new Map(accounts.learn.map(({ login, displayName }) => [login, displayName]));
    expect(offered.map((login) => nameOf.get(String(login)))).toEqual([...names(false).sort(), ...names(true).sort()]);
  });

  test('sets no cookie that depends on the clock of the browser', async () => {
    const response = await fetch((await begin()).url, { redirect: 'manual' });
    const cookies = response.headers.getSetCookie();
    expect(cookies.length).toBeGreaterThan(0);
    for (const cookie of cookies) expect(cookie).not.toMatch(/expires|max-age/i);
  });

  test('gives Partner University an issuer and a claim of its own', async () => {
    const flow = await beginCodeFlow(provider.issuers.university, {
      ...UNIVERSITY_CLIENT,
      redirectUri,
      parameters: freshSignIn,
    });
    const page = await signInWithBrowser(flow.url, { account: trainee.login });
    const claims = (await flow.finish(page.url)).claims();
    expect(claims).toMatchObject({ iss: provider.issuers.university, partner_university_id: trainee.profileId });
    expect(claims).not.toHaveProperty('mcid');
  });

  test('sends a browser to the public address though a service asks under another name', async () => {
    const other = provider.issuers.learn.replace('localhost', '127.0.0.1');
    const metadata = await (await fetch(`${other}/.well-known/openid-configuration`)).json();
    expect(metadata).toMatchObject({
      issuer: provider.issuers.learn,
      authorization_endpoint: `${provider.issuers.learn}/auth`,
      token_endpoint: `${other}/token`,
    });
  });
});

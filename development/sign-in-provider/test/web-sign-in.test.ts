import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { decodeJwt } from 'jose';
import { buildEndSessionUrl, ClientSecretBasic, refreshTokenGrant } from 'openid-client';
import { openInBrowser, signInWithBrowser } from '../src/browser.js';
import { WEB_CLIENT } from '../src/clients.js';
import { CookieJar } from '../src/cookie-jar.js';
import { type SignInProvider, startSignInProvider } from '../src/start.js';
import { accounts, wanjiru } from './support/accounts.js';
import { beginCodeFlow, startRelyingParty } from './support/relying-party.js';

describe('the web application', () => {
  let provider: SignInProvider;
  let gateway: { url: string; stop(): Promise<void> };

  beforeAll(async () => {
    gateway = await startRelyingParty();
    provider = await startSignInProvider({ port: 0, gatewayUrl: gateway.url, accounts });
  });
  afterAll(async () => {
    await provider.stop();
    await gateway.stop();
  });

  const begin = (secret: string = WEB_CLIENT.secret) =>
    beginCodeFlow(provider.issuers.work, {
      id: WEB_CLIENT.id,
      secret,
      authentication: ClientSecretBasic(secret),
      redirectUri: `${gateway.url}/session/callback`,
      parameters: { scope: 'openid profile offline_access api://skill-link/access_as_user' },
    });
  async function signIn(jar?: CookieJar) {
    const flow = await begin();
    const page = await signInWithBrowser(flow.url, { account: wanjiru.login }, jar);
    return { page, tokens: await flow.finish(page.url), configuration: flow.configuration };
  }

  test('gets a refresh token with the one page of the sign-in, without a page of consent', async () => {
    const { page, tokens } = await signIn();
    expect(page.visited.filter((url) => url.includes('/sign-in/'))).toHaveLength(2);
    expect(decodeJwt(tokens.access_token)).toMatchObject({ scp: 'access_as_user', azp: WEB_CLIENT.id });
    expect(tokens.refresh_token).toEqual(expect.any(String));
  });

  test('renews the tokens of the same person, with the time of the sign-in', async () => {
    const { tokens, configuration } = await signIn();
    const renewed = await refreshTokenGrant(configuration, tokens.refresh_token ?? '');
    const { auth_time, oid, scp } = decodeJwt(tokens.access_token);
    expect(auth_time).toEqual(expect.any(Number));
    expect(decodeJwt(renewed.access_token)).toMatchObject({ auth_time, oid, scp });
  });

  test('renews after the same browser has signed in again', async () => {
    const jar = new CookieJar();
    const { tokens, configuration } = await signIn(jar);
    const again = await begin();
    await signInWithBrowser(`${again.url}&prompt=login`, { account: 'o.brien@baobab.example' }, jar);
    const renewed = await refreshTokenGrant(configuration, tokens.refresh_token ?? '');
    expect(decodeJwt(renewed.access_token).oid).toBe(wanjiru.objectId);
  });

  test('gets no tokens with a wrong secret', async () => {
    const flow = await begin('wrong');
    const page = await signInWithBrowser(flow.url, { account: wanjiru.login });
    await expect(flow.finish(page.url)).rejects.toThrow();
  });

  test('leads back after the end of a session, and the next sign-in asks for an account', async () => {
    const jar = new CookieJar();
    const { configuration } = await signIn(jar);
    const back = `${gateway.url}/`;
    const end = buildEndSessionUrl(configuration, { post_logout_redirect_uri: back });
    expect(await openInBrowser(end.href, jar)).toMatchObject({ url: back, body: 'arrived' });
    const next = await openInBrowser((await begin()).url, jar);
    expect(next.url).toContain('/sign-in/');
  });

  test('leads nowhere else after the end of a session', async () => {
    const { configuration } = await signIn();
    const end = buildEndSessionUrl(configuration, { post_logout_redirect_uri: 'https://evil.example/' });
    expect(await openInBrowser(end.href)).toMatchObject({ status: 400, visited: [end.href] });
  });
});

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { openInBrowser, signInWithBrowser } from '../src/browser.js';
import { FRONTEND_CLIENT_ID } from '../src/clients.js';
import { CookieJar } from '../src/cookie-jar.js';
import { type SignInProvider, startSignInProvider } from '../src/start.js';
import { accounts, machine, tenantId, wanjiru } from './support/accounts.js';
import { beginCodeFlow, startRelyingParty } from './support/relying-party.js';

const now = () => Math.floor(Date.now() / 1000);

describe('the issuer of work accounts', () => {
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

  async function verify(token: string) {
    const keys = createRemoteJWKSet(new URL(`${provider.issuers.work}/jwks`));
    const { payload } = await jwtVerify(token, keys, {
      issuer: provider.issuers.work,
      audience: 'api://skill-link',
      typ: 'at+jwt',
      requiredClaims: ['exp', 'nbf', 'iat', 'sub', 'jti'],
    });
    return payload;
  }

  async function signIn(scope: string, jar?: CookieJar) {
    const flow = await beginCodeFlow(provider.issuers.work, {
      id: FRONTEND_CLIENT_ID,
      redirectUri: `${gateway.url}/signed-in`,
      parameters: { scope },
    });
    const page = await signInWithBrowser(flow.url, { account: wanjiru.login }, jar);
    return { page, tokens: await flow.finish(page.url) };
  }

  const machineToken = (secret: string, fields: Record<string, string> = {}) =>
    fetch(`${provider.issuers.work}/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${machine.clientId}:${secret}`)}` },
      body: new URLSearchParams({ grant_type: 'client_credentials', ...fields }),
    });

  test.each(['openid access_as_user', 'openid api://skill-link/access_as_user'])(
    'gives a person who signed in an access token of that person (scope %s)',
    async (scope) => {
      const { tokens } = await signIn(scope);
      const claims = await verify(tokens.access_token);
      expect(claims).toMatchObject({
        sub: wanjiru.objectId,
        tid: tenantId,
        oid: wanjiru.objectId,
        preferred_username: wanjiru.login,
        scp: 'access_as_user',
        azp: FRONTEND_CLIENT_ID,
      });
      expect(claims).not.toHaveProperty('idtyp');
      expect(claims).not.toHaveProperty('roles');
      expect(Math.abs(Number(claims.auth_time) - now())).toBeLessThan(30);
      expect(claims.nbf).toBe(claims.iat);
    },
  );

  test('grants nothing that was not requested', async () => {
    const { tokens } = await signIn('openid');
    expect((await verify(tokens.access_token)).scp).toBeUndefined();
  });

  test('grants no machine permission to a person', async () => {
    const { tokens } = await signIn('openid access_as_user reports:read');
    expect((await verify(tokens.access_token)).scp).toBe('access_as_user');
  });

  test('shows one page: a second sign-in with the same browser needs none and keeps the time of the first', async () => {
    const jar = new CookieJar();
    const first = await signIn('openid access_as_user', jar);
    const second = await signIn('openid access_as_user', jar);
    expect(second.page.visited.some((url) => url.includes('/sign-in/'))).toBe(false);
    const [earlier, later] = [await verify(first.tokens.access_token), await verify(second.tokens.access_token)];
    expect(later.auth_time).toBe(earlier.auth_time);
  });

  test('gives a machine its application permissions for its secret alone', async () => {
    const response = await machineToken(machine.clientSecret);
    expect(response.status).toBe(200);
    const { access_token: token, token_type: type } = (await response.json()) as Record<string, string>;
    expect(type).toBe('Bearer');
    const claims = await verify(token ?? '');
    expect(claims).toMatchObject({
      tid: tenantId,
      oid: machine.objectId,
      idtyp: 'app',
      roles: machine.permissions,
      azp: machine.clientId,
    });
    for (const personal of ['scp', 'auth_time', 'preferred_username']) expect(claims).not.toHaveProperty(personal);
  });

  test('accepts the scope and resource with which a machine asks Entra ID', async () => {
    const response = await machineToken(machine.clientSecret, {
      scope: 'api://skill-link/.default',
      resource: 'api://skill-link',
    });
    const { access_token: token } = (await response.json()) as Record<string, string>;
    expect((await verify(token ?? '')).roles).toEqual(machine.permissions);
  });

  test('rejects a machine with a wrong secret', async () => {
    expect((await machineToken('wrong')).status).toBe(401);
  });

  const developmentToken = (fields: Record<string, string>, headers: Record<string, string> = {}) =>
    fetch(`${provider.issuers.work}/development-token`, {
      method: 'POST',
      headers,
      body: new URLSearchParams(fields),
    });

  test('issues development tokens with the claims of a real sign-in', async () => {
    const real = await verify((await signIn('openid access_as_user')).tokens.access_token);
    const response = await developmentToken({ account: wanjiru.login });
    expect(response.status).toBe(200);
    const { access_token: token, ...rest } = (await response.json()) as Record<string, unknown>;
    expect(rest).toEqual({ token_type: 'Bearer', expires_in: 3600 });
    const claims = await verify(String(token));
    expect(Object.keys(claims).sort()).toEqual(Object.keys(real).sort());
    expect(claims).toMatchObject({ oid: real.oid, tid: real.tid, sub: real.sub, scp: real.scp, scope: real.scope });
    expect(claims.auth_time).toBe(claims.iat);
    expect(Number(claims.exp) - Number(claims.iat)).toBe(3600);
    expect(await verify(await provider.developmentToken(wanjiru.login))).toMatchObject({ oid: wanjiru.objectId });
  });

  test.each([{ account: 'unknown@baobab.example' }, { account: '' }, {}])(
    'rejects a development token for %o',
    async (fields) => {
      const response = await developmentToken(fields);
      expect(response.status).toBe(400);
      expect(await response.json()).not.toHaveProperty('access_token');
    },
  );

  test('lets only pages of the gateway read development tokens', async () => {
    const fields = { account: wanjiru.login };
    const own = await developmentToken(fields, { origin: gateway.url });
    expect(own.headers.get('access-control-allow-origin')).toBe(gateway.url);
    const foreign = await developmentToken(fields, { origin: 'https://evil.example' });
    expect(foreign.headers.get('access-control-allow-origin')).toBeNull();
  });

  test('escapes names on the sign-in page', async () => {
    const flow = await beginCodeFlow(provider.issuers.work, {
      id: FRONTEND_CLIENT_ID,
      redirectUri: `${gateway.url}/signed-in`,
    });
    const { body } = await openInBrowser(flow.url);
    expect(body).toContain('Síle O&#39;Brien &lt;b&gt;');
    expect(body).not.toContain('<b>');
  });
});

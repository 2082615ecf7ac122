import { errorCode } from '@app/test-kit/graphql-client';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { errors, SignJWT, UnsecuredJWT } from 'jose';
import { pino } from 'pino';
import { request } from 'undici';
import { issuerKeys, KeyNotKnownYet, KeysUnavailable } from '../../src/caller/issuer-keys.js';
import { AUDIENCE, TENANT } from '../support/test-issuer.js';
import { startTestWorld, type TestGateway, type TestWorld } from '../support/test-world.js';

let world: TestWorld;
let gateway: TestGateway;
const VIEWER = '{ viewer { displayName } }';
const CLAIMS = { tid: TENANT, oid: 'anna', scp: 'access_as_user' };

beforeAll(async () => {
  world = await startTestWorld();
  gateway = await world.gateway();
});
afterAll(() => world.stop());

async function expectRejected(token: string, target = gateway): Promise<void> {
  const before = [world.identity.received.length, world.lookups.length];
  const answer = await target.client.as(token).execute(VIEWER);
  expect([answer.status, errorCode(answer)]).toEqual([401, 'UNAUTHENTICATED']);
  expect(answer.errors?.[0]?.extensions?.requestId).toBe(answer.headers.get('x-request-id'));
  expect(answer.headers.get('www-authenticate')).toBe('Bearer');
  expect([world.identity.received.length, world.lookups.length]).toEqual(before);
}

describe('work-account tokens', () => {
  const rejections: Record<string, () => Promise<string> | string> = {
    'of another audience': () => world.issuer.person('anna', {}, { audience: 'api://other' }),
    'of another issuer': () => world.issuer.person('anna', {}, { issuer: 'https://evil.example' }),
    'that expired more than a minute ago': () => world.issuer.person('anna', {}, { expiresIn: -61 }),
    'that are not valid yet': () => world.issuer.person('anna', {}, { notBefore: 120 }),
    'signed by an unknown key under the right name': async () =>
      world.issuer.person('anna', {}, { key: await world.issuer.unknownKey() }),
    'without a signature': () =>
      new UnsecuredJWT(CLAIMS).setIssuer(world.issuer.issuer).setAudience(AUDIENCE).setExpirationTime('1h').encode(),
    'with a symmetric signature': () =>
      new SignJWT(CLAIMS)
        .setProtectedHeader({ alg: 'HS256' })
        .setIssuer(world.issuer.issuer)
        .setAudience(AUDIENCE)
        .setExpirationTime('1h')
        .sign(new TextEncoder().encode('a public key is no secret, however long')),
    'without a tenant': () => world.issuer.sign({ oid: 'anna', scp: 'access_as_user' }),
    'without an account': () => world.issuer.sign({ tid: TENANT, scp: 'access_as_user' }),
    'with claims of the wrong shape': () => world.issuer.person('anna', { tid: [TENANT], roles: 'all' }),
    'with a NUL in the account': () => world.issuer.person('an\u0000na'),
    'whose key id is a path': async () =>
      world.issuer.person('anna', {}, { key: { ...(await world.issuer.unknownKey()), kid: '../../../etc/passwd' } }),
    'that are no tokens': () => 'garbage',
    'that are three dots': () => '..',
  };
  for (const [name, token] of Object.entries(rejections)) {
    test(`are rejected with the whole request ${name}`, async () => expectRejected(await token()));
  }

  test('that expired less than a minute ago are accepted, because clocks differ', async () => {
    const answer = await gateway.client.as(await world.issuer.person('anna', {}, { expiresIn: -30 })).execute(VIEWER);
    expect(answer.status).toBe(200);
  });

  test('are rejected where the request has two Authorization headers, even if the first is valid', async () => {
    const token = await world.issuer.person('anna');
    const answer = await request(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: [
        ...['content-type', 'application/json'],
        ...['authorization', `Bearer ${token}`, 'authorization', 'Bearer a.b.c'],
      ],
      body: JSON.stringify({ query: VIEWER }),
    });
    expect(answer.statusCode).toBe(401);
    expect(await answer.body.json()).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
  });

  test('are rejected under another scheme than Bearer', async () => {
    const answer = await gateway.client.execute(VIEWER, undefined, { authorization: 'Basic YTpi' });
    expect([answer.status, errorCode(answer)]).toEqual([401, 'UNAUTHENTICATED']);
  });

  test('with a thousand unknown keys cause one or two requests to the issuer', async () => {
    const unknown = await world.issuer.unknownKey();
    const before = world.issuer.keyRequests();
    for (let round = 0; round < 10; round++) {
      const tokens = await Promise.all(
        Array.from({ length: 20 }, () =>
          world.issuer.person('anna', {}, { key: { ...unknown, kid: crypto.randomUUID() } }),
        ),
      );
      await Promise.all(tokens.map((token) => gateway.client.as(token).execute(VIEWER)));
    }
    expect(world.issuer.keyRequests() - before).toBeLessThanOrEqual(2);
  });
});

describe('an issuer that is a template', () => {
  test('accepts tokens of the issuer of their own tenant only', async () => {
    const entra = await startTestWorld({ template: true });
    try {
      const running = await entra.gateway();
      const { issuer } = entra;
      const good = await running.client.as(await issuer.person('anna')).execute(VIEWER);
      expect(good.data).toEqual({ viewer: { displayName: 'Person 1' } });
      const own = issuer.issuer.replace('{tenantid}', TENANT);
      const other = issuer.issuer.replace('{tenantid}', '11111111-2222-4333-8444-555555555555');
      for (const token of [
        await issuer.person('anna', {}, { issuer: other }),
        await issuer.person('anna', { tid: '11111111-2222-4333-8444-555555555555' }, { issuer: own }),
        await issuer.person('anna', { tid: 'common' }),
        await issuer.person('anna', {}, { issuer: issuer.issuer }),
      ]) {
        const answer = await running.client.as(token).execute(VIEWER);
        expect([answer.status, errorCode(answer)]).toEqual([401, 'UNAUTHENTICATED']);
      }
    } finally {
      await entra.stop();
    }
  });
});

describe('the keys of the issuer', () => {
  test('are requested again when it signs with a new one', async () => {
    const running = await world.gateway();
    const first = await world.issuer.person('anna');
    expect((await running.client.as(first).execute(VIEWER)).status).toBe(200);
    await world.issuer.rotate();
    const token = await world.issuer.person('anna');
    // The issuer receives at most one request in five seconds.
    const deadline = performance.now() + 10_000;
    let status = 0;
    while (status !== 200 && performance.now() < deadline)
      status = (await running.client.as(token).execute(VIEWER)).status;
    expect(status).toBe(200);
  });

  test('decide nothing about a token of an unknown key while the issuer is away, or has just published them', async () => {
    let [now, away] = [0, false];
    const { issuer } = world;
    const fetchJson = async (url: string) => {
      if (away) throw new Error('status 503');
      return (await fetch(url)).json();
    };
    const source = {
      issuer: issuer.issuer,
      discoveryUrl: issuer.discoveryUrl,
      production: false,
      log: pino({ level: 'silent' }),
    };
    const keys = issuerKeys({ ...source, fetchJson, milliseconds: () => now });
    const found = async (kid: string) => {
      const key = keys({ issuer: issuer.issuer, tenantId: TENANT });
      return key({ alg: 'RS256', kid }, { payload: '', signature: '' }).catch((error: unknown) => {
        return (error as Error).constructor;
      });
    };
    const unknown = crypto.randomUUID();
    expect(await found(unknown)).toBe(errors.JWKSNoMatchingKey);
    now = 4_999;
    expect(await found(unknown)).toBe(KeyNotKnownYet);
    [now, away] = [5_000, true];
    expect(await found(unknown)).toBe(KeysUnavailable);
    now = 9_999;
    expect(await found(unknown)).toBe(KeysUnavailable);
    [now, away] = [10_000, false];
    expect(await found(unknown)).toBe(errors.JWKSNoMatchingKey);
  });

  const troubles: Record<string, Parameters<TestWorld['issuer']['behave']>[0]> = {
    'redirects them elsewhere': (response) => {
      response.writeHead(302, { location: 'http://169.254.169.254/' }).end();
      return true;
    },
    'sends ten megabytes': (response) => {
      response.end(' '.repeat(10_000_000));
      return true;
    },
    'says nothing': () => true,
  };
  for (const [name, how] of Object.entries(troubles)) {
    test(`verify no token within five seconds while it ${name}, and anonymous callers are served`, async () => {
      world.issuer.behave(how);
      const running = await world.gateway();
      const began = performance.now();
      const answer = await running.client.as(await world.issuer.person('anna')).execute(VIEWER);
      expect([answer.status, errorCode(answer)]).toEqual([503, 'SERVICE_UNAVAILABLE']);
      expect(performance.now() - began).toBeLessThan(5000);
      expect((await running.client.execute(VIEWER)).status).toBe(200);
      world.issuer.behave(() => false);
    });
  }
});

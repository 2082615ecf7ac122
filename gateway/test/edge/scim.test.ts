import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { request } from 'undici';
import { startTestWorld, type TestGateway, type TestWorld } from '../support/test-world.js';

const ERROR = 'urn:ietf:params:scim:api:messages:2.0:Error';

let world: TestWorld;
let gateway: TestGateway;
beforeAll(async () => {
  world = await startTestWorld();
  gateway = await world.gateway();
});
afterAll(() => world.stop());

type Options = NonNullable<Parameters<typeof request>[1]>;

/** Requests as a directory, and checks that the error has the form of SCIM. */
async function rejection(path: string, options: Options = {}, url = gateway.url) {
  const answer = await request(url + path, options);
  const text = await answer.body.text();
  expect([path, answer.headers['content-type']]).toEqual([path, 'application/scim+json; charset=utf-8']);
  if (options.method !== 'HEAD')
    expect(JSON.parse(text)).toEqual({
      schemas: [ERROR],
      status: String(answer.statusCode),
      detail: expect.any(String),
    });
  return { status: answer.statusCode, headers: answer.headers };
}

/** The addresses that identity receives. */
function seen(): string[] {
  const urls: string[] = [];
  world.identity.serve((incoming, response) => {
    urls.push(incoming.url ?? '');
    response.writeHead(200, { 'content-type': 'application/scim+json' }).end('{}');
  });
  return urls;
}

test('the token endpoint receives the client credentials of the directory, and OAuth answers in its own form', async () => {
  const arrived: { authorization: unknown; type: unknown; body: string }[] = [];
  world.identity.serve((incoming, response, body) => {
    const { 'x-client-authorization': authorization, 'content-type': type } = incoming.headers;
    arrived.push({ authorization, type, body });
    const headers = { 'content-type': 'application/json', 'www-authenticate': 'Basic realm="scim"' };
    response.writeHead(401, headers).end('{"error":"invalid_client"}');
  });
  const [authorization, type] = ['Basic Y2xpZW50OnNlY3JldA==', 'application/x-www-form-urlencoded'];
  const answer = await request(`${gateway.url}/scim/v2/token`, {
    method: 'POST',
    headers: { authorization, 'content-type': type },
    body: 'grant_type=client_credentials',
  });
  expect(arrived).toEqual([{ authorization, type, body: 'grant_type=client_credentials' }]);
  expect([answer.statusCode, answer.headers['www-authenticate']]).toEqual([401, 'Basic realm="scim"']);
  expect(await answer.body.json()).toEqual({ error: 'invalid_client' });
});

describe('an error of SCIM at the edge', () => {
  test('is sent for two Authorization headers, with a challenge', async () => {
    const headers = ['authorization', 'Bearer one', 'authorization', 'Bearer two'];
    const { status, headers: answered } = await rejection('/scim/v2/Users', { headers });
    expect([status, answered['www-authenticate']]).toEqual([401, 'Bearer realm="scim"']);
  });

  test('is sent for a body that is too large, with or without a declared length', async () => {
    const large = 'x'.repeat(256 * 1024 + 1);
    for (const body of [large, Readable.from([Buffer.from(large)])])
      expect((await rejection('/scim/v2/Users', { method: 'POST', body })).status).toBe(413);
  });

  test('is sent while identity is down, with the time to wait', async () => {
    await world.identity.pause();
    const { status, headers } = await rejection('/scim/v2/Users');
    await world.identity.resume();
    expect([status, headers['retry-after']]).toEqual([503, '5']);
  });

  test('is sent for too many requests, with the time to wait', async () => {
    seen();
    const slow = await world.gateway({ rateLimitPerMinute: 1 });
    await request(`${slow.url}/scim/v2/Users`);
    const { status, headers } = await rejection('/scim/v2/Users', {}, slow.url);
    await slow.stop();
    expect([status, Number(headers['retry-after'])]).toEqual([429, expect.any(Number)]);
  });

  test.each([
    ['/scim/v2/..%2fcallers', 404],
    ['/scim/v2//callers', 404],
    ['/scim/v2/Users/a%5cb', 404],
    ['/scim/v2/Users/%zz', 400],
    ['/scim/v2', 404],
  ] as const)('is sent for %s', async (path, status) => {
    const urls = seen();
    expect([(await rejection(path)).status, urls]).toEqual([status, []]);
  });

  test('names the methods for one that SCIM does not have', async () => {
    const urls = seen();
    for (const method of ['TRACE', 'OPTIONS'] as const) {
      const { status, headers } = await rejection('/scim/v2/Users', { method });
      expect([method, status, headers.allow]).toEqual([method, 405, 'GET, POST, PUT, PATCH, DELETE']);
    }
    expect(urls).toEqual([]);
  });

  test('replaces an error in another form', async () => {
    for (const [sent, type] of [
      [404, 'application/json'],
      [502, 'text/html'],
      [503, 'application/json; charset=utf-8'],
    ] as const) {
      world.identity.serve((_incoming, response) =>
        response.writeHead(sent, { 'content-type': type }).end('<p>upstream at 10.0.0.7</p>'),
      );
      expect((await rejection('/scim/v2/Users')).status).toBe(sent);
    }
  });
});

describe('an address of SCIM', () => {
  test('is understood with a slash at its end and doubled slashes', async () => {
    const urls = seen();
    for (const path of ['/Users/', '//Users', '//Users//', '/Users//7/', '//Users/?filter=a%2F%2Fb', '//.search'])
      expect((await request(`${gateway.url}/scim/v2${path}`)).statusCode).toBe(200);
    expect(urls.map((url) => url.replace('/scim/v2', ''))).toEqual([
      ...['/Users', '/Users', '/Users', '/Users/7', '/Users?filter=a%2F%2Fb', '/.search'],
    ]);
  });

  test('may have an encoded URN', async () => {
    const urls = seen();
    const path = '/scim/v2/Schemas/urn%3Aietf%3Aparams%3Ascim%3Aschemas%3Acore%3A2.0%3AUser';
    await request(gateway.url + path);
    expect(urls).toEqual([path]);
  });
});

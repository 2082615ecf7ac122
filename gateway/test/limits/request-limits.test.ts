import { request as httpRequest } from 'node:http';
import { errorCode } from '@app/test-kit/graphql-client';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { post, rejections } from '../support/rejections.js';
import { startTestWorld, type TestGateway, type TestWorld } from '../support/test-world.js';

let world: TestWorld;
let gateway: TestGateway;
let expectRejected: ReturnType<typeof rejections>;

beforeAll(async () => {
  world = await startTestWorld();
  gateway = await world.gateway();
  expectRejected = rejections(world);
});
beforeEach(() => {
  world.identity.received.length = 0;
});
afterAll(() => world.stop());

describe('a request', () => {
  test('that is no JSON, no object, a batch or empty is BAD_REQUEST', async () => {
    for (const body of [
      '',
      '{',
      '7',
      'null',
      '"x"',
      '[{"query":"{ __typename }"}]',
      '{}',
      '\ufeff{"query":"{ __typename }"}',
      '{"query":7}',
    ])
      expectRejected(await post(gateway, body), 'BAD_REQUEST');
  });

  test('of a type that foreign pages can send is rejected, also compressed or in another encoding', async () => {
    const query = { query: '{ __typename }' };
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/json; charset=utf-7',
      'application/graphql',
    ])
      expectRejected(await post(gateway, query, { 'content-type': type }), 'BAD_REQUEST');
    expectRejected(await post(gateway, query, { 'content-encoding': 'gzip' }), 'BAD_REQUEST');
    expect((await post(gateway, query, { 'content-type': 'application/json; charset=UTF-8' })).status).toBe(200);
  });

  test('may be 100 kB without and 1 MiB with a token; a larger one is 413', async () => {
    const large = (size: number) => ({ query: '{ __typename }', extensions: { padding: 'x'.repeat(size) } });
    const authorization = `Bearer ${await world.issuer.person('anna')}`;
    expect((await post(gateway, large(90_000))).status).toBe(200);
    expectRejected(await post(gateway, large(101_000)), 'BAD_REQUEST', 413);
    expect((await post(gateway, large(1_000_000), { authorization })).status).toBe(200);
    expectRejected(await post(gateway, large(1_100_000), { authorization }), 'BAD_REQUEST', 413);
  });

  test('without a declared length is bounded all the same', async () => {
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const sending = httpRequest(
        `${gateway.url}/graphql`,
        { method: 'POST', headers: { 'content-type': 'application/json' } },
        (response) => {
          resolve(response.statusCode);
          sending.destroy();
        },
      );
      sending.on('error', reject);
      for (let part = 0; part < 20; part++) sending.write(' '.repeat(10_000));
    });
    expect(status).toBe(413);
  });

  test('by GET needs a header that foreign pages cannot send, and never executes a mutation', async () => {
    const get = (query: string, headers: Record<string, string> = {}) =>
      fetch(`${gateway.url}/graphql?${new URLSearchParams({ query })}`, { headers });
    expect((await get('{ __typename }')).status).toBe(400);
    const preflighted = { 'apollo-require-preflight': '1' };
    expect(await (await get('{ __typename }', preflighted)).json()).toEqual({ data: { __typename: 'Query' } });
    expect((await get('mutation { rename(name: "x") { id } }', preflighted)).status).toBe(405);
    expect(world.identity.received).toEqual([]);
  });

  test('with a persisted query is answered that there are none', async () => {
    const extensions = { persistedQuery: { version: 1, sha256Hash: 'x' } };
    expect(errorCode(await post(gateway, { query: '{ __typename }', extensions }))).toBe(
      'PERSISTED_QUERY_NOT_SUPPORTED',
    );
  });
});

describe('the rate limit', () => {
  test('counts per person, and per address for callers without a token', async () => {
    const limited = await world.gateway({ rateLimitPerMinute: 3 });
    const anna = limited.client.as(await world.issuer.person('anna'));
    const statuses = async (client: typeof anna, count: number) => {
      const answers = [];
      for (let n = 0; n < count; n++) answers.push(await client.execute('{ __typename }'));
      return answers;
    };
    const answers = await statuses(anna, 4);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
    const rejected = answers.at(-1);
    const seconds = Number(rejected?.headers.get('retry-after'));
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(20);
    expect(rejected?.errors?.[0]?.extensions).toMatchObject({ code: 'RATE_LIMITED', retryAfterSeconds: seconds });
    expect((await statuses(limited.client, 4)).map(({ status }) => status)).toEqual([200, 200, 200, 429]);
    const spoofed = await limited.client.execute('{ __typename }', undefined, { 'x-forwarded-for': '10.1.2.3' });
    expect(spoofed.status).toBe(429);
    const guessed = await limited.client.as('a.b.c').execute('{ __typename }');
    expect(guessed.status).toBe(429);
  });
});

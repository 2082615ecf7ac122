import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { request } from 'undici';
import { startTestWorld, type TestGateway, type TestWorld } from '../support/test-world.js';

const LARGE = Array.from({ length: 4_000 }, (_, n) => `Azure Administrator Associate ${n % 100}`);

let world: TestWorld;
let gateway: TestGateway;

beforeAll(async () => {
  world = await startTestWorld();
  gateway = await world.gateway();
  world.credits.behave((_request, response) => response.end(JSON.stringify({ data: { catalog: LARGE } })));
});
afterAll(() => world.stop());

async function ask(encodings: string | undefined, query = '{ catalog }') {
  const answer = await request(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json',
      ...(encodings !== undefined && { 'accept-encoding': encodings }),
    },
    body: JSON.stringify({ query }),
  });
  return { headers: answer.headers, bytes: Buffer.from(await answer.body.arrayBuffer()) };
}

describe('an answer', () => {
  test.each<[string, string, (bytes: Buffer) => Buffer]>([
    ['gzip', 'gzip', gunzipSync],
    ['br', 'br', brotliDecompressSync],
    ['zstd', 'zstd', zstdDecompressSync],
    ['gzip, deflate, br, zstd', 'zstd', zstdDecompressSync],
    ['gzip;q=1.0, zstd;q=0, br;q=0.5', 'gzip', gunzipSync],
  ])('is compressed for %s by %s, to a small part of its size', async (asked, encoding, decompress) => {
    const { headers, bytes } = await ask(asked);
    expect([headers['content-encoding'], headers.vary]).toEqual([encoding, expect.stringMatching(/accept-encoding/i)]);
    const text = decompress(bytes).toString('utf8');
    expect(JSON.parse(text)).toEqual({ data: { catalog: LARGE } });
    expect(bytes.length).toBeLessThan(text.length / 5);
    expect(headers['content-type']).toBe('application/graphql-response+json; charset=utf-8');
  });

  test.each([undefined, 'identity', 'compress, x-unknown', 'identity;q=0, x-unknown'])(
    'is sent unchanged where the client accepts %s',
    async (asked) => {
      const { headers, bytes } = await ask(asked);
      expect(headers['content-encoding']).toBeUndefined();
      expect(JSON.parse(bytes.toString('utf8'))).toEqual({ data: { catalog: LARGE } });
    },
  );

  test('is sent unchanged when it is small', async () => {
    expect((await ask('gzip, br', '{ __typename }')).headers['content-encoding']).toBeUndefined();
  });
});

describe('the answer of a service', () => {
  test('is forwarded as the service encoded it, without compression', async () => {
    for (const encoding of [undefined, 'br']) {
      world.association.serve((_request, response) =>
        response
          .writeHead(200, { 'content-type': 'text/html', ...(encoding && { 'content-encoding': encoding }) })
          .end('secret '.repeat(1_000)),
      );
      const answer = await request(`${gateway.url}/associate/callback`, { headers: { 'accept-encoding': 'gzip, br' } });
      expect(answer.headers['content-encoding']).toBe(encoding);
      expect(await answer.body.text()).toBe('secret '.repeat(1_000));
    }
  });
});

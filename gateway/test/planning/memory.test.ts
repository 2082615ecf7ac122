import { rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { errorCode, expectNoErrors } from '@app/test-kit/graphql-client';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { boundedStore } from '../../src/planning/bounded-store.js';
import { builtApplication } from '../support/built-application.js';
import { startTestWorld, type TestGateway, type TestWorld } from '../support/test-world.js';

describe("the gateway's caches of documents and plans", () => {
  let world: TestWorld;
  let gateway: TestGateway;
  let metricsPort: number;

  beforeAll(async () => {
    world = await startTestWorld();
  });
  beforeEach(async () => {
    metricsPort = await freePort();
    gateway = await world.gateway({ metricsPort });
  });
  afterAll(() => world.stop());

  async function cached(): Promise<Record<string, number>> {
    const text = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
    const found = [...text.matchAll(/^gateway_cache_(\w+)\{cache="(\w+)"\} (\d+)$/gm)];
    return Object.fromEntries(found.map(([, measure, what, value]) => [`${what} ${measure}`, Number(value)]));
  }

  const NOTHING = { 'documents entries': 0, 'documents bytes': 0, 'plans entries': 0, 'plans bytes': 0 };
  const ROLES = 'mutation ($roles: [Role!] = [], $input: InviteInput!) { inviteUser(input: $input) { id } }';
  const rejections: Record<string, [string, string, Record<string, unknown>?]> = {
    'a document with a fault of syntax': ['{ viewer {', 'GRAPHQL_PARSE_FAILED'],
    'a document that does not fit the schema': ['{ nope }', 'GRAPHQL_VALIDATION_FAILED'],
    'a document that is too deep': [
      `{ viewer ${'{ colleague '.repeat(12)} { id } ${'}'.repeat(12)} }`,
      'QUERY_TOO_COMPLEX',
    ],
    'a document of many aliases': [
      `{ ${Array.from({ length: 16 }, (_, n) => `a${n}: __typename`).join(' ')} }`,
      'QUERY_TOO_COMPLEX',
    ],
    'an operation that asks for too many nodes': [
      `{ callerOrganization ${'{ members { organization '.repeat(5)} { id } ${'} }'.repeat(5)} }`,
      'QUERY_TOO_COMPLEX',
    ],
    'variables that do not fit': ['query ($text: String!) { echo(text: $text) }', 'BAD_USER_INPUT', { text: 7 }],
    'variables that are missing': [ROLES.replace('$roles: [Role!] = [], ', ''), 'BAD_USER_INPUT'],
    'null for a condition': [
      'query ($no: Boolean = true) { echo(text: "x") @include(if: $no) }',
      'BAD_USER_INPUT',
      { no: null },
    ],
    'null for an argument that has a default': [
      'query ($ratio: Float) { share(of: $ratio) }',
      'BAD_USER_INPUT',
      { ratio: null },
    ],
    'a number that no double holds': ['{ share(of: 1e999) }', 'BAD_USER_INPUT'],
    'a number that no double holds, as a default': [
      'query ($ratio: Float = 1e999) { share(of: $ratio) }',
      'BAD_USER_INPUT',
    ],
    'text that cannot be stored': ['{ echo(text: "a\\u0000b") }', 'BAD_USER_INPUT'],
    'no operation of that name': ['query A { __typename } query B { __typename }', 'OPERATION_RESOLUTION_FAILURE'],
  };

  test('keep nothing of a document that is rejected, at whichever step', async () => {
    for (const [what, [query, code, variables]] of Object.entries(rejections))
      expect([what, errorCode(await gateway.client.execute(query, variables))]).toEqual([what, code]);
    expect(await cached()).toEqual(NOTHING);
  });

  test('keep each answered document once, and its plan once for each combination of omitted fields', async () => {
    const query = 'query ($yes: Boolean!) { viewer { id displayName @include(if: $yes) } }';
    for (const yes of [true, false, true, false, true]) await gateway.client.execute(query, { yes });
    expect(await cached()).toMatchObject({ 'documents entries': 1, 'plans entries': 2 });
    await gateway.client.execute('{ viewer { id } }');
    expect(await cached()).toMatchObject({ 'documents entries': 2, 'plans entries': 3 });
  });

  test('hold the plans of the documents of the application from the start in production, and leave out one that does not fit', async () => {
    const query = 'query ($yes: Boolean!) { viewer { id displayName @include(if: $yes) } }';
    const root = builtApplication();
    writeFileSync(join(root, 'trusted-documents.json'), JSON.stringify({ a: query, b: '{ nope }', c: '{ viewer {' }));
    const web = {
      root,
      sessionSecrets: ['a secret of the sessions in tests'],
      clientId: 'web',
      clientSecret: 'secret',
    };
    metricsPort = await freePort();
    const warm = await world.gateway({ metricsPort, web, production: true });
    rmSync(root, { recursive: true });
    expect(await cached()).toMatchObject({ 'documents entries': 0, 'plans entries': 2 });
    for (const yes of [true, false]) expectNoErrors(await warm.client.execute(query, { yes }));
    expect(await cached()).toMatchObject({ 'documents entries': 1, 'plans entries': 2 });
  });
});

describe('a bounded store', () => {
  test('never exceeds its bytes, and keeps the most recently used entries', () => {
    const writes = fc.array(fc.tuple(fc.nat({ max: 20 }), fc.integer({ min: 1, max: 25 })), { maxLength: 200 });
    fc.assert(
      fc.property(writes, (entries) => {
        const store = boundedStore<number>(100);
        const sizes = new Map<string, number>();
        for (const [key, bytes] of entries) {
          store.set(String(key), bytes, bytes);
          sizes.set(String(key), bytes);
          expect(store.bytes).toBeLessThanOrEqual(100);
          expect(store.get(String(key))).toBe(bytes);
        }
        const found = [...sizes].filter(([key]) => store.get(key) !== undefined);
        expect(found.length).toBe(store.entries);
        expect(found.reduce((sum, [, bytes]) => sum + bytes, 0)).toBe(store.bytes);
      }),
    );
  });

  test('removes the least recently used entry', () => {
    const store = boundedStore<string>(100);
    for (const key of ['a', 'b', 'c', 'd']) store.set(key, key, 25);
    store.get('a');
    store.set('e', 'e', 25);
    expect(['a', 'b', 'c', 'd', 'e'].map((key) => store.get(key))).toEqual(['a', undefined, 'c', 'd', 'e']);
  });

  test('is not emptied for a value that is larger than a quarter of it', () => {
    const store = boundedStore<string>(100);
    store.set('a', 'a', 25);
    store.set('whale', 'whale', 26);
    expect([store.get('a'), store.get('whale'), store.bytes]).toEqual(['a', undefined, 25]);
    store.set('a', 'whale', 90);
    expect([store.get('a'), store.bytes]).toEqual([undefined, 0]);
  });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}

import type { GraphqlAnswer } from '@app/test-kit/graphql-client';
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

const nested = (fields: number): string =>
  fields === 1 ? '__typename' : fields === 2 ? 'colleague { id }' : `colleague { ${nested(fields - 1)} }`;
const deep = (depth: number) => `{ viewer { ${nested(depth - 1)} } }`;
const aliases = (count: number) => `{ ${Array.from({ length: count }, (_, n) => `a${n}: __typename`).join(' ')} }`;
const bomb = (size: number) =>
  `query { viewer { ...F0 } } ${Array.from({ length: size }, (_, n) => `fragment F${n} on User { colleague { ${n + 1 < size ? `...F${n + 1} ...F${n + 1}` : 'id'} } }`).join(' ')}`;
const wideBomb = (size: number) =>
  `query { viewer { ...F0 } } ${Array.from({ length: size }, (_, n) => `fragment F${n} on User { ${n + 1 < size ? `...F${n + 1} ...F${n + 1}` : 'id'} }`).join(' ')}`;

describe('a document', () => {
  test('may be 12 fields deep and no deeper', async () => {
    expect((await gateway.client.execute(deep(12))).status).toBe(200);
    world.identity.received.length = 0;
    expectRejected(await gateway.client.execute(deep(13)), 'QUERY_TOO_COMPLEX');
  });

  test('may have 15 aliases and no more, fragments expanded', async () => {
    expect((await gateway.client.execute(aliases(15))).status).toBe(200);
    expectRejected(await gateway.client.execute(aliases(16)), 'QUERY_TOO_COMPLEX');
    const spread =
      '{ viewer { ...A colleague { ...A colleague { ...A } } } } fragment A on User { a: id b: id c: id d: id e: id f: id }';
    expectRejected(await gateway.client.execute(spread), 'QUERY_TOO_COMPLEX');
  });

  test('may have 1000 tokens and no more', async () => {
    expect((await gateway.client.execute(`{ ${'__typename '.repeat(990)} }`)).data).toBeUndefined();
    expectRejected(await gateway.client.execute(`{ viewer { ${'id '.repeat(1000)} } }`), 'QUERY_TOO_COMPLEX');
    expectRejected(await gateway.client.execute(`{ viewer { ${'colleague { '.repeat(5000)}`), 'QUERY_TOO_COMPLEX');
  });

  for (const size of [6, 10, 20, 30]) {
    test(`that is a bomb of ${size} fragments is rejected without delay for other callers`, async () => {
      // 30 fragments are a billion selections: a gateway that walked them all would answer no request.
      const answers = Promise.all([gateway.client.execute(bomb(size)), gateway.client.execute(wideBomb(size))]);
      const other = await gateway.client.execute('{ __typename }');
      expect(other.status).toBe(200);
      for (const answer of await answers) {
        if (size > 8) expectRejected(answer, 'QUERY_TOO_COMPLEX');
      }
    });
  }

  test('may have 20 directives and no more', async () => {
    const many = (count: number) => `{ viewer { ${'...@include(if: true) { id } '.repeat(count)} } }`;
    expect((await gateway.client.execute(many(20))).status).toBe(200);
    world.identity.received.length = 0;
    expectRejected(await gateway.client.execute(many(21)), 'QUERY_TOO_COMPLEX');
  });

  test('may have many fields at its root, up to a bound', async () => {
    expectRejected(await gateway.client.execute(`{ ${'viewer { id } '.repeat(21)} }`), 'QUERY_TOO_COMPLEX');
  });

  test('may hold one mutation field only, also by way of a fragment', async () => {
    for (const query of [
      'mutation { a: rename(name: "x") { id } b: rename(name: "y") { id } }',
      'mutation { rename(name: "x") { id } inviteUser(input: { email: "x" }) { id } }',
      'mutation { rename(name: "x") { id } ...M } fragment M on Mutation { inviteUser(input: { email: "x" }) { id } }',
    ])
      expectRejected(await gateway.client.execute(query), 'QUERY_TOO_COMPLEX');
    expect((await gateway.client.execute('mutation { __typename rename(name: "x") { id } }')).status).toBe(200);
  });

  test('of a wrong kind is a coded 400: syntax, unknown field, cycle, subscription, @defer, unknown operation, nothing', async () => {
    for (const [query, code] of [
      ['{', 'GRAPHQL_PARSE_FAILED'],
      ['{ nope }', 'GRAPHQL_VALIDATION_FAILED'],
      ['{ _service { sdl } }', 'GRAPHQL_VALIDATION_FAILED'],
      ['{ _entities(representations: []) { __typename } }', 'GRAPHQL_VALIDATION_FAILED'],
      ['{ viewer { ...A } } fragment A on User { ...B } fragment B on User { ...A }', 'GRAPHQL_VALIDATION_FAILED'],
      ['subscription { viewer { id } }', 'GRAPHQL_VALIDATION_FAILED'],
      ['{ viewer { ... @defer { id } } }', 'GRAPHQL_VALIDATION_FAILED'],
      ['query A { __typename } query B { __typename }', 'OPERATION_RESOLUTION_FAILURE'],
      ['fragment A on User { id }', 'GRAPHQL_VALIDATION_FAILED'],
      ['', 'BAD_REQUEST'],
    ] as const)
      expectRejected(await gateway.client.execute(query), code);
    const unknown = await post(gateway, { query: 'query A { __typename }', operationName: 'B' });
    expectRejected(unknown, 'OPERATION_RESOLUTION_FAILURE');
  });

  test('with names from the prototype is harmless', async () => {
    const answer = await gateway.client.execute('{ __proto__: echo(text: "x") constructor: echo(text: "y") }');
    expect([answer.status, answer.errors]).toEqual([200, undefined]);
    for (const name of ['constructor', 'prototype', 'toString', 'hasOwnProperty', '__defineGetter__', 'then'])
      expect(
        await gateway.client.execute(`query ($${name}: String!) { echo(text: $${name}) }`, { [name]: 'x' }),
      ).toMatchObject({ status: 200, errors: undefined, data: { echo: 'x' } });
    world.identity.received.length = 0;
    const lost = await gateway.client.execute('query ($__proto__: String!) { echo(text: $__proto__) }', {
      ['__proto__']: 'x',
    });
    expectRejected(lost, 'BAD_USER_INPUT');
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  test('may have names of 200 characters and no more: they are repeated with every object', async () => {
    const named = (length: number) => `{ ${'a'.repeat(length)}: viewer { id } }`;
    expect((await gateway.client.execute(named(200))).status).toBe(200);
    world.identity.received.length = 0;
    expectRejected(await gateway.client.execute(named(201)), 'QUERY_TOO_COMPLEX');
  });
});

describe('variables', () => {
  const INVITE = 'mutation ($input: InviteInput!) { inviteUser(input: $input) { id } }';
  const wrong: Record<string, [string, Record<string, unknown>]> = {
    'of a wrong type': [INVITE, { input: { email: 7 } }],
    'with an unknown member': [INVITE, { input: { email: 'x', admin: true } }],
    'with an unknown enum value': [INVITE, { input: { email: 'x', roles: ['KING'] } }],
    'with a number that is too large': [INVITE, { input: { email: 'x', first: 2 ** 40 } }],
    'that are missing': [INVITE, {}],
    'with a NUL': [INVITE, { input: { email: 'a\u0000b' } }],
    'with a lone surrogate': [INVITE, { input: { email: 'a\ud800b' } }],
    'with a NUL in a name': ['query ($text: String!) { echo(text: $text) }', { text: 'x', 'a\u0000': 1 }],
    'that are no date': ['query ($when: DateTime!) { at(when: $when) }', { when: 'yesterday' }],
    'that are no date of the calendar': [
      'query ($when: DateTime!) { at(when: $when) }',
      { when: '2026-02-30T00:00:00Z' },
    ],
  };
  for (const [name, [query, variables]] of Object.entries(wrong)) {
    test(`${name} are BAD_USER_INPUT before any request to a service`, async () => {
      expectRejected(await gateway.client.execute(query, variables), 'BAD_USER_INPUT');
    });
  }

  test('and text in the document itself follow the same rules', async () => {
    expectRejected(await gateway.client.execute('{ echo(text: "a\\u0000b") }'), 'BAD_USER_INPUT');
    expectRejected(await gateway.client.execute('{ at(when: "yesterday") }'), 'GRAPHQL_VALIDATION_FAILED');
  });

  test('that are no object are rejected', async () => {
    for (const variables of ['{}', [1], 7, true])
      expectRejected(await post(gateway, { query: '{ __typename }', variables }), 'BAD_REQUEST');
  });

  test('with a date in another form of RFC 3339 reach the service', async () => {
    const answer = await gateway.client.execute('query ($when: DateTime!) { at(when: $when) }', {
      when: '2026-01-31T12:00:00+01:00',
    });
    expect(answer).toMatchObject({ status: 200, data: { at: '2026-01-31T12:00:00+01:00' } });
  });
});

describe('what an error quotes', () => {
  const brief = (answer: GraphqlAnswer<unknown>) => {
    for (const { message } of answer.errors ?? []) expect(message.length).toBeLessThanOrEqual(300);
  };

  test('is shortened: of an input with thousands of keys, of an unknown name, of a document that is none', async () => {
    const keys = Object.fromEntries(Array.from({ length: 5000 }, (_, n) => [`key${n}`, n]));
    const input = await gateway.client.execute('mutation ($input: InviteInput!) { inviteUser(input: $input) { id } }', {
      input: keys,
    });
    expectRejected(input, 'BAD_USER_INPUT');
    brief(input);
    const unknown = await gateway.client.execute(`{ ${'a'.repeat(90_000)} }`);
    expectRejected(unknown, 'GRAPHQL_VALIDATION_FAILED');
    brief(unknown);
    const garbled = await gateway.client.execute(`{ viewer ${'}'.repeat(3)} ${'a'.repeat(90_000)}`);
    expectRejected(garbled, 'GRAPHQL_PARSE_FAILED');
    brief(garbled);
  });
});

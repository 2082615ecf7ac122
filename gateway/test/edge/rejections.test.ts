import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startTestWorld, type TestGateway, type TestWorld } from '../support/test-world.js';

const JSON_TYPE = 'application/json; charset=utf-8';
const GRAPHQL_TYPE = 'application/graphql-response+json; charset=utf-8';
/** The accept headers of clients, with the type that each prefers. */
const ACCEPTED: readonly (readonly [accept: string | undefined, type: string])[] = [
  [undefined, JSON_TYPE],
  ['*/*', JSON_TYPE],
  ['application/json', JSON_TYPE],
  ['application/graphql-response+json', GRAPHQL_TYPE],
  ['application/graphql-response+json,application/json;q=0.9', GRAPHQL_TYPE],
  ['application/json, application/graphql-response+json;q=0.5', JSON_TYPE],
  ['multipart/mixed;deferSpec=20220824,application/graphql-response+json,application/json;q=0.9', GRAPHQL_TYPE],
];

let world: TestWorld;
let gateway: TestGateway;
let limited: TestGateway;
let person: string;

beforeAll(async () => {
  world = await startTestWorld();
  gateway = await world.gateway();
  limited = await world.gateway({ rateLimitPerMinute: 1 });
  person = await world.issuer.person('anna');
  await limited.client.execute('{ __typename }');
});
afterAll(() => world.stop());

type Asked = { to?: string; method?: string; headers?: Record<string, string>; body?: string | undefined };

const operation = (query: string): string => JSON.stringify({ query });
const post = (body: string, headers: Record<string, string> = {}): Asked => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', ...headers },
  body,
});
const byGet = (query: string, headers: Record<string, string> = {}): Asked => ({
  to: `/graphql?${new URLSearchParams({ query })}`,
  headers,
});
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

async function ask({ to = '/graphql', method = 'GET', headers = {}, body }: Asked, accept?: string, of = gateway) {
  const response = await fetch(of.url + to, {
    method,
    // The client of the test would send */* by default.
    headers: { ...headers, accept: accept ?? '' },
    ...(body !== undefined && { body }),
  });
  return { status: response.status, type: response.headers.get('content-type'), text: await response.text() };
}

describe('a rejection', () => {
  test.each<[string, number, string, () => Asked | Promise<Asked>]>([
    ['a token that is not valid', 401, 'UNAUTHENTICATED', () => post(operation('{ __typename }'), bearer('a.b.c'))],
    [
      'a token without the scope',
      403,
      'FORBIDDEN',
      async () => post(operation('{ __typename }'), bearer(await world.issuer.person('anna', { scp: 'openid' }))),
    ],
    ['no JSON', 400, 'BAD_REQUEST', () => post('{')],
    ['a batch', 400, 'BAD_REQUEST', () => post(`[${operation('{ __typename }')}]`)],
    ['another type of content', 400, 'BAD_REQUEST', () => post('x', { 'content-type': 'text/plain' })],
    ['a compressed request', 400, 'BAD_REQUEST', () => post('x', { 'content-encoding': 'gzip' })],
    ['a body that is too large', 413, 'BAD_REQUEST', () => post(operation(`{ __typename } #${'x'.repeat(101_000)}`))],
    ['a document that does not parse', 400, 'GRAPHQL_PARSE_FAILED', () => post(operation('{'))],
    ['a document that is not valid', 400, 'GRAPHQL_VALIDATION_FAILED', () => post(operation('{ nothing }'))],
    [
      'a document beyond a limit',
      400,
      'QUERY_TOO_COMPLEX',
      () => post(operation(`{ ${Array.from({ length: 16 }, (_, n) => `a${n}: __typename`).join(' ')} }`)),
    ],
    ['a query that a foreign page could send', 400, 'BAD_REQUEST', () => byGet('{ __typename }')],
    ['a mutation by GET', 405, 'BAD_REQUEST', () => byGet('mutation { rename(name: "x") { id } }', bearer(person))],
    ['another method', 405, 'BAD_REQUEST', () => ({ method: 'PUT', body: 'x' })],
    ['an address that cannot be decoded', 400, 'BAD_REQUEST', () => ({ to: '/exports/%' })],
  ])('of %s is %i with %s, in the form that the accept header asks for', async (_what, status, code, asked) => {
    for (const [accept, type] of ACCEPTED) {
      const answer = await ask(await asked(), accept);
      expect([accept, answer.status, answer.type]).toEqual([accept, status, type]);
      const { errors, data } = JSON.parse(answer.text) as { errors: { extensions: object }[]; data?: unknown };
      expect(data).toBeUndefined();
      expect(errors[0]?.extensions).toMatchObject({ code, requestId: expect.any(String) });
    }
  });

  test('of an answer that the client does not accept precedes any work', async () => {
    world.identity.received.length = 0;
    const answer = await ask(post(operation('mutation { rename(name: "x") { id } }')), 'text/csv');
    expect([answer.status, answer.type]).toEqual([406, JSON_TYPE]);
    expect(answer.text).toContain('"BAD_REQUEST"');
    expect(world.identity.received).toEqual([]);
  });

  test('for the rate and for an unavailable service follows the accept header, with the time to wait', async () => {
    for (const [accept, type] of ACCEPTED) {
      const answer = await ask(post(operation('{ __typename }')), accept, limited);
      expect([answer.status, answer.type]).toEqual([429, type]);
      expect(answer.text).toContain('"retryAfterSeconds":');
    }
    await world.identity.pause();
    try {
      for (const [accept, type] of ACCEPTED) {
        const answer = await ask(post(operation('{ __typename }'), bearer(await world.issuer.person('away'))), accept);
        expect([answer.status, answer.type]).toEqual([503, type]);
        expect(answer.text).toContain('"SERVICE_UNAVAILABLE"');
      }
    } finally {
      await world.identity.resume();
    }
  });

  test('of an unknown path is a GraphQL answer for a program, and text for other clients', async () => {
    const program = await ask({ to: '/graphq' }, 'application/graphql-response+json,application/json;q=0.9');
    expect([program.status, program.type]).toEqual([404, GRAPHQL_TYPE]);
    expect(program.text).toContain('"BAD_REQUEST"');
    expect(await ask({ to: '/graphq' }, 'text/html,*/*;q=0.8')).toEqual({
      status: 404,
      type: 'text/plain; charset=utf-8',
      text: 'There is nothing here.\n',
    });
  });

  test.each([
    ['no HTTP at all', 'nonsense\r\n\r\n', 400],
    ['headers that are too large', `GET / HTTP/1.1\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
  ])('of %s has a code too', async (_what, sent, status) => {
    const { port } = new URL(gateway.url);
    const text = await new Promise<string>((resolve, reject) => {
      let received = '';
      const socket = connect(Number(port), '127.0.0.1', () => socket.write(sent));
      socket.on('data', (chunk) => {
        received += chunk.toString();
      });
      socket.on('error', reject).on('close', () => resolve(received));
    });
    expect(text).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(JSON.parse(text.split('\r\n\r\n')[1] ?? '')).toMatchObject({
      errors: [{ extensions: { code: 'BAD_REQUEST' } }],
    });
  });
});

describe('a query by GET', () => {
  test('with a bearer token counts as preflighted', async () => {
    const answer = await ask(byGet('{ viewer { displayName } }', bearer(person)), 'application/graphql-response+json');
    expect([answer.status, answer.type, JSON.parse(answer.text)]).toEqual([
      200,
      GRAPHQL_TYPE,
      { data: { viewer: { displayName: 'Person 1' } } },
    ]);
  });

  test('that a browser could send for a foreign page is rejected with the remedy', async () => {
    for (const headers of [{}, { authorization: '' }, { cookie: 'a=b' }, { accept: '*/*' }]) {
      const { errors } = JSON.parse((await ask(byGet('{ __typename }', headers))).text);
      expect(errors[0].message).toMatch(
        /authorization, apollo-require-preflight or x-apollo-operation-name.*application\/json\.$/,
      );
    }
    // Browsers add this header on their own for a remembered password.
    const remembered = await ask(byGet('{ __typename }', { authorization: 'Basic YTpi' }));
    expect(remembered.status).toBe(401);
  });
});

describe('a front end', () => {
  test('may send the headers of clients and tracing, and read those of the answer', async () => {
    const asked =
      'apollographql-client-name,apollographql-client-version,authorization,baggage,content-type,sentry-trace,traceparent,tracestate,x-apollo-operation-name';
    const preflight = await fetch(`${gateway.url}/graphql`, {
      method: 'OPTIONS',
      headers: {
        origin: 'http://localhost:5173',
        'access-control-request-method': 'POST',
        'access-control-request-headers': asked,
      },
    });
    const allowed = (preflight.headers.get('access-control-allow-headers') ?? '').split(/, */);
    expect(allowed).toEqual(expect.arrayContaining(asked.split(',')));
    const answer = await fetch(`${gateway.url}/graphql`, {
      ...post(operation('{ __typename }')),
      headers: { 'content-type': 'application/json', origin: 'http://localhost:5173' },
    } as RequestInit);
    const exposed = (answer.headers.get('access-control-expose-headers') ?? '').split(/, */);
    expect(exposed).toEqual(expect.arrayContaining(['x-request-id', 'retry-after', 'www-authenticate']));
  });
});

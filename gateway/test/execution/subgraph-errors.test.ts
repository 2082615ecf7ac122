import { errorCode } from '@app/test-kit/graphql-client';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { startTestWorld, type TestGateway, type TestWorld } from '../support/test-world.js';

let world: TestWorld;
let gateway: TestGateway;

beforeAll(async () => {
  world = await startTestWorld();
  gateway = await world.gateway();
});
beforeEach(() => world.identity.behave(undefined));
afterAll(() => world.stop());

describe('an error of a subgraph', () => {
  test('is masked where it is unexpected, with the request id', async () => {
    const answer = await gateway.client.execute('{ broken catalog }');
    expect(answer.data).toEqual({ broken: null, catalog: ['AZ-104'] });
    expect(answer.errors).toEqual([
      {
        message: 'Something went wrong on our side. Quote the request id when you report it.',
        path: ['broken'],
        extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: answer.headers.get('x-request-id') },
      },
    ]);
  });

  test('keeps message, path and code where it has a code, and nothing else', async () => {
    const answer = await gateway.client.execute('{ hidden }');
    expect(answer.errors).toEqual([
      {
        message: 'Not for you.',
        path: ['hidden'],
        extensions: { code: 'FORBIDDEN', requestId: answer.headers.get('x-request-id') },
      },
    ]);
  });

  test('of very many items is listed five hundred times, each at its path, and then counted', async () => {
    const members = Array.from({ length: 580 }, (_, n) => ({ id: String(n), displayName: null }));
    world.identity.behave((_request, response) =>
      response.end(
        JSON.stringify({
          data: { callerOrganization: { members: members } },
          errors: members.map((_, n) => ({
            message: `Person ${n} is not for you.`,
            path: ['callerOrganization', 'members', n, 'displayName'],
            extensions: { code: 'FORBIDDEN' },
          })),
        }),
      ),
    );
    const { errors = [], headers } = await gateway.client.execute(
      '{ callerOrganization { members { id displayName } } }',
    );
    expect(errors.slice(0, -1).map(({ path }) => path?.[2])).toEqual(Array.from({ length: 500 }, (_, n) => n));
    expect(errors.at(-1)).toEqual({
      message: '80 more errors of this kind are left out: Person 0 is not for you.',
      extensions: { code: 'FORBIDDEN', requestId: headers.get('x-request-id') },
    });
  });

  test('with status 400 is no outage', async () => {
    world.identity.behave((_request, response) =>
      response
        .writeHead(400, { 'content-type': 'application/json' })
        .end('{"errors":[{"message":"No such form.","extensions":{"code":"BAD_USER_INPUT"}}]}'),
    );
    const answer = await gateway.client.execute('{ echo(text: "x") }');
    expect([errorCode(answer), answer.errors?.[0]?.message]).toEqual(['BAD_USER_INPUT', 'No such form.']);
  });

  test('loses unknown codes and extensions', async () => {
    world.identity.behave((_request, response) =>
      response.end(
        JSON.stringify({
          data: { echo: null },
          errors: [
            { message: 'a', path: ['echo'], extensions: { code: 'SQL_ERROR', stacktrace: ['at db.ts:1'] } },
            { message: 'b', path: ['echo'], extensions: { code: 'RATE_LIMITED', retryAfterSeconds: 7, host: 'db' } },
            { message: 'c', extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } },
            'd',
          ],
          extensions: { cost: 1 },
        }),
      ),
    );
    const answer = await gateway.client.execute('{ echo(text: "x") }');
    const requestId = answer.headers.get('x-request-id');
    expect(answer.errors?.map(({ extensions }) => extensions)).toEqual([
      { code: 'INTERNAL_SERVER_ERROR', requestId },
      { code: 'RATE_LIMITED', requestId, retryAfterSeconds: 7 },
      { code: 'INTERNAL_SERVER_ERROR', requestId },
      { code: 'INTERNAL_SERVER_ERROR', requestId },
    ]);
    expect(JSON.stringify(answer)).not.toMatch(/SQL|stack|serviceName|valueCompletion|"cost"/);
  });

  test('stands for a value that had to become null, without stacks', async () => {
    world.identity.behave((_request, response) => response.end('{"data":{"viewer":{"id":null,"displayName":null}}}'));
    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{ viewer { id displayName } }"}',
    });
    expect(await response.json()).toEqual({
      data: { viewer: null },
      errors: [
        {
          message: 'Something went wrong on our side. Quote the request id when you report it.',
          path: ['viewer', 'id'],
          extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: response.headers.get('x-request-id') },
        },
      ],
    });
  });
});

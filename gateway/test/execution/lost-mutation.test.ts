import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startTestWorld, type TestGateway, type TestWorld } from '../support/test-world.js';

const RENAME = 'mutation { rename(name: "x") { displayName } }';

let world: TestWorld;
let gateway: TestGateway;

beforeAll(async () => {
  world = await startTestWorld();
  gateway = await world.gateway();
});
afterAll(() => world.stop());

describe('a mutation whose subgraph does not answer', () => {
  test('may have been executed when it was sent: the error says so, and has no retry time', async () => {
    world.identity.behave((request) => request.socket.destroy());
    const { data, errors } = await gateway.client.execute(RENAME);
    world.identity.behave(undefined);
    expect(data).toEqual({ rename: null });
    expect(errors).toEqual([
      {
        message: expect.stringMatching(/not known.*Read.*idempotencyKey/),
        path: ['rename'],
        extensions: { code: 'SERVICE_UNAVAILABLE', requestId: expect.any(String) },
      },
    ]);
  });

  test('was not executed when there was no connection: it can be sent again after the retry time', async () => {
    await world.identity.pause();
    const { errors } = await gateway.client.execute(RENAME);
    await world.identity.resume();
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'SERVICE_UNAVAILABLE', retryAfterSeconds: 5 });
    expect(errors?.[0]?.message).not.toContain('not known');
  });

  test('was executed when only a later part of its answer is missing: the error has no retry time', async () => {
    const nested = 'mutation { renamed: rename(name: "x") { displayName link: activeAssociation { profileId } } }';
    await world.association.pause();
    const missing = await gateway.client.execute(nested);
    await world.association.resume();
    const extensions = { code: 'SERVICE_UNAVAILABLE', retryAfterSeconds: 5 };
    const error = { message: 'Try again.', path: ['rename', 'displayName'], extensions };
    world.identity.behave((_request, response) =>
      response.end(JSON.stringify({ data: { rename: null }, errors: [error] })),
    );
    const taken = await gateway.client.execute(nested);
    world.identity.behave(undefined);
    expect(missing.data).toEqual({ renamed: { displayName: 'Person 1', link: null } });
    expect(taken.data).toEqual({ renamed: null });
    expect([missing.errors?.[0]?.path, taken.errors?.[0]?.path]).toEqual([
      ['renamed', 'link'],
      ['renamed', 'displayName'],
    ]);
    for (const { errors } of [missing, taken])
      expect(errors).toMatchObject([
        {
          message: expect.stringMatching(/carried out.*query/),
          extensions: { code: 'SERVICE_UNAVAILABLE', requestId: expect.any(String) },
        },
      ]);
    for (const { errors } of [missing, taken]) expect(errors?.[0]?.extensions).not.toHaveProperty('retryAfterSeconds');
  });

  test('as a query is sent again at once, where no work was done', async () => {
    let lost = 0;
    world.credits.behave((request, response) => {
      lost += 1;
      if (lost === 1) request.socket.destroy();
      else response.end('{"data":{"catalog":["AZ-104"]}}');
    });
    expect(await gateway.client.execute('{ catalog }')).toMatchObject({ data: { catalog: ['AZ-104'] } });
    world.credits.behave(undefined);
  });
});

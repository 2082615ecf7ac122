import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startTestWorld, type TestGateway, type TestWorld } from './support/test-world.js';

const RENAME = 'mutation { rename(name: "x") { displayName } }';

let world: TestWorld;
let gateway: TestGateway;

beforeAll(async () => {
  world = await startTestWorld();
  gateway = await world.gateway();
});
afterAll(() => world.stop());

describe('a mutation whose subgraph does not answer', () => {
  test('may have been carried out when it was sent: the error says so, and names no time to try again', async () => {
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

  test('was not carried out when there was no connection: it can be sent again after the time that is named', async () => {
    await world.identity.pause();
    const { errors } = await gateway.client.execute(RENAME);
    await world.identity.resume();
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'SERVICE_UNAVAILABLE', retryAfterSeconds: 5 });
    expect(errors?.[0]?.message).not.toContain('not known');
  });

  test('is asked again in a query at once, where nothing was worked on', async () => {
    let lost = 0;
    world.credits.behave((request, response) => {
      lost += 1;
      if (lost === 1) request.socket.destroy();
      else response.end('{"data":{"catalogue":["AZ-104"]}}');
    });
    expect(await gateway.client.execute('{ catalogue }')).toMatchObject({ data: { catalogue: ['AZ-104'] } });
    world.credits.behave(undefined);
  });
});

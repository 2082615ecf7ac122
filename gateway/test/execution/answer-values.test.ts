import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startTestWorld, type TestGateway, type TestWorld } from '../support/test-world.js';

let world: TestWorld;
let gateway: TestGateway;

beforeAll(async () => {
  world = await startTestWorld();
  gateway = await world.gateway();
});
afterAll(() => world.stop());

const answers = (service: 'identity' | 'association', text: string) =>
  world[service].behave((_request, response) => response.end(text));

/** The answer for a Float of a service. */
async function ofFloat(value: string) {
  answers('identity', `{"data":{"share":${value}}}`);
  return gateway.client.execute('{ share }');
}

/** The answer for an Int at an entity of a service. */
async function ofInt(value: string) {
  answers('identity', '{"data":{"viewer":{"__typename":"User","id":"1"}}}');
  answers('association', `{"data":{"_entities":[{"activeAssociation":{"detail":{"level":${value}}}}]}}`);
  return gateway.client.execute('{ viewer { activeAssociation { detail { level } } } }');
}

describe('a value of a service', () => {
  test.each(['0.5', '-0', '1e300', '7', 'null'])('is answered as a Float: %s', async (value) => {
    expect(await ofFloat(value)).toMatchObject({
      status: 200,
      data: { share: JSON.parse(value) === 0 ? 0 : JSON.parse(value) },
    });
  });

  test.each(['1e400', '-1e400', '"7"', 'true', '[1]', '{"a":1}'])('that is no Float is an error: %s', async (value) => {
    expect(await ofFloat(value)).toMatchObject({
      status: 500,
      data: { share: null },
      errors: [{ path: ['share'], extensions: { code: 'INTERNAL_SERVER_ERROR' } }],
    });
  });

  test.each(['0', '2147483647', '-2147483648', 'null'])('is answered as an Int: %s', async (value) => {
    const viewer = { activeAssociation: { detail: { level: JSON.parse(value) } } };
    expect(await ofInt(value)).toMatchObject({ status: 200, data: { viewer } });
  });

  test.each(['1.5', '2147483648', '1e400', '"7"'])('that is no Int is an error: %s', async (value) => {
    expect(await ofInt(value)).toMatchObject({
      status: 500,
      data: { viewer: { activeAssociation: { detail: { level: null } } } },
      errors: [{ path: ['viewer', 'activeAssociation', 'detail', 'level'] }],
    });
  });
});

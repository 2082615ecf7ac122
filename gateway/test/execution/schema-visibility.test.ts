import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { getIntrospectionQuery } from 'graphql';
import { rejections } from '../support/rejections.js';
import { startTestWorld, type TestGateway, type TestWorld } from '../support/test-world.js';

let world: TestWorld;
let gateway: TestGateway;
let production: TestGateway;
let expectRejected: ReturnType<typeof rejections>;

beforeAll(async () => {
  world = await startTestWorld();
  gateway = await world.gateway();
  production = await world.gateway({ production: true });
  expectRejected = rejections(world);
});
beforeEach(() => {
  world.identity.received.length = 0;
});
afterAll(() => world.stop());

describe('the schema', () => {
  test('can be queried with no more aliases than other fields', async () => {
    const aliased = Array.from({ length: 16 }, (_, n) => `a${n}: name`).join(' ');
    expectRejected(await gateway.client.execute(`{ __schema { types { ${aliased} } } }`), 'QUERY_TOO_COMPLEX');
  });

  test('can be queried in development, whatever its depth', async () => {
    const answer = await gateway.client.execute(
      getIntrospectionQuery({ inputValueDeprecation: true, specifiedByUrl: true }),
    );
    expect(answer.errors).toBeUndefined();
    expect(answer.status).toBe(200);
  });

  test('is closed in production, suggestions included', async () => {
    expectRejected(await production.client.execute(getIntrospectionQuery()), 'GRAPHQL_VALIDATION_FAILED');
    const typo = await production.client.execute('{ viewr { id } }');
    expectRejected(typo, 'GRAPHQL_VALIDATION_FAILED');
    expect(typo.errors?.[0]?.message).not.toContain('viewer');
    expect((await gateway.client.execute('{ viewr { id } }')).errors?.[0]?.message).toContain('viewer');
  });

  test.each<[string, Record<string, unknown>, string]>([
    ['a member of an input', { email: 'a', frist: 1 }, 'first'],
    ['a value of an enum', { email: 'a', roles: ['GLOBAL_ADMN'] }, 'GLOBAL_ADMIN'],
    ['several at once', { email: 'a', frist: 1, roles: ['GLOBAL_ADMN', 'REPORT_VIEWR'] }, 'GLOBAL_ADMIN'],
  ])('is not suggested in production for a wrong variable either: %s', async (_what, input, proposed) => {
    const document = 'mutation ($input: InviteInput!) { inviteUser(input: $input) { id } }';
    const answer = await production.client.execute(document, { input });
    expectRejected(answer, 'BAD_USER_INPUT');
    expect(answer.errors?.[0]?.message).toMatch(/^Variable "\$input" got invalid value/);
    expect(JSON.stringify(answer.errors)).not.toMatch(/mean|"first|GLOBAL_ADMIN|REPORT_VIEWER/);
    const open = await gateway.client.execute(document, { input });
    expect(open.errors?.[0]?.message).toContain(proposed);
  });
});

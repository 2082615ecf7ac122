import { errorCode } from '@app/test-kit/graphql-client';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { PLATFORM_TENANT, TENANT } from '../support/test-issuer.js';
import { ORGANIZATION, startTestWorld, type TestGateway, type TestWorld } from '../support/test-world.js';

let world: TestWorld;
let gateway: TestGateway;
const VIEWER = '{ viewer { displayName } }';
const lastCaller = () => world.identity.received.at(-1)?.caller;

beforeAll(async () => {
  world = await startTestWorld();
  gateway = await world.gateway();
});
afterAll(() => world.stop());

describe('the caller of an operation', () => {
  test('is the person that identity knows, with roles, client and time of sign-in', async () => {
    const token = await world.issuer.person('anna', { auth_time: 1_800_000_000 });
    const answer = await gateway.client.as(token).execute(VIEWER);
    expect(answer).toMatchObject({ status: 200, data: { viewer: { displayName: 'Person 1' } } });
    expect(lastCaller()).toEqual({
      kind: 'person',
      userId: '01989011-0000-7000-8000-000000000001',
      organizationId: ORGANIZATION,
      roles: ['GLOBAL_ADMIN'],
      signedInAt: new Date(1_800_000_000_000),
      delegated: false,
      clientId: 'web',
    });
    expect(world.lookups.at(-1)).toEqual({
      tenantId: TENANT,
      objectId: 'anna',
      preferredUsername: 'anna@contoso.example',
      machine: false,
    });
  });

  test('is anonymous without a token, with a null viewer', async () => {
    const answer = await gateway.client.execute(VIEWER);
    expect(answer).toMatchObject({ status: 200, data: { viewer: null } });
    expect(lastCaller()).toEqual({ kind: 'anonymous' });
  });

  test('is an unknown account where identity knows none, and is looked up for each request', async () => {
    world.answerLookups(() => ({ caller: 'none' }));
    const before = world.lookups.length;
    const client = gateway.client.as(await world.issuer.person('unknown'));
    await client.execute(VIEWER);
    await client.execute(VIEWER);
    expect(lastCaller()).toEqual({ kind: 'unknown-account' });
    expect(world.lookups.length - before).toBe(2);
    world.answerLookups(() => ({ caller: 'none', reason: 'directory-mismatch' }));
    await client.execute(VIEWER);
    expect(lastCaller()).toEqual({ kind: 'unknown-account', reason: 'directory-mismatch' });
    world.answerLookups(({ machine }) =>
      machine
        ? { caller: 'organization', organizationId: ORGANIZATION }
        : { caller: 'user', userId: '01989011-0000-7000-8000-000000000001', organizationId: ORGANIZATION, roles: [] },
    );
  });

  test('is delegated where the token has an actor', async () => {
    await gateway.client.as(await world.issuer.person('berta', { act: { sub: 'support' } })).execute(VIEWER);
    expect(lastCaller()).toMatchObject({ kind: 'person', delegated: true });
  });

  test("is a machine of its tenant's organization, without permissions of operators", async () => {
    const token = await world.issuer.machine([
      'users:read',
      'achievements:write',
      'organizations:write',
      'metrics:write',
      'unheard:of',
    ]);
    await gateway.client.as(token).execute(VIEWER);
    expect(lastCaller()).toEqual({
      kind: 'machine',
      clientId: 'feed',
      organizationId: ORGANIZATION,
      permissions: ['users:read'],
    });
  });

  test('is an operator in the tenant of the platform, with the permissions of the token', async () => {
    const before = world.lookups.length;
    await gateway.client
      .as(await world.issuer.machine(['achievements:write'], { tid: PLATFORM_TENANT }))
      .execute(VIEWER);
    expect(lastCaller()).toEqual({ kind: 'operator', clientId: 'feed', permissions: ['achievements:write'] });
    expect(world.lookups.length).toBe(before);
  });

  test('is forbidden without the scope access_as_user', async () => {
    const before = world.identity.received.length;
    for (const scp of ['', 'other access_as_user_too']) {
      const answer = await gateway.client.as(await world.issuer.person('carl', { scp })).execute(VIEWER);
      expect(errorCode(answer)).toBe('FORBIDDEN');
    }
    expect(world.identity.received.length).toBe(before);
  });

  test('is looked up once for concurrent requests of one account', async () => {
    const client = gateway.client.as(await world.issuer.person('together'));
    const before = world.lookups.length;
    await Promise.all(Array.from({ length: 10 }, () => client.execute(VIEWER)));
    expect(world.lookups.length - before).toBe(1);
  });

  test('is SERVICE_UNAVAILABLE while identity is down, and the failure is not cached', async () => {
    world.answerLookups(() => 'nonsense');
    const client = gateway.client.as(await world.issuer.person('dora'));
    const answer = await client.execute(VIEWER);
    expect([answer.status, errorCode(answer)]).toEqual([503, 'SERVICE_UNAVAILABLE']);
    world.answerLookups(() => ({ caller: 'none' }));
    expect((await client.execute(VIEWER)).status).toBe(200);
  });

  test('cannot be set by identity headers of the client', async () => {
    await gateway.client.execute(VIEWER, undefined, {
      'x-user-id': 'other',
      'x-organization-id': 'other',
      'x-internal-token': 'forged',
      'x-forwarded-for': '10.0.0.1',
      'x-request-id': 'chosen',
      forwarded: 'for=10.0.0.1',
      cookie: 'session=1',
    });
    const { headers = {}, requestId = '' } = world.identity.received.at(-1) ?? {};
    expect(Object.keys(headers).sort()).toEqual(
      [
        'accept',
        'authorization',
        'connection',
        'content-length',
        'content-type',
        'host',
        'traceparent',
        'x-request-id',
      ].sort(),
    );
    expect(headers['x-request-id']).toBe(requestId);
    expect(requestId).not.toBe('chosen');
  });
});

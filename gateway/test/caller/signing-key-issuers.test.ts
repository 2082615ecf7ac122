import { errorCode } from '@app/test-kit/graphql-client';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { PLATFORM_TENANT, TENANT, type TestIssuer } from '../support/test-issuer.js';
import { startTestWorld, type TestGateway, type TestWorld } from '../support/test-world.js';

const VIEWER = '{ viewer { displayName } }';
const OTHER_TENANT = '11111111-2222-4333-8444-555555555555';
const PERSONAL_ACCOUNTS = '9188040d-6c67-4c5b-b112-36a304b66dad';
type Key = Awaited<ReturnType<TestIssuer['publish']>>;

const worlds: TestWorld[] = [];
afterAll(() => Promise.all(worlds.map((world) => world.stop())));

async function worldWith(options: { template?: boolean; tenant?: string }): Promise<TestWorld> {
  const world = await startTestWorld(options);
  worlds.push(world);
  return world;
}

async function statusOf(gateway: TestGateway, token: string): Promise<number> {
  const answer = await gateway.client.as(token).execute(VIEWER);
  if (answer.status === 401) expect(errorCode(answer)).toBe('UNAUTHENTICATED');
  return answer.status;
}

describe('a template issuer whose keys name the issuer that they are published for', () => {
  const keys: Record<string, Key> = {};
  let world: TestWorld;
  let gateway: TestGateway;
  let issuerOf: (tenant: string) => string;
  const signed = (name: string, tenant = TENANT, claims: object = {}) => {
    const key = keys[name];
    if (key === undefined) throw new Error(`there is no key ${name}`);
    return world.issuer.person('anna', { tid: tenant, ...claims }, { key });
  };

  beforeAll(async () => {
    world = await worldWith({ template: true });
    issuerOf = (tenant) => world.issuer.issuer.replace('{tenantid}', tenant);
    keys.everyTenant = await world.issuer.publish(world.issuer.issuer);
    keys.tenant = await world.issuer.publish(issuerOf(TENANT));
    keys.tenantInCapitals = await world.issuer.publish(issuerOf(TENANT.toUpperCase()));
    keys.otherTenant = await world.issuer.publish(issuerOf(OTHER_TENANT));
    keys.personalAccounts = await world.issuer.publish(issuerOf(PERSONAL_ACCOUNTS));
    keys.otherProvider = await world.issuer.publish('https://login.example/{tenantid}/v2.0');
    keys.noIssuer = await world.issuer.publish();
    keys.numberAsIssuer = await world.issuer.publish(7);
    keys.nullAsIssuer = await world.issuer.publish(null);
    keys.emptyIssuer = await world.issuer.publish('');
    gateway = await world.gateway();
  });

  for (const name of ['everyTenant', 'tenant', 'tenantInCapitals', 'noIssuer'])
    test(`a token is accepted when its key is published for its issuer: ${name}`, async () =>
      expect(await statusOf(gateway, await signed(name))).toBe(200));

  for (const name of [
    'otherTenant',
    'personalAccounts',
    'otherProvider',
    'numberAsIssuer',
    'nullAsIssuer',
    'emptyIssuer',
  ])
    test(`a token is rejected when its key is published for another issuer: ${name}`, async () => {
      const lookups = world.lookups.length;
      expect(await statusOf(gateway, await signed(name))).toBe(401);
      expect(await statusOf(gateway, await signed(name, PLATFORM_TENANT))).toBe(401);
      expect(world.lookups).toHaveLength(lookups);
    });

  test('a key of one tenant signs for that tenant', async () => {
    expect(await statusOf(gateway, await signed('otherTenant', OTHER_TENANT))).toBe(200);
    expect(await statusOf(gateway, await signed('tenant', OTHER_TENANT))).toBe(401);
  });

  test('a key id may be published several times: each key is accepted for its own issuer only', async () => {
    const shared = await world.issuer.publish(world.issuer.issuer);
    await world.issuer.publish(issuerOf(TENANT), shared);
    const second = await world.issuer.publish(undefined, { kid: shared.kid });
    const other = await world.issuer.publish(issuerOf(OTHER_TENANT), { kid: shared.kid });
    const unknown = { ...(await world.issuer.unknownKey()), kid: shared.kid };
    const fresh = await world.gateway();
    const status = async (key: Key, tenant: string) =>
      statusOf(fresh, await world.issuer.person('anna', { tid: tenant }, { key }));
    for (const tenant of [TENANT, OTHER_TENANT]) {
      expect([tenant, await status(shared, tenant), await status(second, tenant)]).toEqual([tenant, 200, 200]);
      expect([tenant, await status(unknown, tenant)]).toEqual([tenant, 401]);
    }
    expect([await status(other, OTHER_TENANT), await status(other, TENANT)]).toEqual([200, 401]);
    const noLongerValid = await world.issuer.person('anna', {}, { key: second, expiresIn: -3600 });
    expect(await statusOf(fresh, noLongerValid)).toBe(401);
  });

  test('no token of the personal-accounts tenant is accepted, whichever key signed it', async () => {
    for (const name of ['personalAccounts', 'everyTenant', 'noIssuer'])
      for (const tenant of [PERSONAL_ACCOUNTS, PERSONAL_ACCOUNTS.toUpperCase()])
        expect([name, await statusOf(gateway, await signed(name, tenant))]).toEqual([name, 401]);
  });

  test('tenant ids compare without case, in the token and in the settings', async () => {
    const upper = TENANT.toUpperCase();
    const key = keys.everyTenant as Key;
    const { person } = world.issuer;
    expect(await statusOf(gateway, await person('anna', { tid: upper }, { key, issuer: issuerOf(TENANT) }))).toBe(200);
    expect(await statusOf(gateway, await person('anna', {}, { key, issuer: issuerOf(upper) }))).toBe(200);
    const operators = await world.gateway({ platformTenantId: PLATFORM_TENANT.toUpperCase() });
    expect(await statusOf(operators, await signed('everyTenant', PLATFORM_TENANT))).toBe(200);
    expect(world.identity.received.at(-1)?.caller).toMatchObject({ kind: 'operator' });
  });

  test('the issuer of a token matches the template exactly outside the tenant id', async () => {
    const key = keys.noIssuer as Key;
    const right = issuerOf(TENANT);
    for (const issuer of [`${right}/`, right.toUpperCase(), right.replace('v2.0', 'v2x0'), `${right}${TENANT}`])
      expect([issuer, await statusOf(gateway, await world.issuer.person('anna', {}, { key, issuer }))]).toEqual([
        issuer,
        401,
      ]);
  });
});

test('an issuer of one tenant rejects keys that its provider publishes for other tenants', async () => {
  const world = await worldWith({ tenant: TENANT });
  const { issuer, person, publish } = world.issuer;
  const template = issuer.replace(TENANT, '{tenantid}');
  const [own, every] = [await publish(issuer), await publish(template)];
  const others = [await publish(template.replace('{tenantid}', OTHER_TENANT)), await publish(`${issuer}/`)];
  const gateway = await world.gateway();
  for (const key of [own, every]) expect(await statusOf(gateway, await person('anna', {}, { key }))).toBe(200);
  for (const key of others) expect(await statusOf(gateway, await person('anna', {}, { key }))).toBe(401);
  expect(await statusOf(gateway, await person('anna', { tid: OTHER_TENANT }, { key: every }))).toBe(401);
  expect(await statusOf(gateway, await person('anna', { tid: 'common' }, { key: every }))).toBe(401);
});

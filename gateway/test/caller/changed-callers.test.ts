import { setTimeout as pause } from 'node:timers/promises';
import type { Role } from '@app/subgraph-kit/access/roles';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ORGANIZATION, startTestWorld, type TestGateway, type TestWorld } from '../support/test-world.js';

const USER = '01989011-0000-7000-8000-000000000001';
const OVER_SERVICES = '{ viewer { displayName credits { title } activeAssociation { profileId } } }';

let world: TestWorld;
let gateway: TestGateway;

beforeAll(async () => {
  world = await startTestWorld();
  gateway = await world.gateway();
});
beforeEach(() => know('GLOBAL_ADMIN'));
afterAll(() => world.stop());

const services = () => [world.identity, world.association, world.credits];
const know = (...roles: Role[]) =>
  world.answerLookups(() => ({ caller: 'user', userId: USER, organizationId: ORGANIZATION, roles }));

/** Less than the time for which a token is reused. */
const IN_TIME = 20_000;

/** What the services know of a caller who asks until that changes; the time limit of the test bounds it. */
async function callersOnceChanged(account: string, change: () => void) {
  const client = gateway.client.as(await world.issuer.person(account));
  const callers = async () => {
    for (const service of services()) service.received.length = 0;
    await client.execute(OVER_SERVICES);
    return services().flatMap(({ received }) => received.map(({ caller }) => caller));
  };
  const before = await callers();
  expect(await callers()).toEqual(before);
  change();
  for (;;) {
    const after = await callers();
    if (JSON.stringify(after) !== JSON.stringify(before)) return { before, after };
    await pause(100);
  }
}

describe('services know while earlier tokens are still valid', () => {
  test(
    'that the roles of a caller changed',
    async () => {
      const { before, after } = await callersOnceChanged('anna', () => know('REPORT_VIEWER'));
      expect(before).toMatchObject(Array.from({ length: 3 }, () => ({ roles: ['GLOBAL_ADMIN'] })));
      expect(after).toMatchObject(Array.from({ length: 3 }, () => ({ roles: ['REPORT_VIEWER'] })));
    },
    IN_TIME,
  );

  test(
    'that a caller has no account any more',
    async () => {
      const { after } = await callersOnceChanged('bela', () => world.answerLookups(() => ({ caller: 'none' })));
      expect(after).toEqual([{ kind: 'unknown-account' }]);
    },
    IN_TIME,
  );
});

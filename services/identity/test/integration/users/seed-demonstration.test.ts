import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expectNoErrors } from '@app/test-kit/graphql-client';
import { identityDataSource } from '../../../src/database/data-source.js';
import { type DemonstrationWorld, seedDemonstration } from '../../../src/users/application/seed-demonstration.js';
import { operator, type TestIdentity, testIdentity } from '../../support/identity.js';

const FILE = join(import.meta.dirname, '../../../../../development/demonstration/demonstration.json');

describe('beside another registered organization', () => {
  it('the demonstration data is created when its load had begun, and otherwise not', async () => {
    const identity = await testIdentity();
    try {
      await identity.register();
      const world = JSON.parse(await readFile(FILE, 'utf8'));
      const dataSource = await identityDataSource(identity.database.appUrl).initialize();
      const deps = {
        dataSource,
        clock: identity.clock,
        reportDay: 10,
        platformTenantId: world.platformTenantId,
        sendsMail: false,
      };
      const seed = (begun: boolean) => seedDemonstration(deps, world, begun);
      expect([await seed(false), await seed(true), await seed(true)]).toEqual([false, true, false]);
      await dataSource.destroy();
    } finally {
      await identity.stop();
    }
  });
});

describe('the demonstration data', () => {
  let identity: TestIdentity;
  let world: DemonstrationWorld & { platformTenantId: string };
  let seed: () => Promise<boolean>;
  beforeAll(async () => {
    identity = await testIdentity();
    world = JSON.parse(await readFile(FILE, 'utf8'));
    seed = async () => {
      const dataSource = await identityDataSource(identity.database.appUrl).initialize();
      const deps = {
        dataSource,
        clock: identity.clock,
        reportDay: 10,
        platformTenantId: world.platformTenantId,
        sendsMail: false,
      };
      return seedDemonstration(deps, world).finally(() => dataSource.destroy());
    };
  });
  afterAll(() => identity.stop());

  it('is created once, also concurrently', async () => {
    const made = await Promise.all([seed(), seed(), seed()]);
    expect(made.filter(Boolean)).toHaveLength(1);
    expect(await seed()).toBe(false);
  });

  it('has every organization and user with the ids of the file, and publishes them all', async () => {
    const asOperator = await identity.as(operator('organizations:write', 'users:read'));
    const { organizations } = expectNoErrors(
      await asOperator.execute<{
        organizations: { nodes: { id: string; users: { nodes: { id: string; department: string | null }[] } }[] };
      }>('{ organizations(first: 100) { nodes { id users(first: 100) { nodes { id status department country } } } } }'),
    );
    const ids = (items: readonly { id: string }[]) => items.map(({ id }) => id).sort();
    expect(ids(organizations.nodes)).toEqual(ids(world.organizations));
    expect(ids(organizations.nodes.flatMap(({ users }) => users.nodes))).toEqual(ids(world.people));
    const placed = (
      items: readonly { department?: string | null | undefined; country?: string | null | undefined }[],
    ) => items.map(({ department, country }) => `${department ?? '-'} ${country ?? '-'}`).sort();
    expect(placed(organizations.nodes.flatMap(({ users }) => users.nodes))).toEqual(placed(world.people));
    expect(new Set(world.people.map(({ department }) => department)).size).toBeGreaterThan(4);
    const [jobs] = await identity.sql<{ n: number }>('SELECT count(*)::int AS n FROM identity_worker.jobs');
    expect(jobs?.n).toBe(2 * (world.organizations.length + world.people.length));
  });

  it('lets its users sign in: known ones, and those with a pending invitation', async () => {
    for (const person of world.people) {
      const organization = world.organizations.find(({ id }) => id === person.organizationId);
      const { body } = await identity.callers({
        tenantId: organization?.tenantId,
        objectId: person.objectId,
        preferredUsername: person.email,
        machine: false,
      });
      const left = (person.deactivatedDaysAgo ?? person.deletedDaysAgo ?? null) !== null;
      expect(body).toMatchObject(left ? { caller: 'none' } : { caller: 'user', userId: person.id });
    }
  });
});

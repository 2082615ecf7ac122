import { randomUUID } from 'node:crypto';
import { type CountingProgress, countMissingCredits } from '../../../src/credits/application/count-credits.js';
import { creditsDataSource } from '../../../src/database/data-source.js';
import type { Dependencies } from '../../../src/dependencies.js';
import { loadRules } from '../../../src/rules/store/load-rules.js';
import { type TestCredits, testCredits } from '../../support/credits.js';

let credits: TestCredits;
let dependencies: Dependencies;
beforeAll(async () => {
  credits = await testCredits({ workers: false });
  const dataSource = await creditsDataSource(credits.database.appUrl).initialize();
  dependencies = { dataSource, clock: credits.clock, rules: loadRules(), creditDeadlineDays: 10, reportDay: 10 };
});
afterAll(async () => {
  await dependencies.dataSource.destroy();
  await credits.stop();
});

const DAY = '2026-05-04T10:00:00.000Z';
const countedOf = (organizationId: string) =>
  credits.sql<{ transaction: string }>(
    'SELECT xmin::text AS transaction FROM credits.credit WHERE organization_id = $1 AND counted_at IS NOT NULL',
    [organizationId],
  );

/** Links and achievements without a job, as in a restored database. */
async function aBacklog(links: number): Promise<string> {
  const organizationId = await credits.anOrganization();
  const { id } = await credits.aUser(organizationId);
  await credits.sql('INSERT INTO credits.person (organization_id, user_id) VALUES ($1, $2)', [organizationId, id]);
  await credits.sql(
    `WITH linked AS (
       INSERT INTO credits.association (id, version, source, profile_id, user_id, organization_id, started_at)
       SELECT gen_random_uuid(), 1, 'MICROSOFT_LEARN', $1 || n, $2, $3, '2026-01-01' FROM generate_series(1, $4::integer) AS n
       RETURNING source, profile_id)
     INSERT INTO credits.achievement (source, profile_id, credential_code, achieved_at, recorded_at)
     SELECT source, profile_id, 'AZ-ADMIN', $5, $5 FROM linked`,
    [randomUUID(), id, organizationId, links, DAY],
  );
  return organizationId;
}

it('counts a backlog in batches with a transaction each, and reports progress', async () => {
  const organizationId = await aBacklog(500);
  const told: CountingProgress[] = [];
  await countMissingCredits(dependencies, 'every-open-link', (progress) => told.push(progress));
  const counted = await countedOf(organizationId);
  expect(counted).toHaveLength(500);
  expect(new Set(counted.map(({ transaction }) => transaction)).size).toBe(3);
  expect(told.slice(0, 3).map((progress) => progress.counted)).toEqual([200, 400, 500]);
});

it('keeps what it counted before an interruption, and counts the rest in the next run', async () => {
  const organizationId = await aBacklog(300);
  const crash = () => {
    throw new Error('the machine went away');
  };
  await expect(countMissingCredits(dependencies, 'every-open-link', crash)).rejects.toThrow();
  const first = (await countedOf(organizationId)).length;
  expect(first).toBeGreaterThan(0);
  expect(first).toBeLessThan(300);
  await Promise.all([1, 2].map(() => countMissingCredits(dependencies, 'every-open-link')));
  expect(await countedOf(organizationId)).toHaveLength(300);
});

it('counts pending credits when their job is lost', async () => {
  const organizationId = await credits.anOrganization();
  const { profileId } = await credits.aLink(await credits.aUser(organizationId));
  await credits.record([{ profileId, credentialCode: 'AZ-ADMIN', achievedAt: DAY }]);
  await credits.sql('DELETE FROM credits_worker._private_jobs');
  expect(await countedOf(organizationId)).toHaveLength(0);
  const told: CountingProgress[] = [];
  await countMissingCredits(dependencies, 'links-with-pending-credits', (progress) => told.push(progress));
  expect(await countedOf(organizationId)).toHaveLength(1);
  await countMissingCredits(dependencies, 'links-with-pending-credits', (progress) => told.push(progress));
  expect(told).toEqual([
    { links: 1, counted: 1, people: 0 },
    { links: 1, counted: 1, people: 1 },
  ]);
});

it('delays no other credit: a single person is counted while a run is in progress', async () => {
  const organizationId = await aBacklog(2_500);
  const single = await credits.anOrganization();
  const service = await credits.another({ workers: true });
  let counted = 0;
  const tell = () => undefined;
  const look = countMissingCredits(dependencies, 'every-open-link', tell);
  const { profileId } = await credits.aLink(await credits.aUser(single));
  await credits.record([{ profileId, credentialCode: 'AZ-ADMIN', achievedAt: DAY }]);
  await credits.until(async () => {
    counted = (await countedOf(single)).length;
    return counted === 1;
  });
  await look;
  await credits.until(async () => (await countedOf(organizationId)).length === 2_500);
  await service.stop();
});

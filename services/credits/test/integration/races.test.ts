import { randomUUID } from 'node:crypto';
import { associationChanged } from '@app/events/association-changed';
import { profileMerged } from '@app/events/profile-merged';
import { type UserChanged, userChanged } from '@app/events/user-changed';
import { expectNoErrors } from '@app/test-kit/graphql-client';
import { Client } from 'pg';
import { countMissingCredits } from '../../src/credits/application/count-credits.js';
import { creditsDataSource } from '../../src/database/data-source.js';
import type { Dependencies } from '../../src/dependencies.js';
import { loadRules } from '../../src/rules/store/load-rules.js';
import { publishSkillsReport } from '../../src/skills-report/application/publish-skills-report.js';
import { aProfile, FEED, type TestCredits, testCredits } from '../support/credits.js';
import { HEADER, line, type TestImporter, testImporter } from '../support/import-file.js';
import { holder } from '../support/skills-reports.js';

// Pairs of concurrent transactions, each of which could miss what the other one writes. One is blocked at the critical
// point.
let credits: TestCredits;
let importer: TestImporter;
let deps: Dependencies;
beforeAll(async () => {
  credits = await testCredits({ workers: false });
  importer = await testImporter(credits);
  const dataSource = await creditsDataSource(credits.database.appUrl).initialize();
  deps = { dataSource, clock: credits.clock, rules: loadRules(), creditDeadlineDays: 10, reportDay: 10 };
});
beforeEach(() => credits.clock.set('2026-08-01T12:00:00.000Z'));
afterAll(async () => {
  await deps.dataSource.destroy();
  await importer.stop();
  await credits.stop();
});

/** Blocks transactions at what the statement locks, until it is released. */
async function holdUp(statement: string, values: unknown[] = []): Promise<() => Promise<void>> {
  const client = new Client({ connectionString: credits.database.adminUrl });
  await client.connect();
  await client.query('BEGIN');
  await client.query(statement, values);
  return async () => {
    await client.query('COMMIT');
    await client.end();
  };
}

const waiting = (howMany: number) =>
  credits.until(async () => {
    const rows = await credits.sql(
      "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
    );
    return rows.length >= howMany;
  });

async function peopleOnReport(organizationId: string, month: string): Promise<number | undefined> {
  const fields = `skillsReport(month: "${month}") { totals { people } }`;
  const [found] = expectNoErrors(await credits.entity('Organization', organizationId, fields))._entities;
  return (found as unknown as { skillsReport: { totals: { people: number } } | null }).skillsReport?.totals.people;
}

it('an achievement that is imported while the holdings of the person are recalculated is recalculated afterwards', async () => {
  const organizationId = await credits.anOrganization();
  const { profileId } = await credits.aLink(await credits.aUser(organizationId));
  const load = async (code: string, finish = async () => {}) =>
    importer.run(await importer.file([HEADER, line({ profileId, code })].join('\n')), { finish });
  await load('AZ-ADMIN');
  const letGo = await holdUp('LOCK TABLE credits.holding IN SHARE MODE');
  const workingOut = countMissingCredits(deps, 'links-with-pending-credits');
  await waiting(1);
  const loading = load('PBI-DA', () => countMissingCredits(deps, 'links-with-pending-credits'));
  await waiting(2);
  await letGo();
  await Promise.all([workingOut, loading]);
  const held = await credits.sql(
    'SELECT credential_code AS code FROM credits.holding WHERE organization_id = $1 ORDER BY code',
    [organizationId],
  );
  expect(held).toEqual([{ code: 'AZ-ADMIN' }, { code: 'PBI-DA' }]);
});

it('a person who links while their rows are imported holds the imported achievements', async () => {
  const organizationId = await credits.anOrganization();
  const [user, profileId] = [await credits.aUser(organizationId), aProfile()];
  const path = await importer.file([HEADER, line({ profileId, code: 'AZ-ADMIN' })].join('\n'));
  const letGo = await holdUp('LOCK TABLE credits.import_job IN SHARE MODE');
  const loading = importer.run(path);
  await waiting(1);
  await credits.aLink(user, { profileId });
  await countMissingCredits(deps, 'every-open-link');
  await letGo();
  await loading;
  expect(
    await credits.sql('SELECT credential_code AS code FROM credits.holding WHERE organization_id = $1', [
      organizationId,
    ]),
  ).toEqual([{ code: 'AZ-ADMIN' }]);
});

it('a person who links during an import that dies before counting holds them after the repeated import', async () => {
  const organizationId = await credits.anOrganization();
  const [user, profileId] = [await credits.aUser(organizationId), aProfile()];
  const path = await importer.file([HEADER, line({ profileId, code: 'AZ-ADMIN' })].join('\n'));
  const letGo = await holdUp('LOCK TABLE credits.import_job IN SHARE MODE');
  const dying = importer.run(path, { count: () => Promise.reject(new Error('It was killed.')) });
  await waiting(1);
  await credits.aLink(user, { profileId });
  await countMissingCredits(deps, 'every-open-link');
  await letGo();
  await expect(dying).rejects.toThrow('killed');
  expect(await importer.run(path)).toMatchObject({ kind: 'imported' });
  expect(
    await credits.sql('SELECT credential_code AS code FROM credits.holding WHERE organization_id = $1', [
      organizationId,
    ]),
  ).toEqual([{ code: 'AZ-ADMIN' }]);
});

it('concurrent events of leaving and return keep the person on the report', async () => {
  const organizationId = await credits.anOrganization();
  const { user } = await holder(credits, organizationId, { 'AZ-ADMIN': '2026-02-01' });
  await countMissingCredits(deps, 'every-open-link');
  const leavingSince = '2026-08-01T12:00:00.000Z';
  const tell = (news: Partial<UserChanged>) =>
    credits.tell(userChanged.type, { ...user, pastOffboardings: [], ...news });
  const letGo = await holdUp('SELECT FROM credits.person WHERE user_id = $1 FOR UPDATE', [user.id]);
  const leaving = tell({
    ...{ version: 2, status: 'DEACTIVATED', deactivatedAt: leavingSince, leavingSince },
    leavesReportAt: '2026-09-10T00:00:00.000Z',
  });
  await waiting(1);
  const returning = tell({ version: 3, leavingSince: null });
  await waiting(2);
  await letGo();
  await Promise.all([leaving, returning]);
  credits.clock.set('2026-09-10T00:01:00.000Z');
  const refresh = new Date('2026-09-10T00:00:00.000Z');
  await publishSkillsReport(deps, { organizationId, month: '2026-09' as never, refresh });
  expect(await peopleOnReport(organizationId, '2026-09')).toBe(1);
});

it('an achievement that is revoked while a report is published is on the report, as it was held at the refresh', async () => {
  const organizationId = await credits.anOrganization();
  const { items } = await holder(credits, organizationId, { 'AZ-ADMIN': '2026-02-01' });
  const month = '2026-08' as never;
  await credits.sql("SELECT credits.prepare_skills_reports('2026-08-01')");
  credits.clock.set('2026-08-10T00:00:20.000Z');
  const letGo = await holdUp('LOCK TABLE credits.skills_report_row IN SHARE MODE');
  const taking = publishSkillsReport(deps, { organizationId, month, refresh: new Date('2026-08-10T00:00:00.000Z') });
  await waiting(1);
  credits.clock.set('2026-08-10T00:00:21.000Z');
  const revoked = await (await credits.as(FEED)).execute(
    'mutation ($input: RevokeAchievementInput!) { revokeAchievement(input: $input) { __typename } }',
    { input: { source: 'MICROSOFT_LEARN', externalId: items[0]?.externalId, reason: 'A mistake' } },
  );
  expect(expectNoErrors(revoked)).toEqual({ revokeAchievement: { __typename: 'RevokeAchievementSuccess' } });
  await letGo();
  await taking;
  expect(await peopleOnReport(organizationId, '2026-08')).toBe(1);
});

it('of two links of an organization that began at the same instant one has the credit, however often it is counted', async () => {
  const organizationId = await credits.anOrganization();
  const profileId = aProfile();
  for (const user of [await credits.aUser(organizationId), await credits.aUser(organizationId)])
    await credits.aLink(user, { profileId });
  await credits.record([{ profileId, credentialCode: 'AZ-ADMIN', achievedAt: '2026-02-05T00:00:00.000Z' }]);
  const counted = async () => {
    await countMissingCredits(deps, 'every-open-link');
    return credits.sql('SELECT user_id FROM credits.credit WHERE organization_id = $1', [organizationId]);
  };
  const first = await counted();
  expect(first).toHaveLength(1);
  for (let look = 0; look < 3; look += 1) expect(await counted()).toEqual(first);
});

it('of several concurrent workers one publishes a report, and none publishes it again', async () => {
  const organizationId = await credits.anOrganization();
  await holder(credits, organizationId, { 'AZ-ADMIN': '2026-02-01' });
  credits.clock.set('2026-08-10T00:00:20.000Z');
  const report = { organizationId, month: '2026-08' as never, refresh: new Date('2026-08-10T00:00:00.000Z') };
  const taken = await Promise.all(Array.from({ length: 4 }, () => publishSkillsReport(deps, report)));
  expect(taken.filter(Boolean)).toHaveLength(1);
  expect(await publishSkillsReport(deps, report)).toBe(false);
  expect(await peopleOnReport(organizationId, '2026-08')).toBe(1);
});

it('an achievement that becomes part of an earlier one while its credit is created has no credit', async () => {
  const organizationId = await credits.anOrganization();
  const [user, profileId] = [await credits.aUser(organizationId), aProfile()];
  await credits.record([{ profileId, credentialCode: 'AZ-ADMIN', achievedAt: '2026-02-05T00:00:00.000Z' }]);
  const letGo = await holdUp(
    `WITH told AS (UPDATE credits.achievement_report SET achievement_id = NULL WHERE profile_id = $1)
     DELETE FROM credits.achievement WHERE profile_id = $1`,
    [profileId],
  );
  const linking = credits.aLink(user, { profileId });
  await waiting(1);
  await letGo();
  await linking;
  expect(await credits.sql('SELECT FROM credits.credit WHERE organization_id = $1', [organizationId])).toEqual([]);
});

it('a merge gives the credit to the link that continues, also when the ended one began later', async () => {
  const organizationId = await credits.anOrganization();
  const [old, surviving] = [aProfile(), aProfile()];
  const [stays, went] = [await credits.aUser(organizationId), await credits.aUser(organizationId)];
  await credits.aLink(stays, { profileId: surviving, startedAt: '2026-01-01T00:00:00.000Z' });
  const ended = await credits.aLink(went, { profileId: old, startedAt: '2026-02-01T00:00:00.000Z' });
  await credits.record([{ profileId: old, credentialCode: 'AZ-ADMIN', achievedAt: '2026-02-05T00:00:00.000Z' }]);
  await countMissingCredits(deps, 'every-open-link');
  const end = { version: 2, endedAt: '2026-03-01T00:00:00.000Z', endReason: 'REMOVED_BY_USER' };
  await credits.tell(associationChanged.type, { ...ended, ...end });
  const merge = { source: 'MICROSOFT_LEARN', fromProfileId: old, intoProfileId: surviving };
  await credits.tell(profileMerged.type, {
    id: randomUUID(),
    version: 1,
    ...merge,
    mergedAt: '2026-07-01T00:00:00.000Z',
  });
  await countMissingCredits(deps, 'every-open-link');
  const fields = 'credits(first: 10) { nodes { state person { id } } }';
  expect(expectNoErrors(await credits.entity('Organization', organizationId, fields))._entities).toEqual([
    { credits: { nodes: [{ state: 'COUNTED', person: { id: stays.id } }] } },
  ]);
});

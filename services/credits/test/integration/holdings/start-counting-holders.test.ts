import { randomUUID } from 'node:crypto';
import { associationChanged } from '@app/events/association-changed';
import { userChanged } from '@app/events/user-changed';
import { inTransaction } from '@app/subgraph-kit/database/transaction';
import { expectNoErrors } from '@app/test-kit/graphql-client';
import type { DataSource } from 'typeorm';
import { creditsDataSource } from '../../../src/database/data-source.js';
import { compactHolderChanges } from '../../../src/holdings/application/compact-holder-changes.js';
import { startCountingHolders } from '../../../src/holdings/application/start-counting-holders.js';
import { registerLists } from '../../../src/holdings/store/holder-change.store.js';
import { listOf } from '../../../src/rules/domain/credential-list.js';
import { aProfile, FEED, type TestCredits, testCredits } from '../../support/credits.js';

let credits: TestCredits;
let dataSource: DataSource;
beforeAll(async () => {
  credits = await testCredits();
  dataSource = await creditsDataSource(credits.database.appUrl).initialize();
});
afterAll(async () => {
  await dataSource.destroy();
  await credits.stop();
});

const REVOKE = `mutation ($input: RevokeAchievementInput!) { revokeAchievement(input: $input) { __typename } }`;
const CODES = ['AZ-ADMIN', 'AZ-ARCH', 'PBI-DA', 'COSMOS', 'SEC-OPS', 'AZ-SEC'];

/** The sums of the changes per organization, list and day, beside the people who hold a credential of the list. */
async function disagreements(): Promise<unknown[]> {
  return credits.sql(`
    WITH day AS (SELECT ('2024-06-01'::date + 30 * step)::date AS day FROM generate_series(0, 48) AS step),
    asked AS (SELECT counted.organization_id, list.id, list.members, day
      FROM credits.counted_list counted JOIN credits.credential_list list ON list.id = counted.list_id CROSS JOIN day)
    SELECT * FROM (
      SELECT asked.organization_id, asked.id, asked.day,
        (SELECT coalesce(sum(change), 0) FROM (
          SELECT organization_id, list_id, day, change FROM credits.holder_change
          UNION ALL SELECT organization_id, list_id, day, change FROM credits.holder_change_daily) AS known
          WHERE organization_id = asked.organization_id AND list_id = asked.id AND known.day <= asked.day) AS counted,
        (SELECT count(DISTINCT person_ref) FROM credits.holding
          JOIN jsonb_to_recordset(asked.members) AS member ("credentialCode" text, "from" date, until date)
            ON member."credentialCode" = credential_code AND coalesce(member."from" <= asked.day, true)
              AND coalesce(member.until > asked.day, true)
          WHERE organization_id = asked.organization_id AND counts_from <= asked.day
            AND coalesce(counts_until > asked.day, true)) AS people
      FROM asked) AS compared
    WHERE counted <> people`);
}

/** People who link, achieve, lose, leave and move, all concurrently. */
async function aBusyYear(organizations: readonly string[], people: number): Promise<void> {
  await Promise.all(
    Array.from({ length: people }, async (_, number) => {
      const organizationId = organizations[number % organizations.length] ?? '';
      const profileId = aProfile();
      const user = await credits.aUser(organizationId);
      const codes = CODES.filter((_code, index) => (number + index) % 3 !== 0);
      const items = codes.map((credentialCode, index) => ({
        externalId: randomUUID(),
        profileId,
        credentialCode,
        achievedAt: `202${4 + (index % 3)}-0${1 + (number % 7)}-11T08:00:00.000Z`,
      }));
      const [link] = await Promise.all([credits.aLink(user, { profileId }), credits.record(items)]);
      const ended = { ...link, version: 2, endedAt: '2026-06-03T10:00:00.000Z', endReason: 'REMOVED_BY_USER' };
      const left = { ...user, version: 2, status: 'DEACTIVATED', leavesReportAt: '2026-08-10T00:00:00.000Z' };
      await Promise.all([
        number % 4 === 0 ? credits.tell(associationChanged.type, ended) : undefined,
        number % 5 === 0 ? credits.tell(userChanged.type, left) : undefined,
        number % 3 === 0
          ? (await credits.as(FEED)).execute(REVOKE, {
              input: { source: 'MICROSOFT_LEARN', externalId: items[0]?.externalId, reason: 'A mistake' },
            })
          : undefined,
      ]);
    }),
  );
  await credits.allCounted();
}

describe('numbers of holders', () => {
  it('keeps the sums of changes equal to the holders on every day after concurrent writes', async () => {
    const organizations = [await credits.anOrganization(), await credits.anOrganization()];
    await aBusyYear(organizations, 30);
    const [row] = await credits.sql<{ held: number }>('SELECT count(*)::integer AS held FROM credits.holding');
    expect(row?.held).toBeGreaterThan(40);
    expect(await disagreements()).toEqual([]);
  });

  it('compacts without changing a sum, twice at once and beside writers', async () => {
    const organizationId = await credits.anOrganization();
    await Promise.all([aBusyYear([organizationId], 12), ...[1, 2, 3].map(() => compactHolderChanges({ dataSource }))]);
    await Promise.all([1, 2].map(() => compactHolderChanges({ dataSource })));
    expect(await disagreements()).toEqual([]);
    expect(await credits.sql('SELECT FROM credits.holder_change WHERE organization_id = $1', [organizationId])).toEqual(
      [],
    );
    const months = await credits.sql<{ change: number; days: string }>(
      `SELECT list_id, month, change, (
       SELECT sum(change) FROM credits.holder_change_daily WHERE organization_id = $1 AND list_id = whole.list_id
         AND date_trunc('month', day) = month) AS days
     FROM credits.holder_change_monthly whole WHERE organization_id = $1`,
      [organizationId],
    );
    expect(months.length).toBeGreaterThan(10);
    for (const { change, days } of months) expect(change).toBe(Number(days));
  });

  it('starts to count a list of new rules once, beside writers', async () => {
    const organizationId = await credits.anOrganization();
    await aBusyYear([organizationId], 9);
    const list = listOf(['AZ-ADMIN', 'COSMOS', { credentialCode: 'AZ-SEC', from: '2026-01-01' as never }]);
    await inTransaction(dataSource, 'every-organization', (manager) => registerLists(manager, [list]));
    await Promise.all([
      startCountingHolders({ dataSource }),
      aBusyYear([organizationId], 9),
      startCountingHolders({ dataSource }),
    ]);
    await startCountingHolders({ dataSource });
    const counted = await credits.sql(
      'SELECT 1 FROM credits.counted_list WHERE organization_id = $1 AND list_id = (SELECT id FROM credits.credential_list WHERE content = $2)',
      [organizationId, list.id],
    );
    expect(counted).toHaveLength(1);
    expect(await disagreements()).toEqual([]);
  });

  it('counts the same holders by new changes, compacted changes, both, and holdings', async () => {
    const organizationId = await credits.anOrganization();
    await aBusyYear([organizationId], 8);
    const days = ['2024-02-29', '2025-03-01', '2025-03-11', '2026-06-30', '2027-01-01', '2027-04-12'];
    const score = async () =>
      expectNoErrors(
        await credits.entity(
          'Organization',
          organizationId,
          `designations { code scoreExact } specializations { code skilling requirements { peopleHave } }
         forecast(months: 36) { on designation skillingPoints attainable }
         ${days.map((day, index) => `day${index}: designations(on: "${day}") { code skillingPoints }`).join(' ')}`,
        ),
      );
    const fresh = await score();
    await compactHolderChanges({ dataSource });
    expect(await score()).toEqual(fresh);
    for (const table of ['counted_list', 'holder_change', 'holder_change_daily', 'holder_change_monthly'])
      await credits.sql(`DELETE FROM credits.${table} WHERE organization_id = $1`, [organizationId]);
    expect(await score()).toEqual(fresh);
    await startCountingHolders({ dataSource });
    expect(await score()).toEqual(fresh);
    expect(await disagreements()).toEqual([]);

    await compactHolderChanges({ dataSource });
    await aBusyYear([organizationId], 5);
    const partlyFolded = await score();
    expect(partlyFolded).not.toEqual(fresh);
    await compactHolderChanges({ dataSource });
    expect(await score()).toEqual(partlyFolded);
    expect(await disagreements()).toEqual([]);
  });
});

import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestDatabase } from '@app/test-kit/database';
import { fixedClock } from '@app/test-kit/fixed-clock';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { associationDataSource } from '../../../src/database/data-source.js';
import { applyUserChanged } from '../../../src/leavers/application/apply-user-changed.js';
import { type DemonstrationLink, seedDemonstration } from '../../../src/processes/seed-demonstration.js';
import { associationDatabase, POLICY } from '../../support/database.js';
import { until } from '../../support/until.js';
import { userState } from '../../support/user-events.js';

const file = join(import.meta.dirname, '../../../../../development/demonstration/demonstration.json');
const { associations } = JSON.parse(readFileSync(file, 'utf8')) as { associations: DemonstrationLink[] };
const now = '2026-11-22T12:00:00.000Z';
const daysAgo = (days: number | null) =>
  days === null ? null : new Date(Date.parse(now) - Math.round(days * 86_400_000));

let database: TestDatabase;
beforeEach(async () => {
  database = await associationDatabase();
});
afterEach(() => database.drop());

test('replays the history of the demonstration as written, once', async () => {
  const dataSource = await associationDataSource(database.appUrl).initialize();
  const admin = new Client({ connectionString: database.adminUrl });
  await admin.connect();
  try {
    const deps = { dataSource, clock: fixedClock(now), policy: POLICY };
    expect(await seedDemonstration(deps, associations)).toEqual({ started: associations.length });
    expect(await seedDemonstration(deps, associations)).toEqual({ started: 0 });
    const { rows } = await admin.query(
      'SELECT id, profile_id, user_id, started_at, ended_at, end_reason FROM association.association ORDER BY id',
    );
    expect(rows).toEqual(
      associations
        .map((link) => ({
          ...{ id: link.id, profile_id: link.profileId, user_id: link.personId, end_reason: link.endReason },
          ...{ started_at: daysAgo(link.startedDaysAgo), ended_at: daysAgo(link.endedDaysAgo) },
        }))
        .sort((a, b) => (a.id < b.id ? -1 : 1)),
    );
    const activity = await admin.query('SELECT count(*)::int AS count FROM association.activity');
    const ends = associations.filter((link) => link.endReason !== null).length;
    expect(activity.rows[0].count).toBe(associations.length + ends);
    const jobs = await admin.query(
      `SELECT payload->'envelope'->>'type' AS type, count(*)::int AS count FROM association_worker._private_jobs
        GROUP BY type ORDER BY type`,
    );
    const expected = (type: string) => expect.objectContaining({ type });
    expect(jobs.rows).toEqual([expected('association.allowance.changed.v1'), expected('association.changed.v1')]);
    expect(jobs.rows[1].count).toBe(associations.length);
  } finally {
    await admin.end();
    await dataSource.destroy();
  }
}, 180_000);

test('writes the history around a link that a user made during the load', async () => {
  const dataSource = await associationDataSource(database.appUrl).initialize();
  try {
    const deps = { dataSource, clock: fixedClock(now), policy: POLICY };
    const { personId, profileId, source } = earliestOnlyLink();
    const own = associations.find((link) => link.personId === personId && link.source === source);
    const made = { ...own, id: randomUUID(), startedDaysAgo: 0.001, endedDaysAgo: null, endReason: null };
    expect(await seedDemonstration(deps, [made as DemonstrationLink])).toEqual({ started: 1 });
    const overtaken = associations.filter(
      (link) => link.source === source && (link.personId === personId || link.profileId === profileId),
    );
    expect(await seedDemonstration(deps, associations)).toEqual({ started: 0 });
    expect(await seedDemonstration(deps, associations, true)).toEqual({
      started: associations.length - overtaken.length,
    });
    expect(await seedDemonstration(deps, associations, true)).toEqual({ started: 0 });
  } finally {
    await dataSource.destroy();
  }
}, 180_000);

test('a user whose event arrives during the load is on the roster as linked', async () => {
  const dataSource = await associationDataSource(database.appUrl).initialize();
  const admin = new Client({ connectionString: database.adminUrl });
  await admin.connect();
  try {
    const deps = { dataSource, clock: fixedClock(now), policy: POLICY };
    // Written first, and no later step concerns the user.
    const { personId: id, organizationId, source, startedDaysAgo } = earliestOnlyLink();
    const history = associations.filter((link) => link.startedDaysAgo <= startedDaysAgo);
    const seeding = seedDemonstration(deps, history);
    await until(async () => (await admin.query(WRITERS)).rows.length > 0);
    await Promise.all([
      seeding,
      applyUserChanged(deps, userState({ id, organizationId }), { at: new Date(now), requestId: 'news' }),
    ]);
    const { rows } = await admin.query('SELECT state, linked_sources FROM association.member WHERE user_id = $1', [id]);
    expect(rows).toEqual([{ state: 'LINKED', linked_sources: [source] }]);
  } finally {
    await admin.end();
    await dataSource.destroy();
  }
}, 180_000);

function earliestOnlyLink(): DemonstrationLink {
  const isOnly = ({ personId }: DemonstrationLink) =>
    associations.filter((other) => other.personId === personId).length === 1;
  const [first] = associations
    .filter((link) => link.endedDaysAgo === null && isOnly(link))
    .sort((a, b) => b.startedDaysAgo - a.startedDaysAgo);
  if (first === undefined) throw new Error('All people of the demonstration have several links.');
  return first;
}

const WRITERS = `SELECT FROM pg_locks WHERE relation = 'association.association'::regclass AND mode = 'RowExclusiveLock' AND database = (
  SELECT oid FROM pg_database WHERE datname = current_database())`;

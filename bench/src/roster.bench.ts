import { randomUUID } from 'node:crypto';
import { prepareAssociation } from '@app/association/processes/prepare';
import {
  countRoster,
  listRoster,
  type RosterPlace,
  type RosterSelection,
  rosterSummaries,
} from '@app/association/roster/store/roster.store';
import { rosterBreakdowns } from '@app/association/roster/store/roster-breakdown.store';
import { readPool } from '@app/subgraph-kit/database/pool';
import { RequestReads } from '@app/subgraph-kit/database/reads';
import { createLog } from '@app/subgraph-kit/processes/log';
import { testRolePasswords } from '@app/test-kit/database';
import type pg from 'pg';
import { type Bench, benchmark, explainingReads, growthOf, median, planOf, urlOf } from './harness.js';

// The rosters of organizations of 1,000, 10,000 and 100,000 users that share the tables: times as the app role under row
// level security, through the store, and their growth. Half are linked, 48 of 100 are not, some are invited or leaving.
// Argument: --plans.
type Organization = { readonly id: string; readonly members: number };

const ROUNDS = 30;
const now = new Date();
const organizations: Organization[] = [1_000, 10_000, 100_000].map((members) => ({ id: randomUUID(), members }));
const all: RosterSelection = { states: null, source: null, search: null };
const notLinked: RosterSelection = { ...all, states: ['NOT_LINKED'] };

await benchmark('roster', async ({ serverUrl, admin, print, hasFlag }) => {
  await prepareAssociation(serverUrl, testRolePasswords, { yearMode: 'rolling', perYear: 3, coolOffDays: 30 });
  for (const organization of organizations) await fill(admin, organization);
  await admin.query('VACUUM ANALYZE association.member');

  const url = urlOf(serverUrl, { user: 'association_app', password: testRolePasswords.appPassword });
  const pool = readPool(url, createLog('bench'));
  const report = <Result>(name: string, run: Run<Result>, show: (result: Result) => string) =>
    measure(pool, print, { name, run, show, plans: hasFlag('--plans') });
  const page = (name: string, selection: RosterSelection, after: (of: Organization) => RosterPlace | null) =>
    report(
      name,
      (reads, of) => listRoster(reads, of.id, selection, { now, after: after(of), limit: 101 }),
      (rows) => `${rows.length} rows`,
    );

  for (const order of ['NAME_DESC', 'LINKED_SINCE_ASC', 'LINKED_SINCE_DESC', 'LEAVES_REPORT_AT_ASC'] as const)
    for (const where of ['first page', 'page in the middle'] as const)
      await report(
        `all by ${order}, ${where}`,
        (reads, of) => {
          const after = [...middleOf(of), '2026-01-10T00:00:00Z'] as unknown as RosterPlace;
          return listRoster(reads, of.id, all, {
            now,
            order,
            after: where === 'first page' ? null : after,
            limit: 101,
          });
        },
        (rows) => `${rows.length} rows`,
      );
  await page('NOT_LINKED, first page', notLinked, () => null);
  await page('NOT_LINKED, page in the middle', notLinked, middleOf);
  await page('all, page in the middle', all, middleOf);
  await page('NOT_LINKED, search that finds a few', { ...notLinked, search: 'person 00099' }, () => null);
  await page('NOT_LINKED, search that finds none', { ...notLinked, search: 'no such name' }, () => null);
  await report('NOT_LINKED, total', (reads, of) => countRoster(reads, of.id, notLinked, now), String);
  for (const search of ['no such name', 'person'])
    await report(
      `all, total of a search for ${search}`,
      (reads, of) => countRoster(reads, of.id, { ...all, search }, now),
      String,
    );
  await report(
    'link summary',
    (reads, of) => rosterSummaries(reads, [of.id], now),
    (rows) => `${rows.length} summary`,
  );
  for (const by of ['DEPARTMENT', 'DEPARTMENT_AND_COUNTRY'] as const)
    await report(
      `breakdown by ${by}`,
      async (reads, of) => (await rosterBreakdowns(reads, [of.id], { by, first: 50, now })).get(of.id),
      (found) => `${found?.groups.length} groups and ${found?.others.groups} others`,
    );
  await pool.end();
});

/** Without the triggers, which would look for links row by row. */
async function fill(admin: pg.Client, { id, members }: Organization): Promise<void> {
  await admin.query('SET session_replication_role = replica');
  await admin.query(
    `INSERT INTO association.member (user_id, version, organization_id, email, display_name, status, invited_at,
       leaves_report_at, linked_sources, linked_since, department, country)
     SELECT uuidv7(), 1, $1, 'p' || n || '@firm.example', 'Person ' || lpad(((n * 7919) % $2)::text, 6, '0'),
       CASE WHEN n > $2 * 0.99 THEN 'INVITED' ELSE 'ACTIVE' END, '2026-01-01T00:00:00Z',
       CASE WHEN n BETWEEN $2 * 0.98 AND $2 * 0.99 THEN '2099-01-10T00:00:00Z'::timestamptz END,
       CASE WHEN n <= $2 / 2 THEN '{MICROSOFT_LEARN}'::text[] ELSE '{}' END,
       CASE WHEN n <= $2 / 2 THEN '2026-01-10T00:00:00Z'::timestamptz END,
       CASE WHEN n % 10 > 0 THEN 'Department ' || n % 400 END, chr(65 + n % 26) || 'X'
     FROM generate_series(1, $2::integer) AS n`,
    [id, members],
  );
}

/** The middle of the names, in front of the user who has that name. */
function middleOf({ members }: Organization): RosterPlace {
  return [`person ${String(members / 2).padStart(6, '0')}`, '00000000-0000-0000-0000-000000000000'];
}

type Run<Result> = (reads: RequestReads, organization: Organization) => Promise<Result>;

/** The medians of several requests with a transaction each. Organizations take turns, so that all meet the same machine. */
async function measure<Result>(
  pool: pg.Pool,
  print: Bench['print'],
  asked: { name: string; run: Run<Result>; show: (result: Result) => string; plans: boolean },
): Promise<void> {
  const { name, run, show, plans } = asked;
  const times = organizations.map((): number[] => []);
  let shown = '';
  for (let round = 0; round < ROUNDS; round += 1)
    for (const [index, organization] of organizations.entries()) {
      const reads = new RequestReads(pool, { organizationId: organization.id });
      const begun = performance.now();
      shown = show(await run(reads, organization));
      times[index]?.push(performance.now() - begun);
      await reads.close();
    }
  print(`${name.padEnd(45)} ${growthOf(times.map(median), 'ms')} (${shown})`);
  const largest = organizations.at(-1);
  if (!plans || largest === undefined) return;
  const explain = explainingReads(
    (statement, values) => planOf(pool, largest.id, statement, values),
    (_statement, plan) => print(`${plan.join('\n')}\n`),
  );
  await run(explain, largest);
}

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
import { type Bench, benchmark, explainingReads, median, planOf, urlOf } from './harness.js';

// The roster of an organization of 100,000 users: times as the app role under row level security, through the store. Half
// are linked, 48 of 100 are not, some are invited or leaving; a second such organization shares the table. Argument: --plans.
const MEMBERS = 100_000;
const ROUNDS = 30;
const now = new Date();
const here = randomUUID();
const all: RosterSelection = { states: null, source: null, search: null };
const notLinked: RosterSelection = { ...all, states: ['NOT_LINKED'] };
const MIDDLE: RosterPlace = ['person 050000', '00000000-0000-0000-0000-000000000000'];

await benchmark('roster', async ({ serverUrl, admin, print, hasFlag }) => {
  await prepareAssociation(serverUrl, testRolePasswords, { yearMode: 'rolling', perYear: 3, coolOffDays: 30 });
  for (const organizationId of [here, randomUUID()]) await fill(admin, organizationId);
  await admin.query('VACUUM ANALYZE association.member');

  const url = urlOf(serverUrl, { user: 'association_app', password: testRolePasswords.appPassword });
  const pool = readPool(url, createLog('bench'));
  const report = <Result>(
    name: string,
    run: (reads: RequestReads) => Promise<Result>,
    show: (result: Result) => string,
  ) => measure(pool, print, { name, run, show, plans: hasFlag('--plans') });
  const page = (name: string, selection: RosterSelection, after: RosterPlace | null) =>
    report(
      name,
      (reads) => listRoster(reads, here, selection, { now, after, limit: 101 }),
      (rows) => `${rows.length} rows`,
    );

  for (const order of ['NAME_DESC', 'LINKED_SINCE_ASC', 'LINKED_SINCE_DESC', 'LEAVES_REPORT_AT_ASC'] as const)
    for (const [where, after] of [
      ['first page', null],
      ['page in the middle', [...MIDDLE.slice(0, 2), '2026-01-10T00:00:00Z'] as unknown as RosterPlace],
    ] as const)
      await report(
        `all by ${order}, ${where}`,
        (reads) => listRoster(reads, here, all, { now, order, after, limit: 101 }),
        (rows) => `${rows.length} rows`,
      );
  const middle = await placeInTheMiddle(pool);
  await page('NOT_LINKED, first page', notLinked, null);
  await page('NOT_LINKED, page in the middle', notLinked, middle);
  await page('all, page in the middle', all, middle);
  await page('NOT_LINKED, search that finds a few', { ...notLinked, search: 'person 09999' }, null);
  await page('NOT_LINKED, search that finds none', { ...notLinked, search: 'no such name' }, null);
  await report('NOT_LINKED, total', (reads) => countRoster(reads, here, notLinked, now), String);
  for (const search of ['no such name', 'person'])
    await report(
      `all, total of a search for ${search}`,
      (reads) => countRoster(reads, here, { ...all, search }, now),
      String,
    );
  await report(
    'link summary',
    (reads) => rosterSummaries(reads, [here], now),
    (rows) => JSON.stringify(rows),
  );
  for (const by of ['DEPARTMENT', 'DEPARTMENT_AND_COUNTRY'] as const)
    await report(
      `breakdown by ${by}`,
      (reads) => rosterBreakdowns(reads, [here], { by, first: 50, now }),
      (found) => `${found.get(here)?.groups.length} groups and ${found.get(here)?.others.groups} others`,
    );
  await pool.end();
});

/** Without the triggers, which would look for links row by row. */
async function fill(admin: pg.Client, organizationId: string): Promise<void> {
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
    [organizationId, MEMBERS],
  );
}

async function placeInTheMiddle(pool: pg.Pool): Promise<RosterPlace> {
  const reads = new RequestReads(pool, { organizationId: here });
  const [row] = await listRoster(reads, here, notLinked, { now, after: MIDDLE, limit: 1 });
  await reads.close();
  if (row === undefined) throw new Error('The roster has no page in the middle.');
  return [row.sortName, row.userId];
}

/** The median of several requests with a transaction each. */
async function measure<Result>(
  pool: pg.Pool,
  print: Bench['print'],
  {
    name,
    run,
    show,
    plans,
  }: {
    name: string;
    run: (reads: RequestReads) => Promise<Result>;
    show: (result: Result) => string;
    plans: boolean;
  },
): Promise<void> {
  const times: number[] = [];
  let result: Result | undefined;
  for (let round = 0; round < ROUNDS; round += 1) {
    const reads = new RequestReads(pool, { organizationId: here });
    const begun = performance.now();
    result = await run(reads);
    times.push(performance.now() - begun);
    await reads.close();
  }
  print(`${name}: ${median(times).toFixed(1)} ms (${show(result as Result)})`);
  if (!plans) return;
  const explain = explainingReads(
    (statement, values) => planOf(pool, here, statement, values),
    (_statement, plan) => print(`${plan.join('\n')}\n`),
  );
  await run(explain);
}

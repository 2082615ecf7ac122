import { randomUUID } from 'node:crypto';
import { creditsDataSource } from '@app/credits/database/data-source';
import { MIGRATIONS } from '@app/credits/database/migrations';
import { recalculateLearners } from '@app/credits/holdings/store/learner.store';
import { type DayRange, readRange } from '@app/credits/learn-analytics/domain/day-range';
import {
  learnMonths,
  learnPeople,
  learnTop,
  learnTotals,
} from '@app/credits/learn-analytics/store/learn-analytics.store';
import { columns, integer } from '@app/subgraph-kit/database/columns';
import { readPool } from '@app/subgraph-kit/database/pool';
import { prepareService } from '@app/subgraph-kit/database/prepare-service';
import { RequestReads } from '@app/subgraph-kit/database/reads';
import { inTransaction } from '@app/subgraph-kit/database/transaction';
import { createLog } from '@app/subgraph-kit/processes/log';
import { testRolePasswords } from '@app/test-kit/database';
import type pg from 'pg';
import {
  type Bench,
  benchmark,
  cpuSeconds,
  explainingReads,
  growthOf,
  median,
  planOf,
  secondsSince,
  urlOf,
} from './harness.js';

// Learn analytics of organizations of 1,000, 10,000 and 100,000 users that share the tables, with 30 completions each in three
// years, as the app role under row level security, through the store, and their growth. Argument: --plans.
type Organization = { readonly id: string; readonly people: number };
type Run = (reads: RequestReads, organizationId: string) => Promise<readonly unknown[]>;

const ROUNDS = 9;
const FIRST_ID = '00000000-0000-0000-0000-000000000000';
const PID = columns({ pid: integer('pg_backend_pid()') });
const now = new Date('2026-11-01T00:00:00Z');
const organizations: Organization[] = [1_000, 10_000, 100_000].map((people) => ({ id: randomUUID(), people }));

await benchmark('learn-analytics', async ({ serverUrl, admin, print, hasFlag }) => {
  await prepareService({ adminUrl: serverUrl, service: 'credits', migrations: MIGRATIONS, ...testRolePasswords });
  for (const organization of organizations) await fill(admin, organization);
  await admin.query('VACUUM ANALYZE');

  // On a busy machine a statement may take longer than the limit of the role.
  await admin.query("ALTER ROLE credits_app SET statement_timeout = '60s'");
  const url = urlOf(serverUrl, { user: 'credits_app', password: testRolePasswords.appPassword });
  const pool = readPool(url, createLog('bench'));
  const spans = {
    'a month': rangeOf('2026-09-01', '2026-09-30'),
    'a year': rangeOf('2025-11-01', '2026-10-31'),
    'a year from the 15th': rangeOf('2025-10-15', '2026-10-14'),
    'three years and more': rangeOf('1980-01-01', '2026-10-31'),
  };
  for (const [span, range] of Object.entries(spans)) {
    const period = { now, ...range };
    const page = { limit: 100, after: null, search: null };
    const cases: Record<string, Run> = {
      totals: (reads, id) => learnTotals(reads, [id], period),
      'by month': (reads, id) => learnMonths(reads, [id], period),
      'top names': (reads, id) => learnTop(reads, [id], period, { dimension: 'NAME', first: 5 }),
      'top roles': (reads, id) => learnTop(reads, [id], period, { dimension: 'ROLE', first: 5 }),
      'individuals, first page': (reads, id) => learnPeople(reads, [id], period, page),
      'individuals, first row and page in the middle': async (reads, id) => {
        const [first] = await learnPeople(reads, [id], period, { ...page, limit: 1 });
        const half = Math.floor(((first?.modules ?? 0) + (first?.paths ?? 0)) / 2);
        return learnPeople(reads, [id], period, { ...page, after: [String(half), FIRST_ID] });
      },
      'individuals, search that finds a few': (reads, id) =>
        learnPeople(reads, [id], period, { ...page, search: { by: 'name', text: 'person 00099' } }),
    };
    for (const [name, run] of Object.entries(cases))
      await measure(pool, { name: `${span}: ${name}`, run, plans: hasFlag('--plans') }, print);
  }
  await pool.end();
  await calculate(admin, url, print);
});

function rangeOf(from: string, to: string): DayRange {
  const range = readRange(from, to);
  if ('fault' in range) throw new Error(range.fault);
  return range;
}

/** Fills the tables that queries read; the job that calculates them is measured separately. */
async function fill(admin: pg.Client, { id: organizationId, people }: Organization): Promise<void> {
  await admin.query('SET session_replication_role = replica');
  await admin.query(
    `INSERT INTO credits.user_account (id, version, organization_id, email, display_name, status)
     SELECT uuidv7(), 1, $1, 'p' || n || '@firm.example', 'Person ' || lpad(n::text, 6, '0'), 'ACTIVE'
     FROM generate_series(1, $2::integer) AS n`,
    [organizationId, people],
  );
  await admin.query(
    'INSERT INTO credits.person (organization_id, user_id) SELECT organization_id, id FROM credits.user_account WHERE organization_id = $1',
    [organizationId],
  );
  await admin.query(
    `INSERT INTO credits.training_item (source, kind, uid) SELECT * FROM (
     SELECT 'MICROSOFT_LEARN', CASE WHEN n <= 3000 THEN 'MODULE' ELSE 'LEARNING_PATH' END, 'learn.wwl.item-' || n
     FROM generate_series(1, 3300) AS n) AS item
     WHERE NOT EXISTS (SELECT FROM credits.training_item)`,
  );
  await admin.query(
    `INSERT INTO credits.training_completion
       (source, external_id, profile_id, uid, kind, title, roles, products, completed_at, recorded_at)
     SELECT source, $2::text || '/' || id || '/' || k, '1' || id, uid, kind, 'Item ' || uid, ARRAY['role ' || id % 12, 'role ' || id % 7],
       ARRAY['product ' || id % 40], $1, $1
     FROM credits.training_item CROSS JOIN generate_series(1, 10) AS k`,
    [now, organizationId],
  );
  const days = (each: number) => `(SELECT array_agg(day ORDER BY day) FROM (
    SELECT $2::integer - (hashint4(n * 64 + k) & 2147483647) % 1095 AS day FROM generate_series(1, ${each}) AS k) AS d)`;
  const items = (each: number, from: number, count: number) =>
    `(SELECT array_agg(${from} + (n * 31 + k * 97) % ${count}) FROM generate_series(1, ${each}) AS k)`;
  await admin.query(
    `INSERT INTO credits.learner (organization_id, user_id, person_ref, module_days, module_items, path_days, path_items)
     SELECT organization_id, user_id, ref, ${days(27)}, ${items(27, 1, 3000)}, ${days(3)}, ${items(3, 3001, 300)}
     FROM (SELECT *, row_number() OVER ()::integer AS n FROM credits.person WHERE organization_id = $1) AS person`,
    [organizationId, Math.floor(now.getTime() / 86_400_000)],
  );
  await admin.query(
    `INSERT INTO credits.completion_change (organization_id, month, item_id, change)
     SELECT $1, month, item, count(*)
     FROM (
       SELECT DISTINCT user_id, item, date_trunc('month', DATE '1970-01-01' + day)::date AS month
       FROM (SELECT user_id, unnest(module_items || path_items) AS item, unnest(module_days || path_days) AS day
             FROM credits.learner WHERE organization_id = $1) AS completion) AS pair
     GROUP BY month, item`,
    [organizationId],
  );
}

/** The job: calculates the completions of 500 users from the feed. */
async function calculate(admin: pg.Client, url: string, print: Bench['print']): Promise<void> {
  const organizationId = randomUUID();
  await admin.query(
    `WITH person AS (
       INSERT INTO credits.person (organization_id, user_id) SELECT $1, uuidv7() FROM generate_series(1, 500)
       RETURNING user_id
     ), link AS (
       INSERT INTO credits.association (id, version, source, profile_id, user_id, organization_id, started_at)
       SELECT uuidv7(), 1, 'MICROSOFT_LEARN', user_id::text, user_id, $1, '2026-01-01T00:00:00Z' FROM person
       RETURNING profile_id
     )
     INSERT INTO credits.training_completion
       (source, external_id, profile_id, uid, kind, title, roles, products, completed_at, recorded_at)
     SELECT 'MICROSOFT_LEARN', profile_id || '/' || k, profile_id, 'learn.wwl.item-' || k * 97, 'MODULE', 'Item', '{}', '{}',
       $2::timestamptz - make_interval(days => k * 30), $2
     FROM link CROSS JOIN generate_series(1, 30) AS k`,
    [organizationId, now],
  );
  const people = await admin.query<{ userId: string }>(
    'SELECT user_id AS "userId" FROM credits.person WHERE organization_id = $1',
    [organizationId],
  );
  const source = await creditsDataSource(url).initialize();
  const begun = performance.now();
  await inTransaction(source, 'every-organization', (manager) =>
    recalculateLearners(
      manager,
      people.rows.map(({ userId }) => ({ organizationId, userId })),
      now,
    ),
  );
  print(`calculating 500 users with 30 completions each: ${secondsSince(begun)} s`);
  await source.destroy();
}

/**
 * The medians of several transactions and the CPU time of the server, which other load does not change. Organizations take
 * turns, so that all meet the same machine.
 */
async function measure(
  pool: pg.Pool,
  { name, run, plans }: { name: string; run: Run; plans: boolean },
  print: Bench['print'],
): Promise<void> {
  const times = organizations.map((): number[] => []);
  const busy = organizations.map(() => 0);
  let found: readonly unknown[] = [];
  for (let round = 0; round < ROUNDS; round += 1)
    for (const [index, { id }] of organizations.entries()) {
      const reads = new RequestReads(pool, { organizationId: id });
      const begun = performance.now();
      const [{ pid } = { pid: 0 }] = await reads.query({ name: 'pid', columns: PID, text: `SELECT ${PID}` }, []);
      const before = cpuSeconds(pid) ?? Number.NaN;
      found = await run(reads, id);
      busy[index] = (busy[index] ?? 0) + (cpuSeconds(pid) ?? Number.NaN) - before;
      times[index]?.push(performance.now() - begun);
      await reads.close();
    }
  const cpu = busy.map((seconds) => ((seconds / ROUNDS) * 1_000).toFixed(0)).join(', ');
  print(`${name.padEnd(60)} ${growthOf(times.map(median), 'ms')}; CPU ${cpu} ms (${found.length} rows)`);
  const largest = organizations.at(-1)?.id;
  if (plans && largest !== undefined) await run(explaining(pool, largest, print), largest);
}

function explaining(pool: pg.Pool, organizationId: string, print: Bench['print']): RequestReads {
  return explainingReads(
    (statement, values) => planOf(pool, organizationId, statement, values),
    (_statement, plan) => print(`${plan.join('\n')}\n`),
  );
}

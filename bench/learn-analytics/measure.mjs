// Learn analytics of an organisation of 100,000 people with 3,000,000 completions over three years: plans as the app role
// under row level security, and times through the store that the API uses. From the root, after `npm run build`:
//
//   node bench/learn-analytics/measure.mjs [--plans]     (TEST_DATABASE=embedded uses the embedded server, else a container)
//
// A second organisation as large shares the tables. With --plans it prints them too.
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createLog } from '@app/subgraph-kit/log';
import { readPool } from '@app/subgraph-kit/pool';
import { prepareService } from '@app/subgraph-kit/prepare-service';
import { RequestReads } from '@app/subgraph-kit/reads';
import { inTransaction } from '@app/subgraph-kit/transaction';
import { testRolePasswords } from '@app/test-kit/database';
import { startTestServer } from '@app/test-kit/test-server';
import pg from 'pg';
import { creditsDataSource } from '../../services/credits/dist/database/data-source.js';
import { MIGRATIONS } from '../../services/credits/dist/database/migrations.js';
import { recalculateLearners } from '../../services/credits/dist/holdings/store/learner.store.js';
import { readRange } from '../../services/credits/dist/learn-analytics/domain/day-range.js';
import {
  learnMonths,
  learnPeople,
  learnTop,
  learnTotals,
} from '../../services/credits/dist/learn-analytics/store/learn-analytics.store.js';

const PEOPLE = 100_000;
const PLANS = process.argv.includes('--plans');
const ROUNDS = 9;
const now = new Date('2026-11-01T00:00:00Z');
const here = randomUUID();
const server = await startTestServer();
const admin = new pg.Client({ connectionString: server.url });
await admin.connect();

try {
  await prepareService({ adminUrl: server.url, service: 'credits', migrations: MIGRATIONS, ...testRolePasswords });
  for (const organizationId of [here, randomUUID()]) await fill(organizationId);
  await admin.query('VACUUM ANALYZE');

  // A busy machine shall give numbers too.
  await admin.query("ALTER ROLE credits_app SET statement_timeout = '60s'");
  const url = new URL(server.url);
  [url.username, url.password] = ['credits_app', testRolePasswords.appPassword];
  const pool = readPool(url.href, createLog('bench'));
  const spans = {
    'a month': readRange('2026-09-01', '2026-09-30'),
    'a year': readRange('2025-11-01', '2026-10-31'),
    'a year from the 15th': readRange('2025-10-15', '2026-10-14'),
    'three years and more': readRange('1980-01-01', '2026-10-31'),
  };
  for (const [span, range] of Object.entries(spans)) {
    const period = { now, ...range };
    const page = { limit: 100, after: null, search: null };
    const [middle] = await read(pool, (reads) => learnPeople(reads, [here], period, { ...page, limit: 1 }));
    const after = [String(Math.floor((middle.modules + middle.paths) / 2)), '00000000-0000-0000-0000-000000000000'];
    const cases = {
      totals: (reads) => learnTotals(reads, [here], period),
      'by month': (reads) => learnMonths(reads, [here], period),
      'top names': (reads) => learnTop(reads, [here], period, { dimension: 'NAME', first: 5 }),
      'top roles': (reads) => learnTop(reads, [here], period, { dimension: 'ROLE', first: 5 }),
      'individuals, first page': (reads) => learnPeople(reads, [here], period, page),
      'individuals, page in the middle': (reads) => learnPeople(reads, [here], period, { ...page, after }),
      'individuals, search that finds a few': (reads) =>
        learnPeople(reads, [here], period, { ...page, search: { by: 'name', text: 'person 00999' } }),
    };
    for (const [name, run] of Object.entries(cases)) await report(pool, `${span}: ${name}`, run);
  }
  await pool.end();
  await workOut(url.href);
} finally {
  await admin.end();
  await server.stop();
}

/** Straight into what is read: the job that works it out is measured apart. */
async function fill(organizationId) {
  await admin.query('SET session_replication_role = replica');
  await admin.query(
    `INSERT INTO credits.user_account (id, version, organization_id, email, display_name, status)
     SELECT uuidv7(), 1, $1, 'p' || n || '@firm.example', 'Person ' || lpad(n::text, 6, '0'), 'ACTIVE'
     FROM generate_series(1, $2::integer) AS n`,
    [organizationId, PEOPLE],
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
  const days = (each) => `(SELECT array_agg(day ORDER BY day) FROM (
    SELECT $2::integer - (hashint4(n * 64 + k) & 2147483647) % 1095 AS day FROM generate_series(1, ${each}) AS k) AS d)`;
  const items = (each, from, count) =>
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

/** The job's part: what 500 people learned is worked out anew from the feed. */
async function workOut(url) {
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
  const people = await admin.query('SELECT user_id AS "userId" FROM credits.person WHERE organization_id = $1', [
    organizationId,
  ]);
  const source = await creditsDataSource(url).initialize();
  const begun = performance.now();
  await inTransaction(source, 'every-organization', (manager) =>
    recalculateLearners(
      manager,
      people.rows.map(({ userId }) => ({ organizationId, userId })),
      now,
    ),
  );
  process.stdout.write(
    `working out 500 people with 30 completions each: ${(performance.now() - begun).toFixed(0)} ms\n`,
  );
  await source.destroy();
}

async function read(pool, run) {
  const reads = new RequestReads(pool, { organizationId: here });
  try {
    return await run(reads);
  } finally {
    await reads.close();
  }
}

/** The median of rounds of a transaction each, and where the system tells it the server's own time, which load does not change. */
async function report(pool, name, run) {
  const times = [];
  let rows = [];
  let busy = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const begun = performance.now();
    rows = await read(pool, async (reads) => {
      const [{ pid }] = await reads.query({ name: 'pid', text: 'SELECT pg_backend_pid() AS pid' }, []);
      const before = processorTime(pid);
      const found = await run(reads);
      busy += processorTime(pid) - before;
      return found;
    });
    times.push(performance.now() - begun);
  }
  const median = times.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)];
  const told = `${median.toFixed(0)} ms, processor ${(busy / ROUNDS).toFixed(0)} ms`;
  process.stdout.write(`${name}: ${told} (${rows.length} rows, first ${JSON.stringify(rows[0])})\n`);
  if (PLANS) process.stdout.write(`${(await planOf(pool, run)).join('\n')}\n\n`);
}

/** Milliseconds that a process has worked so far, in steps of ten. */
function processorTime(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return Number.NaN;
  }
}

async function planOf(pool, run) {
  let plan = [];
  const client = await pool.connect();
  try {
    await client.query('BEGIN READ ONLY');
    await client.query("SELECT set_config('app.organization_id', $1, true)", [here]);
    await run({
      query: async (statement, values) => {
        const { rows } = await client.query(`EXPLAIN (ANALYZE, BUFFERS) ${statement.text}`, values);
        plan = rows.map((row) => row['QUERY PLAN']);
        return [];
      },
    });
    await client.query('COMMIT');
  } finally {
    client.release();
  }
  return plan;
}

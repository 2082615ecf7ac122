// The roster of an organisation of 100,000 people: plans as the app role under row level security, and times through the
// store that the API uses. From the root, after `npm run build`:
//
//   node bench/roster/measure.mjs            (TEST_DATABASE=embedded uses the embedded server, else a container)
//
// Half are linked, 48 of 100 are not, some are invited or leaving; a second organisation of 100,000 shares the table.
import { randomUUID } from 'node:crypto';
import { createLog } from '@app/subgraph-kit/log';
import { readPool } from '@app/subgraph-kit/pool';
import { RequestReads } from '@app/subgraph-kit/reads';
import { testRolePasswords } from '@app/test-kit/database';
import { startTestServer } from '@app/test-kit/test-server';
import pg from 'pg';
import { prepareAssociation } from '../../services/association/dist/processes/prepare.js';
import { countRoster, listRoster, rosterSummaries } from '../../services/association/dist/roster/store/roster.store.js';
import { rosterBreakdowns } from '../../services/association/dist/roster/store/roster-breakdown.store.js';

const MEMBERS = 100_000;
const now = new Date();
const here = randomUUID();
const server = await startTestServer();
const admin = new pg.Client({ connectionString: server.url });
await admin.connect();

try {
  await prepareAssociation(server.url, testRolePasswords, { yearMode: 'rolling', perYear: 3, coolOffDays: 30 });
  for (const organizationId of [here, randomUUID()]) await fill(organizationId);
  await admin.query('VACUUM ANALYZE association.member');

  const url = new URL(server.url);
  url.username = 'association_app';
  url.password = testRolePasswords.appPassword;
  const pool = readPool(url.href, createLog('bench'));
  const middle = await placeInTheMiddle(pool);
  const cases = {
    'NOT_LINKED, first page': { states: ['NOT_LINKED'], source: null, search: null, after: null },
    'NOT_LINKED, page in the middle': { states: ['NOT_LINKED'], source: null, search: null, after: middle },
    'everybody, page in the middle': { states: null, source: null, search: null, after: middle },
    'NOT_LINKED, search that finds a few': {
      states: ['NOT_LINKED'],
      source: null,
      search: 'person 09999',
      after: null,
    },
    'NOT_LINKED, search that finds nobody': { states: ['NOT_LINKED'], source: null, search: 'nobody', after: null },
  };
  const late = ['person 050000', '00000000-0000-0000-0000-000000000000', '2026-01-10T00:00:00Z'];
  const everybody = { states: null, source: null, search: null };
  for (const order of ['NAME_DESC', 'LINKED_SINCE_ASC', 'LINKED_SINCE_DESC', 'LEAVES_REPORT_AT_ASC'])
    for (const [where, after] of [
      ['first page', null],
      ['page in the middle', late],
    ]) {
      const list = (reads) => listRoster(reads, here, everybody, { now, order, after, limit: 101 });
      await report(pool, `everybody by ${order}, ${where}`, list, (rows) => `${rows.length} rows`);
    }
  for (const [name, { after, ...selection }] of Object.entries(cases)) {
    const list = (reads) => listRoster(reads, here, selection, { now, after, limit: 101 });
    await report(pool, name, list, (rows) => `${rows.length} rows`);
  }
  const unlinked = { states: ['NOT_LINKED'], source: null, search: null };
  await report(pool, 'NOT_LINKED, total', (reads) => countRoster(reads, here, unlinked, now), String);
  for (const search of ['nobody', 'person'])
    await report(
      pool,
      `everybody, total of a search for ${search}`,
      (reads) => countRoster(reads, here, { ...everybody, search }, now),
      String,
    );
  await report(pool, 'link summary', (reads) => rosterSummaries(reads, [here], now), JSON.stringify);
  for (const by of ['DEPARTMENT', 'DEPARTMENT_AND_COUNTRY'])
    await report(
      pool,
      `breakdown by ${by}`,
      (reads) => rosterBreakdowns(reads, [here], { by, first: 50, now }),
      (found) => `${found.get(here).groups.length} groups and ${found.get(here).others.groups} others`,
    );
  await pool.end();
} finally {
  await admin.end();
  await server.stop();
}

/** Past the triggers, which would look for links row by row. */
async function fill(organizationId) {
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

async function placeInTheMiddle(pool) {
  const reads = new RequestReads(pool, { organizationId: here });
  const selection = { states: ['NOT_LINKED'], source: null, search: null };
  const after = ['person 050000', '00000000-0000-0000-0000-000000000000'];
  const [row] = await listRoster(reads, here, selection, { now, after, limit: 1 });
  await reads.close();
  return [row.sortName, row.userId];
}

/** The plan of the very statement, then the median of 30 requests of a transaction each. */
async function report(pool, name, run, tell) {
  let explained = [];
  await run({
    query: async (statement, values) => {
      const client = await pool.connect();
      try {
        await client.query('BEGIN READ ONLY');
        await client.query("SELECT set_config('app.organization_id', $1, true)", [here]);
        const { rows } = await client.query(`EXPLAIN (ANALYZE, BUFFERS) ${statement.text}`, values);
        await client.query('COMMIT');
        explained = rows.map((row) => row['QUERY PLAN']);
      } finally {
        client.release();
      }
      return [];
    },
  });
  const times = [];
  let result;
  for (let round = 0; round < 30; round += 1) {
    const reads = new RequestReads(pool, { organizationId: here });
    const begun = performance.now();
    result = await run(reads);
    times.push(performance.now() - begun);
    await reads.close();
  }
  const median = times.sort((a, b) => a - b)[15];
  process.stdout.write(`\n## ${name}: ${median.toFixed(1)} ms (${tell(result)})\n${explained.join('\n')}\n`);
}

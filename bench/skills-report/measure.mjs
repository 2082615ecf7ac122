// Skills Reports of an organisation of 100,000 people with 1,000,000 achievements, beside some of a tenth and a hundredth of
// it: how long the taking lasts, and every page of 100 with its plans, as the app role under row level security. Two months of
// all make 2,220,000 lines. From the root, after `npm run build`:
//
//   node bench/skills-report/measure.mjs [people, 100000] [--one-month] [--no-pages] [--plans]
//
// TEST_DATABASE=embedded uses the embedded server, else it is a container. PostgreSQL runs with fsync off, otherwise as it comes.
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { cursorCodec } from '@app/subgraph-kit/cursor';
import { createLog } from '@app/subgraph-kit/log';
import { readPool } from '@app/subgraph-kit/pool';
import { prepareService } from '@app/subgraph-kit/prepare-service';
import { RequestReads } from '@app/subgraph-kit/reads';
import { testRolePasswords } from '@app/test-kit/database';
import { startTestServer } from '@app/test-kit/test-server';
import pg from 'pg';
import { creditsDataSource } from '../../services/credits/dist/database/data-source.js';
import { MIGRATIONS } from '../../services/credits/dist/database/migrations.js';
import { relevantOn } from '../../services/credits/dist/rules/domain/relevance.js';
import { loadRules } from '../../services/credits/dist/rules/store/load-rules.js';
import { reportPage } from '../../services/credits/dist/skills-report/api/skills-report-page.js';
import { skillsReports } from '../../services/credits/dist/skills-report/api/skills-reports.loader.js';
import { publishSkillsReport } from '../../services/credits/dist/skills-report/application/publish-skills-report.js';

const MOST = Number(process.argv[2] ?? 100_000);
const PLANS = process.argv.includes('--plans');
const PAGES = !process.argv.includes('--no-pages');
const MONTHS = process.argv.includes('--one-month') ? ['2026-08'] : ['2026-07', '2026-08'];
const rules = loadRules();
const relevant = relevantOn(rules, '2026-08-10').map(({ code }) => code);
const server = await startTestServer();
const admin = new pg.Client({ connectionString: server.url });
await admin.connect();

try {
  await prepareService({ adminUrl: server.url, service: 'credits', migrations: MIGRATIONS, ...testRolePasswords });
  const url = new URL(server.url);
  [url.username, url.password] = ['credits_app', testRolePasswords.appPassword];
  const ids = {};
  for (const people of [MOST / 100, MOST / 10, MOST]) ids[`${people} people`] = await fill(people);
  await admin.query('VACUUM ANALYZE');

  const dataSource = await creditsDataSource(url.href).initialize();
  const dependencies = { dataSource, rules, clock: { now: () => new Date('2026-08-10T00:01:00Z') } };
  for (const [name, organizationId] of Object.entries(ids)) {
    for (const month of MONTHS) {
      const [begun, worked] = [performance.now(), await workOfServer()];
      const refresh = new Date(`${month}-10T00:00:00.000Z`);
      const taken = await publishSkillsReport(dependencies, { organizationId, month, refresh });
      const seconds = (performance.now() - begun) / 1_000;
      const cpu = worked === null ? '' : `, ${((await workOfServer()) - worked).toFixed(1)} s of CPU`;
      print(`${name}, ${month}: ${taken ? 'taken' : 'not taken'} in ${seconds.toFixed(1)} s${cpu}`);
    }
  }
  await dataSource.destroy();
  const { rows } = await admin.query('SELECT count(*) AS rows FROM credits.skills_report_row');
  const size = await admin.query(
    `SELECT inhparent::regclass AS name, pg_size_pretty(sum(pg_total_relation_size(inhrelid))) AS size FROM pg_inherits
     WHERE inhparent::regclass::text LIKE 'credits.skills_report%' AND inhparent::regclass::text NOT LIKE '%\\_%\\_%\\_%'
     GROUP BY 1 ORDER BY 1`,
  );
  print(`${rows[0].rows} lines: ${size.rows.map((table) => `${table.name} ${table.size}`).join(', ')}`);

  delete ids[`${MOST / 100} people`];
  const pool = readPool(url.href, createLog('bench'));
  const named = { kind: 'operator', clientId: 'bench', permissions: ['reports:read.pii'] };
  const nameless = { kind: 'operator', clientId: 'bench', permissions: ['reports:read'] };
  const rare = relevant[relevant.length - 1];
  const filters = {
    everything: {},
    'a credential that many hold': { credentialCode: [relevant[0]] },
    'a credential that few hold': { credentialCode: [rare] },
    'a credential that nobody holds': { credentialCode: ['NO-SUCH'] },
    assessments: { kind: ['ASSESSMENT'] },
    'relevant to infrastructure': { relevantTo: 'infrastructure' },
    leaving: { leaving: true },
    staying: { leaving: false },
    'expires within 90 days': { expiresBefore: '2026-11-09' },
    'expires tomorrow': { expiresBefore: '2026-08-12' },
    'a credential that few hold, expiring within 90 days': { credentialCode: [rare], expiresBefore: '2026-11-09' },
    'leaving, a credential': { leaving: true, credentialCode: [relevant[3]] },
    'search that finds few people': { search: '00777' },
    'search that finds a tenth': { search: 'person 00' },
    'search that finds nobody': { search: 'nobody' },
    'search that finds a credential': { search: 'azure' },
  };
  for (const [filterName, filter] of Object.entries(PAGES ? filters : {})) {
    for (const orderBy of ['PERSON_ASC', 'CREDENTIAL_ASC', 'ACHIEVED_AT_DESC', 'EXPIRES_ON_ASC']) {
      for (const caller of orderBy === 'PERSON_ASC' ? [named, nameless] : [named]) {
        const cells = [];
        for (const organizationId of Object.values(ids))
          cells.push(await measure({ pool, organizationId, filter, orderBy, caller }));
        const who = caller === nameless ? ' by personRef' : '';
        print(`${filterName.padEnd(52)} ${(orderBy + who).padEnd(26)} ${cells.join('   ')}`);
      }
    }
  }
  for (const [name, organizationId] of MONTHS.length < 2 ? [] : Object.entries(ids)) {
    const times = [];
    for (let round = 0; round < 3; round += 1) {
      times.push(
        await inRequest(pool, organizationId, async (loaders) => {
          const [earlier, later] = await Promise.all(
            MONTHS.map((month) => loaders.report.load({ organizationId, month })),
          );
          return loaders.changes(earlier, later);
        }),
      );
    }
    print(
      `changes between two reports, ${name}: ${times.map(({ milliseconds }) => milliseconds.toFixed(0)).join(', ')} ms (${JSON.stringify(times[0].result)})`,
    );
  }
  await pool.end();
} finally {
  await admin.end();
  await server.stop();
}

function print(line) {
  process.stdout.write(`${line}\n`);
}

/** Seconds of CPU of the service's connections so far; null where their processes are not of this machine. */
async function workOfServer() {
  const { rows } = await admin.query("SELECT pid FROM pg_stat_activity WHERE usename = 'credits_app'");
  try {
    const ticks = rows.map(({ pid }) => readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' '));
    return ticks.reduce((sum, fields) => sum + Number(fields[11]) + Number(fields[12]), 0) / 100;
  } catch {
    return null;
  }
}

/** Everybody linked since long with ten credentials, more of them the first ones; one of a hundred leaves. */
async function fill(people) {
  const organizationId = randomUUID();
  await admin.query('SET session_replication_role = replica');
  await admin.query("SELECT setseed(0.5), set_config('app.reach', 'every-organization', false)");
  const start = Number((await admin.query('SELECT count(*) AS n FROM credits.user_account')).rows[0].n);
  await admin.query(
    `INSERT INTO credits.organization (id, version, name, registered_at) VALUES ($1, 1, 'Large', '2025-01-01')`,
    [organizationId],
  );
  await admin.query(
    `CREATE TEMP TABLE person AS SELECT n, uuidv7() AS user_id FROM generate_series(1, $1::integer) AS n`,
    [people],
  );
  await admin.query(
    `INSERT INTO credits.user_account (id, version, organization_id, email, display_name, status, leaves_report_at)
     SELECT user_id, 1, $1, 'p' || n || '@firm.example', 'Person ' || lpad(((n * 7919::bigint) % $2)::text, 6, '0'), 'ACTIVE',
       CASE WHEN n % 100 = 0 THEN '2026-09-10'::timestamptz END FROM person`,
    [organizationId, people],
  );
  await admin.query(
    `INSERT INTO credits.departure (user_id, leaving_since, organization_id, leaves_report_at)
     SELECT user_id, '2026-08-02', $1, '2026-09-10' FROM person WHERE n % 100 = 0`,
    [organizationId],
  );
  await admin.query(`INSERT INTO credits.person (organization_id, user_id) SELECT $1, user_id FROM person`, [
    organizationId,
  ]);
  await admin.query(
    `INSERT INTO credits.association (id, version, source, profile_id, user_id, organization_id, started_at)
     SELECT uuidv7(), 1, 'MICROSOFT_LEARN', (1000000 + $2 + n)::text, user_id, $1, '2026-01-10' FROM person`,
    [organizationId, start],
  );
  // Some 60 credentials, each held by fewer people than the one before; all of them still count at both refreshes.
  await admin.query(
    `INSERT INTO credits.achievement (source, profile_id, credential_code, achieved_at, expires_on, recorded_at, rules_version)
     SELECT 'MICROSOFT_LEARN', (1000000 + $2 + n)::text, code, achieved_at,
       CASE WHEN place % 10 <> 0 THEN (achieved_at + interval '1 year')::date END, achieved_at + interval '1 day',
       coalesce((SELECT version FROM credits.rule_data), '')
     FROM person CROSS JOIN LATERAL (
       SELECT code, place, '2025-08-12'::timestamptz + random() * interval '320 days' + n * interval '0 s' AS achieved_at
       FROM unnest($1::text[]) WITH ORDINALITY AS known (code, place)
       ORDER BY random() * place ^ 2 + n * 0 LIMIT 10) AS earned`,
    [relevant, start],
  );
  await admin.query('DROP TABLE person');
  return organizationId;
}

async function inRequest(pool, organizationId, work, reads = new RequestReads(pool, { organizationId })) {
  const begun = performance.now();
  const result = await work(skillsReports(reads), reads);
  const milliseconds = performance.now() - begun;
  await reads.close();
  return { result, milliseconds };
}

/** The median of 9 requests of a transaction each, the report itself included: first page, and one further in. */
async function measure({ pool, organizationId, filter, orderBy, caller }) {
  const ask = (after) => async (loaders) => {
    const report = await loaders.report.load({ organizationId, month: '2026-08' });
    const context = {
      cursors: cursorCodec('a secret of the benchmark alone, no other'),
      loaders: { skillsReports: loaders },
      rules,
      caller,
    };
    return reportPage({ report, first: 100, after, filter, orderBy }, context);
  };
  const medians = [];
  let after = null;
  for (const _page of [1, 2]) {
    const times = [];
    let page;
    for (let round = 0; round < 9; round += 1) {
      const { result, milliseconds } = await inRequest(pool, organizationId, ask(after));
      times.push(milliseconds);
      page = result;
    }
    medians.push(`${times.sort((a, b) => a - b)[4].toFixed(1)} ms (${page.nodes.length})`);
    if (PLANS && after === null) await explain(pool, organizationId, ask(after));
    after = page.pageInfo.endCursor;
    if (after === null) break;
  }
  return medians.join(' / ').padEnd(34);
}

/** The plans of the very statements. */
async function explain(pool, organizationId, work) {
  const reads = new RequestReads(pool, { organizationId });
  const explaining = {
    query: async (statement, values) => {
      const text = `EXPLAIN (ANALYZE, BUFFERS) ${statement.text}`;
      const plan = await reads.query({ name: `explain ${statement.name}`.slice(0, 63), text }, values);
      print(`\n## ${statement.name}\n${plan.map((row) => row['QUERY PLAN']).join('\n')}`);
      return reads.query(statement, values);
    },
  };
  await work(skillsReports(explaining));
  await reads.close();
}

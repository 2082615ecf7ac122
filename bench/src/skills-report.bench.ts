import { randomUUID } from 'node:crypto';
import { creditsDataSource } from '@app/credits/database/data-source';
import { MIGRATIONS } from '@app/credits/database/migrations';
import { putInForce } from '@app/credits/rules/application/put-in-force';
import { relevantOn } from '@app/credits/rules/domain/relevance';
import { loadRules } from '@app/credits/rules/store/load-rules';
import { reportPage } from '@app/credits/skills-report/api/skills-report-page';
import { skillsReports } from '@app/credits/skills-report/api/skills-reports.loader';
import { publishSkillsReport } from '@app/credits/skills-report/application/publish-skills-report';
import type { Caller } from '@app/subgraph-kit/callers/caller';
import { readPool } from '@app/subgraph-kit/database/pool';
import { prepareService } from '@app/subgraph-kit/database/prepare-service';
import { RequestReads } from '@app/subgraph-kit/database/reads';
import { inTransaction } from '@app/subgraph-kit/database/transaction';
import { cursorCodec } from '@app/subgraph-kit/graphql/cursor';
import { createLog } from '@app/subgraph-kit/processes/log';
import { testRolePasswords } from '@app/test-kit/database';
import type pg from 'pg';
import { type Bench, benchmark, cpuSeconds, explainingReads, median, planOf, secondsSince, urlOf } from './harness.js';

// Skills Reports of an organization of 100,000 users with 1,000,000 achievements, beside some of a tenth and a hundredth of
// it: the time to materialize them, and of every page of 100, as the app role under row level security. Two months of all
// make 2,220,000 rows. Arguments: number of users, --one-month, --no-pages, --plans.
type Loaders = ReturnType<typeof skillsReports>;
type ReportKey = Parameters<Loaders['report']['load']>[0];
type PageRequest = Parameters<typeof reportPage>[0];
type PageContext = Parameters<typeof reportPage>[1];
type Answered = { result: Awaited<ReturnType<typeof reportPage>>; milliseconds: number };
type Page = {
  pool: pg.Pool;
  organizationId: string;
  filter: PageRequest['filter'];
  orderBy: NonNullable<PageRequest['orderBy']>;
  caller: Caller;
};

const rules = loadRules();
const relevant = relevantOn(rules, '2026-08-10' as Parameters<typeof relevantOn>[1]).map(({ code }) => code);

await benchmark('skills-report', async ({ serverUrl, admin, print, hasFlag, arguments: [count = '100000'] }) => {
  const most = Number(count);
  const months = hasFlag('--one-month') ? ['2026-08'] : ['2026-07', '2026-08'];
  await prepareService({ adminUrl: serverUrl, service: 'credits', migrations: MIGRATIONS, ...testRolePasswords });
  const url = urlOf(serverUrl, { user: 'credits_app', password: testRolePasswords.appPassword });
  const dataSource = await creditsDataSource(url).initialize();
  await inTransaction(dataSource, 'every-organization', (manager) => putInForce(manager, rules, new Date()));
  const ids: Record<string, string> = {};
  for (const people of [most / 100, most / 10, most]) ids[`${people} users`] = await fill(admin, people);
  await admin.query('VACUUM ANALYZE');

  const clock = { now: () => new Date('2026-08-10T00:01:00Z') };
  const dependencies = { dataSource, rules, clock, creditDeadlineDays: 10, reportDay: 10 };
  for (const [name, organizationId] of Object.entries(ids))
    for (const month of months) {
      const [begun, worked] = [performance.now(), await cpuOfService(admin)];
      const refresh = new Date(`${month}-10T00:00:00.000Z`);
      const taken = await publishSkillsReport(dependencies, { organizationId, month, refresh } as Parameters<
        typeof publishSkillsReport
      >[1]);
      const spent = ((await cpuOfService(admin)) - worked).toFixed(1);
      print(`${name}, ${month}: ${taken ? 'done' : 'not done'} in ${secondsSince(begun)} s, ${spent} s of CPU`);
    }
  await dataSource.destroy();
  const { rows } = await admin.query('SELECT count(*) AS rows FROM credits.skills_report_row');
  const size = await admin.query(
    `SELECT inhparent::regclass AS name, pg_size_pretty(sum(pg_total_relation_size(inhrelid))) AS size FROM pg_inherits
     WHERE inhparent::regclass::text LIKE 'credits.skills_report%' AND inhparent::regclass::text NOT LIKE '%\\_%\\_%\\_%'
     GROUP BY 1 ORDER BY 1`,
  );
  print(`${rows[0].rows} rows: ${size.rows.map((table) => `${table.name} ${table.size}`).join(', ')}`);

  const pool = readPool(url, createLog('bench'));
  const { [`${most / 100} users`]: _smallest, ...large } = ids;
  if (!hasFlag('--no-pages')) await pages(pool, Object.values(large), { print, plans: hasFlag('--plans') });
  if (months.length > 1)
    for (const [name, organizationId] of Object.entries(large)) await changes(pool, organizationId, name, print);
  await pool.end();
});

async function pages(
  pool: pg.Pool,
  organizationIds: readonly string[],
  { print, plans }: { print: Bench['print']; plans: boolean },
): Promise<void> {
  const named: Caller = { kind: 'operator', clientId: 'bench', permissions: ['reports:read.pii'] };
  const nameless: Caller = { kind: 'operator', clientId: 'bench', permissions: ['reports:read'] };
  const rare = relevant.at(-1) ?? '';
  const unheld = rules.catalog.credentials.find(({ code }) => !relevant.includes(code))?.code ?? '';
  const filters: Record<string, object> = {
    everything: {},
    'a credential that many hold': { credentialCode: [relevant[0]] },
    'a credential that few hold': { credentialCode: [rare] },
    'a credential without holders': { credentialCode: [unheld] },
    assessments: { kind: ['ASSESSMENT'] },
    'relevant to infrastructure': { relevantTo: 'infrastructure' },
    leaving: { leaving: true },
    staying: { leaving: false },
    'expires within 90 days': { expiresBefore: '2026-11-09' },
    'expires tomorrow': { expiresBefore: '2026-08-12' },
    'a credential that few hold, expiring within 90 days': { credentialCode: [rare], expiresBefore: '2026-11-09' },
    'leaving, a credential': { leaving: true, credentialCode: [relevant[3]] },
    'search that finds few users': { search: '00777' },
    'search that finds a tenth': { search: 'person 00' },
    'search that finds none': { search: 'no such name' },
    'search that finds a credential': { search: 'azure' },
  };
  for (const [name, filter] of Object.entries(filters))
    for (const orderBy of ['PERSON_ASC', 'CREDENTIAL_ASC', 'ACHIEVED_AT_DESC', 'EXPIRES_ON_ASC'] as const)
      for (const caller of orderBy === 'PERSON_ASC' ? [named, nameless] : [named]) {
        const cells: string[] = [];
        for (const organizationId of organizationIds) {
          const page = { pool, organizationId, filter: filter as PageRequest['filter'], orderBy, caller };
          cells.push(await measure(page));
          if (plans) await explain(page, print);
        }
        const by = caller === nameless ? ' by personRef' : '';
        print(`${name.padEnd(52)} ${(orderBy + by).padEnd(26)} ${cells.join('   ')}`);
      }
}

async function changes(pool: pg.Pool, organizationId: string, name: string, print: Bench['print']): Promise<void> {
  const compare = async (loaders: Loaders) => {
    const [earlier, later] = await Promise.all(
      ['2026-07', '2026-08'].map((month) => loaders.report.load({ organizationId, month } as ReportKey)),
    );
    if (!earlier || !later) throw new Error('A report is missing.');
    return loaders.changes(earlier, later);
  };
  const times: string[] = [];
  let found: unknown;
  for (let round = 0; round < 3; round += 1) {
    const { result, milliseconds } = await inRequest(pool, organizationId, compare);
    times.push(milliseconds.toFixed(0));
    found ??= result;
  }
  print(`changes between two reports, ${name}: ${times.join(', ')} ms (${JSON.stringify(found)})`);
}

/** Seconds of CPU of the service's connections so far; NaN if their processes are not on this machine. */
async function cpuOfService(admin: pg.Client): Promise<number> {
  const { rows } = await admin.query<{ pid: number }>("SELECT pid FROM pg_stat_activity WHERE usename = 'credits_app'");
  return rows.reduce((sum, { pid }) => sum + (cpuSeconds(pid) ?? Number.NaN), 0);
}

/** All users are linked for long with ten credentials, more of them the first ones; one of a hundred leaves. */
async function fill(admin: pg.Client, people: number): Promise<string> {
  const organizationId = randomUUID();
  await admin.query('SET session_replication_role = replica');
  await admin.query("SELECT setseed(0.5), set_config('app.tenant_scope', 'every-organization', false)");
  const start = Number((await admin.query('SELECT count(*) AS n FROM credits.user_account')).rows[0].n);
  await admin.query(
    `INSERT INTO credits.organization (id, version, name, partner_id, registered_at) VALUES ($1, 1, 'Large', '1000001', '2025-01-01')`,
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
    `INSERT INTO credits.offboarding (user_id, started_at, organization_id, leaves_report_at)
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

async function inRequest<Result>(
  pool: pg.Pool,
  organizationId: string,
  work: (loaders: Loaders) => Promise<Result>,
): Promise<{ result: Result; milliseconds: number }> {
  const reads = new RequestReads(pool, { organizationId });
  const begun = performance.now();
  const result = await work(skillsReports(reads));
  const milliseconds = performance.now() - begun;
  await reads.close();
  return { result, milliseconds };
}

function pageAfter({ organizationId, filter, orderBy, caller }: Page, after: string | null) {
  return async (loaders: Loaders) => {
    const report = await loaders.report.load({ organizationId, month: '2026-08' } as ReportKey);
    if (!report) throw new Error('The report is missing.');
    const cursors = cursorCodec('a secret of the benchmark alone, no other');
    const context = { cursors, loaders: { skillsReports: loaders }, rules, caller } as unknown as PageContext;
    return reportPage({ report, first: 100, after, filter, orderBy }, context);
  };
}

/** The medians of 9 requests with a transaction each, the report included: the first page, and the second one. */
async function measure(page: Page): Promise<string> {
  const medians: string[] = [];
  let after: string | null | undefined = null;
  for (const _page of [1, 2]) {
    const times: number[] = [];
    let [rows, next]: [number, string | null | undefined] = [0, null];
    for (let round = 0; round < 9; round += 1) {
      const answered: Answered = await inRequest(page.pool, page.organizationId, pageAfter(page, after));
      times.push(answered.milliseconds);
      [rows, next] = [answered.result.nodes.length, answered.result.pageInfo.endCursor];
    }
    medians.push(`${median(times).toFixed(1)} ms (${rows})`);
    if (!next) break;
    after = next;
  }
  return medians.join(' / ').padEnd(34);
}

/** Prints the plans of the statements of a first page. */
async function explain(page: Page, print: Bench['print']): Promise<void> {
  const { pool, organizationId } = page;
  const reads = new RequestReads(pool, { organizationId });
  const explaining = explainingReads(
    (statement, values) => planOf(pool, organizationId, statement, values),
    (statement, plan) => print(`\n## ${statement.name}\n${plan.join('\n')}`),
    reads,
  );
  await pageAfter(page, null)(skillsReports(explaining));
  await reads.close();
}

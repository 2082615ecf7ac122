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
import { fillOrganization } from './credits/fill-organization.js';
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

// Skills Reports of an organization of 100,000 users with 1,000,000 achievements, beside some of a tenth and a hundredth of
// it: the time to materialize them, and of every page of 100, as the app role under row level security, with their growth.
// Two months of all make 2,220,000 rows; in the second one of a hundred people has changed. Arguments: number of users, --one-month, --no-pages, --plans.
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
  for (const people of [most / 100, most / 10, most])
    ids[`${people} users`] = await fillOrganization(admin, people, relevant);
  await admin.query('VACUUM ANALYZE');

  const clock = { now: () => new Date('2026-08-10T00:01:00Z') };
  const dependencies = { dataSource, rules, clock, creditDeadlineDays: 10, reportDay: 10 };
  for (const month of months) {
    const costs: number[] = [];
    for (const [name, organizationId] of Object.entries(ids)) {
      const [begun, worked] = [performance.now(), await cpuOfService(admin)];
      const refresh = new Date(`${month}-10T00:00:00.000Z`);
      const taken = await publishSkillsReport(dependencies, { organizationId, month, refresh } as Parameters<
        typeof publishSkillsReport
      >[1]);
      const spent = (await cpuOfService(admin)) - worked;
      costs.push((spent * 1_000_000) / Number.parseInt(name, 10) / 10);
      print(
        `${name}, ${month}: ${taken ? 'done' : 'not done'} in ${secondsSince(begun)} s, ${spent.toFixed(1)} s of CPU`,
      );
    }
    print(`CPU for a row, ${month}: ${growthOf(costs, 'µs')}`);
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
  if (!hasFlag('--no-pages')) await pages(pool, Object.values(ids), { print, plans: hasFlag('--plans') });
  if (months.length > 1)
    for (const [name, organizationId] of Object.entries(ids)) await changes(pool, organizationId, name, print);
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
  const filters: Record<string, PageRequest['filter']> = {
    everything: {},
    'a credential that many hold': { credentialCode: [relevant[0] ?? ''] },
    'a credential that few hold': { credentialCode: [rare] },
    'a credential without holders': { credentialCode: [unheld] },
    assessments: { kind: ['ASSESSMENT'] },
    'relevant to infrastructure': { relevantTo: 'infrastructure' },
    leaving: { leaving: true },
    staying: { leaving: false },
    'expires within 90 days': { expiresBefore: '2026-11-09' },
    'expires tomorrow': { expiresBefore: '2026-08-12' },
    'a credential that few hold, expiring within 90 days': { credentialCode: [rare], expiresBefore: '2026-11-09' },
    'leaving, a credential': { leaving: true, credentialCode: [relevant[3] ?? ''] },
    'search that finds few users': { search: '00777' },
    'search that finds a tenth': { search: 'person 00' },
    'search that finds none': { search: 'no such name' },
    'search that finds a credential': { search: 'azure' },
  };
  for (const [name, filter] of Object.entries(filters))
    for (const orderBy of ['PERSON_ASC', 'CREDENTIAL_ASC', 'ACHIEVED_AT_DESC', 'EXPIRES_ON_ASC'] as const)
      for (const caller of orderBy === 'PERSON_ASC' ? [named, nameless] : [named]) {
        const asked = organizationIds.map((organizationId) => {
          return { pool, organizationId, filter, orderBy, caller };
        });
        const by = caller === nameless ? ' by personRef' : '';
        print(`${name.padEnd(52)} ${(orderBy + by).padEnd(26)} ${await measure(asked)}`);
        if (plans) for (const page of asked) await explain(page, print);
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

/**
 * The medians of 9 requests with a transaction each, the report included: the first page, and the second one if all have
 * one, of the organizations whose page has as many rows as that of the largest. They take turns, so that all meet the same
 * machine.
 */
async function measure(pages: readonly Page[]): Promise<string> {
  const figures: string[] = [];
  let after: (string | null)[] | null = pages.map(() => null);
  while (figures.length < 2 && after !== null) {
    const times = pages.map((): number[] => []);
    const [rows, next]: [number[], (string | null)[]] = [[], []];
    for (let round = 0; round < 9; round += 1)
      for (const [index, page] of pages.entries()) {
        const read = pageAfter(page, after[index] ?? null);
        const { result, milliseconds }: Answered = await inRequest(page.pool, page.organizationId, read);
        times[index]?.push(milliseconds);
        [rows[index], next[index]] = [result.nodes.length, result.pageInfo.endCursor ?? null];
      }
    const comparable = times.filter((_, index) => rows[index] === rows.at(-1));
    figures.push(`${growthOf(comparable.map(median), 'ms')} (${rows.join(', ')})`);
    after = next.includes(null) ? null : next;
  }
  return figures.join(' / ');
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

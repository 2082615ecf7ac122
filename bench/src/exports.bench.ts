import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { creditsDataSource } from '@app/credits/database/data-source';
import { MIGRATIONS } from '@app/credits/database/migrations';
import { exportLinks } from '@app/credits/exports/application/export-links';
import { makeExport } from '@app/credits/exports/application/make-export';
import { copyStatement } from '@app/credits/exports/store/copy-statement';
import { datasetOf } from '@app/credits/exports/store/datasets/datasets';
import { queueExport } from '@app/credits/exports/store/export.store';
import { localFiles } from '@app/credits/exports/store/export-files';
import { claimExport } from '@app/credits/exports/store/export-work.store';
import { putInForce } from '@app/credits/rules/application/put-in-force';
import { loadRules } from '@app/credits/rules/store/load-rules';
import { resilientPool } from '@app/subgraph-kit/database/pool';
import { prepareService } from '@app/subgraph-kit/database/prepare-service';
import { inTransaction } from '@app/subgraph-kit/database/transaction';
import { systemClock } from '@app/subgraph-kit/processes/clock';
import { createLog } from '@app/subgraph-kit/processes/log';
import { testRolePasswords } from '@app/test-kit/database';
import type pg from 'pg';
import { benchmark, cpuSeconds, growthOf, median, urlOf } from './harness.js';

// Exports of a Skills Report of 1,000,000 rows of 80,000 people, with personal data, beside psql \copy of the same query to
// a file. Rounds alternate, so that all meet the same machine. A report of a tenth of the rows shows the growth of the CPU
// time for a row. Arguments: number of rows, number of rounds.
type Work = Parameters<typeof makeExport>[0];
/** `delay`: the 99th percentile of the delay of this process's event loop in milliseconds. */
type Run = { readonly seconds: number; readonly cpu: number; readonly database: number; readonly delay: number };

const ORGANIZATION = '0193a5b0-c1f2-7c1e-8f7a-4d3b2c1a0f9e';
const MONTH = '2026-11';
/** The report of a tenth of the rows. */
const SMALL = '2026-10';
const FORMATS = ['CSV', 'TSV', 'JSONL', 'PARQUET', 'XLSX'] as const;
/** A worksheet has no more rows. */
const MOST_SHEET_ROWS = 1_048_575;

await benchmark('exports', async ({ serverUrl, admin, print, arguments: [count = '1000000', times = '3'] }) => {
  const rows = Number(count);
  await prepareService({ adminUrl: serverUrl, service: 'credits', migrations: MIGRATIONS, ...testRolePasswords });
  await fill(admin, SMALL, rows / 10);
  await fill(admin, MONTH, rows);
  const url = urlOf(serverUrl, { user: 'credits_app', password: testRolePasswords.appPassword });
  const folder = mkdtempSync(join(tmpdir(), 'skill-link-bench-'));
  const log = createLog('bench');
  const dataSource = await creditsDataSource(url).initialize();
  const rules = loadRules();
  const work: Work = {
    ...{ dataSource, rules, clock: systemClock, creditDeadlineDays: 10, reportDay: 10, log },
    files: await localFiles(folder),
    links: exportLinks({ publicUrl: 'http://localhost:4000', secret: 'a secret that only the bench ever knows' }),
    copyPool: resilientPool({ connectionString: url, max: 1 }, log),
  };
  await inTransaction(dataSource, 'every-organization', (manager) => putInForce(manager, rules, systemClock.now()));
  const formats = FORMATS.filter((format) => format !== 'XLSX' || rows <= MOST_SHEET_ROWS);
  const baseline: Run[] = [];
  const small = new Map<string, Run[]>();
  const made = new Map<string, (Run & { readonly bytes: number; readonly before: number; readonly peak: number })[]>();
  for (let round = 0; round < Number(times); round += 1) {
    baseline.push(await copyByPsql(url, admin, join(folder, 'psql.csv')));
    for (const format of formats) {
      small.set(format, [...(small.get(format) ?? []), await make(work, admin, format, SMALL)]);
      made.set(format, [...(made.get(format) ?? []), await make(work, admin, format, MONTH)]);
    }
  }
  const by = (runs: readonly Run[], value: (run: Run) => number) => median(runs.map(value));
  const seconds = by(baseline, (run) => run.seconds);
  const total = (runs: readonly Run[]) => by(runs, (run) => run.cpu + run.database);
  const line = (name: string, runs: readonly Run[]) =>
    `${name.padEnd(12)} ${by(runs, (run) => run.seconds)
      .toFixed(1)
      .padStart(6)} s  CPU ${by(runs, (run) => run.cpu).toFixed(1)} + ${by(runs, (run) => run.database).toFixed(1)} s`;
  print(`${rows} rows, median of ${times} rounds; CPU of the client + of PostgreSQL`);
  print(
    `${line('psql \\copy', baseline)}  loop p99 ${Math.max(...baseline.map((run) => run.delay)).toFixed(0)} ms (idle)`,
  );
  for (const [format, runs] of made) {
    const speed = (seconds / by(runs, (run) => run.seconds)).toFixed(2);
    const byCpu = (total(baseline) / total(runs)).toFixed(2);
    const [peak, delay] = [Math.max(...runs.map((run) => run.peak)), Math.max(...runs.map((run) => run.delay))];
    const size = ((runs[0]?.bytes ?? 0) / 1e6).toFixed(1);
    print(
      `${line(format, runs)}  speed ${speed}, by CPU ${byCpu}  ${size} MB  RSS ${Math.min(...runs.map((run) => run.before)).toFixed(0)} to ${peak.toFixed(0)} MB  loop p99 ${delay.toFixed(0)} ms`,
    );
  }
  for (const [format, runs] of made)
    print(
      `${format.padEnd(12)} CPU for a row ${growthOf([(total(small.get(format) ?? []) * 1e7) / rows, (total(runs) * 1e6) / rows], 'µs')}`,
    );
  await work.copyPool.end();
  await dataSource.destroy();
  rmSync(folder, { recursive: true, force: true });
});

/** Makes one export as the job does. */
async function make(work: Work, admin: pg.Client, format: (typeof FORMATS)[number], month: string) {
  const { dataSource, files } = work;
  const now = new Date();
  const claimed = await inTransaction(dataSource, 'every-organization', async (manager) => {
    const content = { dataset: 'SKILLS_REPORT', format, layout: 'STANDARD', includesPersonalData: true } as const;
    const wanted = { ...content, organizationId: ORGANIZATION, month: month as never, feedId: null };
    await queueExport(manager, {
      ...wanted,
      dataAsOf: now,
      rowsExpected: null,
      requestedAt: now,
      requestedBy: 'bench',
    });
    return claimExport(manager, now);
  });
  if (claimed === null) throw new Error('There is no export to make.');
  const [begun, used, database] = [performance.now(), process.cpuUsage(), await cpuOfService(admin)];
  const loop = monitorEventLoopDelay({ resolution: 5 });
  loop.enable();
  const before = process.memoryUsage.rss() / 1e6;
  let peak = before;
  const sampling = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss() / 1e6);
  }, 20);
  await makeExport(work, claimed, new AbortController().signal);
  clearInterval(sampling);
  loop.disable();
  const { user, system } = process.cpuUsage(used);
  const seconds = (performance.now() - begun) / 1_000;
  const { rows } = await admin.query('SELECT state, error, bytes FROM credits.export WHERE id = $1', [claimed.id]);
  if (rows[0]?.state !== 'READY') throw new Error(`The export is ${rows[0]?.state}: ${rows[0]?.error}`);
  await admin.query('DELETE FROM credits.export WHERE id = $1', [claimed.id]);
  await files.remove(claimed.id);
  const ofDatabase = (await cpuOfService(admin)) - database;
  return {
    ...{ seconds, cpu: (user + system) / 1e6, database: ofDatabase },
    bytes: Number(rows[0].bytes),
    before,
    peak,
    delay: delayOf(loop),
  };
}

function delayOf(loop: ReturnType<typeof monitorEventLoopDelay>): number {
  return (loop.percentile(99) - 5e6) / 1e6;
}

/** The same query by psql, as the same role. */
async function copyByPsql(url: string, admin: pg.Client, path: string): Promise<Run> {
  const content = { dataset: 'SKILLS_REPORT', layout: 'STANDARD' } as const;
  const selection = { organizationId: ORGANIZATION, month: MONTH as never, withPersonalData: true, asOf: new Date() };
  const statement = copyStatement(datasetOf(content), 'CSV', selection).replaceAll(/\s+/g, ' ');
  const query = statement.slice('COPY '.length).replace('TO STDOUT', `TO '${path}'`);
  const script = `SET statement_timeout = 0; SET TimeZone = 'UTC'; SET work_mem = '64MB'; SET jit = 'off';
    SELECT set_config('app.organization_id', '${ORGANIZATION}', false) \\g /dev/null
    \\copy ${query}\n`.replaceAll(/^ +/gm, '');
  const begun = performance.now();
  const psql = spawn('psql', ['-X', '-q', '-v', 'ON_ERROR_STOP=1', url], { stdio: ['pipe', 'inherit', 'inherit'] });
  let cpu = 0;
  const loop = monitorEventLoopDelay({ resolution: 5 });
  loop.enable();
  let earlier = Promise.resolve(0);
  const sampling = setInterval(() => {
    cpu = Math.max(cpu, cpuSeconds(psql.pid ?? 0) ?? 0);
    earlier = earlier.then(async (before) => Math.max(before, await cpuOfPsql(admin)));
  }, 50);
  psql.stdin.end(script);
  const [code] = await once(psql, 'exit');
  clearInterval(sampling);
  loop.disable();
  const database = await earlier;
  if (code !== 0) throw new Error(`psql ended with ${code}.`);
  const seconds = (performance.now() - begun) / 1_000;
  rmSync(path, { force: true });
  return { seconds, cpu, database, delay: delayOf(loop) };
}

async function cpuOfService(admin: pg.Client): Promise<number> {
  return cpuOf(admin, "usename = 'credits_app'");
}

async function cpuOfPsql(admin: pg.Client): Promise<number> {
  return cpuOf(admin, "application_name = 'psql'");
}

async function cpuOf(admin: pg.Client, condition: string): Promise<number> {
  const { rows } = await admin.query<{ pid: number }>(`SELECT pid FROM pg_stat_activity WHERE ${condition}`);
  return rows.reduce((sum, { pid }) => sum + (cpuSeconds(pid) ?? 0), 0);
}

/** A report as it would have been published: 12 or 13 credentials of each person. */
async function fill(admin: pg.Client, month: string, rows: number): Promise<void> {
  const people = Math.ceil(rows / 12.5);
  await admin.query('SELECT credits.prepare_skills_reports($1)', [`${month}-01`]);
  await admin.query(
    "SET session_replication_role = replica; SELECT set_config('app.tenant_scope', 'every-organization', false)",
  );
  await admin.query(
    `INSERT INTO credits.organization (id, version, name, partner_id, registered_at) VALUES ($1, 1, 'Large', '1000001', '2024-01-01')
     ON CONFLICT DO NOTHING`,
    [ORGANIZATION],
  );
  await admin.query(
    `INSERT INTO credits.skills_report_person (organization_id, month, person_no, person_ref, user_id, display_name, email,
       learn_profile_id, department, country, leaving, first_row, last_row)
     SELECT $1, $2, n, gen_random_uuid()::text, gen_random_uuid(), 'Person ' || lpad(n::text, 6, '0'), 'person.' || n || '@firm.example',
       (1000000 + n)::text, 'Department ' || n % 40, 'GB', n % 100 = 0, 0, 0 FROM generate_series(1, $3::integer) AS n`,
    [ORGANIZATION, `${month}-01`, people],
  );
  const codes = loadRules()
    .catalog.credentials.filter(({ kind }) => kind === 'CERTIFICATION')
    .map(({ code }) => code);
  await admin.query(
    `INSERT INTO credits.skills_report_credential (organization_id, month, credential_code, kind, relevant_to, people)
     SELECT $1, $2, code, 'CERTIFICATION', ARRAY['infrastructure', 'modern-work'], 1 FROM unnest($3::text[]) AS code`,
    [ORGANIZATION, `${month}-01`, codes],
  );
  await admin.query(
    `INSERT INTO credits.skills_report_row (organization_id, month, row_no, ref_no, achieved_no, expiry_no, person_no, source,
       credential_code, achieved_at, expires_on, associated_since, leaving)
     SELECT $1, $2, n, n, n, n, (n - 1) * 2 / 25 + 1, 'MICROSOFT_LEARN', ($3::text[])[n % cardinality($3) + 1],
       timestamptz '2025-01-01' + n % 50000 * interval '10 minutes 3 seconds', date '2026-12-01' + n % 365,
       timestamptz '2024-06-01' + n / 13 * interval '1 minute', false
     FROM generate_series(1, $4::integer) AS n`,
    [ORGANIZATION, `${month}-01`, codes, rows],
  );
  await admin.query(
    `INSERT INTO credits.skills_report (organization_id, month, as_of, published_at, people, credentials, certifications,
       assessments, expiring_within_90_days, leaving, designations)
     VALUES ($1, $2, $2::date + 9, $2::date + 9, $3, $4, $4, 0, 0, 0, '[]')`,
    [ORGANIZATION, `${month}-01`, people, rows],
  );
  await admin.query('SET session_replication_role = origin');
  await admin.query('VACUUM ANALYZE');
}

// A file of a million lines, one in a hundred broken, into a service that is at work: time, rows a second, peak memory, how
// long the API's callers wait meanwhile; then the same file again, a load killed with -9 and started again, a line of a
// gigabyte, and the counting of everything from nothing. From the root, after `npm run build`:
//
//   node bench/bulk-load/measure.mjs [lines] [beside|killed]     (TEST_DATABASE=embedded uses the embedded server, else a container)
//
// PostgreSQL runs with fsync and full_page_writes off, otherwise as it comes. Eight of ten people are linked, in ten organisations.
import { spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { systemClock } from '@app/subgraph-kit/clock';
import { createLog } from '@app/subgraph-kit/log';
import { prepareService } from '@app/subgraph-kit/prepare-service';
import { testRolePasswords } from '@app/test-kit/database';
import { graphqlClient } from '@app/test-kit/graphql-client';
import { testIdentityKeys } from '@app/test-kit/identity-tokens';
import { startTestServer } from '@app/test-kit/test-server';
import pg from 'pg';
import { MIGRATIONS } from '../../services/credits/dist/database/migrations.js';
import { startCredits } from '../../services/credits/dist/server.js';

const LINES = Number(process.argv[2] ?? 1_000_000);
const PART = process.argv[3];
const PEOPLE = Math.floor(LINES / 10);
const FIRST_PROFILE = 1_000_000;
const RECORD = `mutation ($input: RecordAchievementsInput!) { recordAchievements(input: $input) {
  ... on RecordAchievementsSuccess { recorded refused { message } } } }`;
const folder = mkdtempSync(join(tmpdir(), 'bulk-load-'));
const file = join(folder, 'achievements.csv');
const server = await startTestServer();

try {
  const begun = performance.now();
  spawnSync(process.execPath, [join(import.meta.dirname, 'generate.mjs'), String(LINES), file], { stdio: 'inherit' });
  const megabytes = (statSync(file).size / 1e6).toFixed(0);
  say(`${LINES} lines, ${megabytes} MB, generated in ${seconds(begun)} s`);
  if (PART !== 'killed') await onDatabase('first', beside);
  const whole = PART === undefined ? readFileSync(`${file}.rejected.ndjson`) : undefined;
  if (PART !== 'beside') await onDatabase('second', (database) => killed(database, whole));
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function beside(database) {
  const service = await startCredits(database.settings, { log: database.log });
  const callers = askMeanwhile(database, service.url);
  say(`\n## Load beside the service and a caller that records one item after the other`);
  await told(database, await load(database));
  say(`the caller meanwhile: ${await callers.stop()}`);
  await service.stop();
  say('\n## The same file again');
  await told(database, await load(database));
  say('\n## A line of a gigabyte between two good ones');
  await told(database, await load(database, gigabyte()));
  say('\n## Every credit counted anew');
  await database.admin.query(
    'TRUNCATE credits.credit, credits.holding, credits.holder_change, credits.holder_change_daily, credits.holder_change_monthly, credits.counted_list',
  );
  await database.admin.query('UPDATE credits.person SET holdings_as_of = NULL');
  const counting = performance.now();
  const again = await startCredits(database.settings, { log: database.log });
  const singles = askMeanwhile(database, again.url);
  await database.allCounted();
  say(`counted ${await database.count('credits.credit')} in ${seconds(counting)} s`);
  say(`the caller meanwhile: ${await singles.stop()}`);
  const pass = performance.now();
  const { countMissingCredits } = await import('../../services/credits/dist/credits/application/count-credits.js');
  await database.withDependencies((dependencies) => countMissingCredits(dependencies, 'every-open-link'));
  say(`a pass that finds nothing: ${seconds(pass)} s`);
  await again.stop();
}

async function killed(database, whole) {
  say('\n## Killed with -9 three times, started again each time');
  for (const share of [0.2, 0.5, 0.8]) await load(database, file, { killAtShare: share });
  await told(database, await load(database));
  if (whole) say(`refused lines as without a kill: ${readFileSync(`${file}.rejected.ndjson`).equals(whole)}`);
}

async function onDatabase(name, work) {
  const root = new pg.Client({ connectionString: server.url });
  await root.connect();
  await root.query(`CREATE DATABASE ${name}`);
  await root.end();
  const adminUrl = urlOf(server.url, name);
  await prepareService({ adminUrl, service: 'credits', migrations: MIGRATIONS, ...testRolePasswords });
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  admin.on('error', () => undefined);
  await fill(admin);
  const log = createLog('bench');
  log.level = 'warn';
  const keys = await testIdentityKeys();
  const appUrl = urlOf(server.url, name, 'credits_app', testRolePasswords.appPassword);
  const settings = {
    databaseUrl: appUrl,
    workerDatabaseUrl: urlOf(server.url, name, 'credits_worker', testRolePasswords.workerPassword),
    port: 0,
    verifyKey: keys.verifyKeyJwk,
    eventSigningSecret: 'a secret that only benchmarks ever know',
    embeddedWorkers: true,
    creditDeadlineDays: 10,
    reportDay: 10,
  };
  const count = async (table) => (await admin.query(`SELECT count(*)::integer AS n FROM ${table}`)).rows[0].n;
  const missing = `SELECT count(*)::integer AS n FROM credits.association JOIN credits.achievement USING (source, profile_id)
    LEFT JOIN credits.credit ON credit.achievement_id = achievement.id AND credit.organization_id = association.organization_id
      AND credit.counted_at IS NOT NULL WHERE credit.id IS NULL`;
  const notCounted = async () => (await admin.query(missing)).rows[0].n;
  const waiting = `SELECT count(*)::integer AS n FROM (
    SELECT user_id FROM credits.person WHERE holdings_as_of IS NULL UNION SELECT user_id FROM credits.recalculation_queue) AS waiting`;
  const notWorkedOut = async () => (await admin.query(waiting)).rows[0].n;
  await work({
    admin,
    appUrl,
    settings,
    keys,
    log,
    count,
    notCounted,
    notWorkedOut,
    async allCounted() {
      while ((await notCounted()) + (await notWorkedOut()) > 0) await pause(1_000);
    },
    async withDependencies(use) {
      const { creditsDataSource } = await import('../../services/credits/dist/database/data-source.js');
      const { loadRules } = await import('../../services/credits/dist/rules/store/load-rules.js');
      const dataSource = await creditsDataSource(appUrl).initialize();
      await use({ dataSource, clock: systemClock, rules: loadRules(), creditDeadlineDays: 10, reportDay: 10 });
      await dataSource.destroy();
    },
  });
  await admin.end();
}

/** Ten organisations, their people and their links: what the service learned before. */
async function fill(admin) {
  await admin.query('CREATE TEMPORARY TABLE firm AS SELECT n, uuidv7() AS id FROM generate_series(0, 9) AS n');
  await admin.query(
    "INSERT INTO credits.organization (id, version, name, registered_at) SELECT id, 1, 'Firm ' || n, '2025-01-01' FROM firm",
  );
  await admin.query(
    `CREATE TEMPORARY TABLE person AS SELECT number AS n, uuidv7() AS id, firm.id AS organization_id
     FROM generate_series(0, ${PEOPLE - 1}) AS number JOIN firm ON firm.n = number % 10`,
  );
  await admin.query(
    `INSERT INTO credits.user_account
     SELECT id, 1, organization_id, 'p' || n || '@firm.example', 'Person ' || n, 'ACTIVE' FROM person`,
  );
  await admin.query(
    'INSERT INTO credits.person (organization_id, user_id) SELECT organization_id, id FROM person WHERE n % 10 < 8',
  );
  await admin.query(
    `INSERT INTO credits.association (id, version, source, profile_id, user_id, organization_id, started_at)
     SELECT uuidv7(), 1, 'MICROSOFT_LEARN', (${FIRST_PROFILE} + n)::text, id, organization_id, '2026-01-01' FROM person WHERE n % 10 < 8`,
  );
  await admin.query('VACUUM ANALYZE');
}

/** Loads the file in a process of its own; kills it when so much of it is loaded. */
async function load(database, path = file, { killAtShare } = {}) {
  const begun = performance.now();
  const command = join(import.meta.dirname, '../../services/credits/dist/import-achievements.js');
  const child = spawn(process.execPath, [command, path, '--source', 'MICROSOFT_LEARN'], {
    env: { CREDITS_DATABASE_URL: database.appUrl, PGAPPNAME: 'bulk-load' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (text) => {
    output += text;
  });
  child.stderr.on('data', (text) => process.stderr.write(text));
  let ended = false;
  const end = new Promise((resolve) => {
    child.once('close', (code, signal) => {
      ended = true;
      resolve(code ?? signal);
    });
  });
  let peak = 0;
  const cpu = new Map();
  const lookAtCpu = async () => {
    const { rows } = await database.admin.query(
      "SELECT pid FROM pg_stat_activity WHERE application_name = 'bulk-load'",
    );
    for (const pid of [child.pid, ...rows.map((row) => row.pid)]) cpu.set(pid, cpuSeconds(pid) ?? cpu.get(pid) ?? 0);
  };
  while (!ended) {
    peak = Math.max(peak, peakMemory(child.pid) ?? 0);
    await lookAtCpu();
    if (killAtShare !== undefined) {
      const { rows } = await database.admin.query('SELECT line::integer FROM credits.import_job');
      if ((rows[0]?.line ?? 0) >= killAtShare * LINES) child.kill('SIGKILL');
    }
    await Promise.race([end, pause(100)]);
  }
  const took = (performance.now() - begun) / 1_000;
  const [own = 0, ...backends] = cpu.values();
  const spent = `processor time ${own.toFixed(1)} s, of its database connections ${sum(backends).toFixed(1)} s`;
  say(`ended with ${await end} after ${took.toFixed(1)} s, peak memory ${(peak / 1024).toFixed(0)} MB, ${spent}`);
  return { output, took };
}

async function told(database, { output, took }) {
  say(output.trimEnd());
  say(`${Math.round(LINES / took)} lines a second`);
  const [reports, training] = [
    await database.count('credits.achievement_report'),
    await database.count('credits.training_completion'),
  ];
  const achievements = await database.count('credits.achievement');
  const credits = await database.count('credits.credit');
  say(
    `stored: ${reports} reports, ${training} trainings, ${achievements} achievements, ${credits} credits, ${await database.notCounted()} not counted, ${await database.count('credits.holding')} holdings, ${await database.notWorkedOut()} people not worked out`,
  );
}

/** One item after the other by the API, each for a linked person, until it is counted. */
function askMeanwhile(database, url) {
  let asking = true;
  const [recorded, counted] = [[], []];
  const done = (async () => {
    const caller = { kind: 'operator', clientId: 'learn-feed', permissions: ['achievements:write'] };
    while (asking) {
      const client = graphqlClient(`${url}/graphql`, await database.keys.bearerFor(caller, 'credits', systemClock));
      const profileId = String(FIRST_PROFILE + 10 * Math.floor(Math.random() * (PEOPLE / 10)));
      const item = {
        externalId: randomUUID(),
        profileId,
        credentialCode: 'SEC-OPS',
        achievedAt: new Date(2019, 0, 1).toISOString(),
      };
      const begun = performance.now();
      const answer = await client.execute(RECORD, { input: { source: 'MICROSOFT_LEARN', items: [item] } });
      if (answer.data?.recordAchievements?.recorded !== 1) say(`the caller got ${JSON.stringify(answer)}`);
      recorded.push(performance.now() - begun);
      for (let waits = true; waits; ) {
        const { rows } = await database.admin.query(
          `SELECT FROM credits.achievement_report report JOIN credits.credit USING (achievement_id)
           WHERE report.source = 'MICROSOFT_LEARN' AND external_id = $1 AND counted_at IS NOT NULL`,
          [item.externalId],
        );
        waits = rows.length === 0;
        if (waits) await pause(20);
      }
      counted.push(performance.now() - begun);
      await pause(200);
    }
  })();
  return {
    async stop() {
      asking = false;
      await done;
      return `${recorded.length} items, answered in ${spread(recorded)}, counted after ${spread(counted)}`;
    },
  };
}

function spread(times) {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]?.toFixed(0);
  return `${at(0.5)} ms (median), ${at(0.99)} ms (99 of 100), ${at(1)} ms (worst)`;
}

function gigabyte() {
  const path = join(folder, 'gigabyte.csv');
  const line = (id) => `${id},${FIRST_PROFILE},AZ-ADMIN,2026-01-01T00:00:00Z\n`;
  writeFileSync(path, `externalId,profileId,credentialCode,achievedAt\n${line('before')}`);
  truncateSync(path, statSync(path).size + 1024 ** 3);
  appendFileSync(path, `\n${line('after')}`);
  return path;
}

function peakMemory(pid) {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
  } catch {
    return undefined;
  }
}

/** Of a process on this machine; a server in a container has its processes elsewhere. */
function cpuSeconds(pid) {
  try {
    const [, , , , , , , , , , , user, system] = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/\(.*\)/, 'x')
      .split(' ')
      .slice(2);
    return (Number(user) + Number(system)) / 100;
  } catch {
    return undefined;
  }
}

function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}

function urlOf(base, database, user, password) {
  const url = new URL(base);
  url.pathname = `/${database}`;
  if (user) [url.username, url.password] = [user, password];
  return url.href;
}

function seconds(begun) {
  return ((performance.now() - begun) / 1_000).toFixed(1);
}

function say(text) {
  process.stdout.write(`${text}\n`);
}

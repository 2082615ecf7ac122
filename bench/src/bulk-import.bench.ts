import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { countMissingCredits } from '@app/credits/credits/application/count-credits';
import { creditsDataSource } from '@app/credits/database/data-source';
import { loadRules } from '@app/credits/rules/store/load-rules';
import { startCredits } from '@app/credits/server';
import type { Caller } from '@app/subgraph-kit/callers/caller';
import { systemClock } from '@app/subgraph-kit/processes/clock';
import { createLog } from '@app/subgraph-kit/processes/log';
import { graphqlClient } from '@app/test-kit/graphql-client';
import { CreditsDatabase, fill, usersOf } from './credits/credits-database.js';
import { FIRST_PROFILE } from './generate-achievements.js';
import { type Bench, benchmark, growthOf, secondsSince } from './harness.js';
import { type Import, importFile } from './import-process.js';

// A file of a million lines, one in a hundred broken, imported beside a running service: time, lines per second, peak memory,
// latency of API callers meanwhile; then the same file again, a line of a gigabyte, all credits counted anew, and an import
// that is killed with -9 and started again. Eight of ten users are linked, in ten organizations.
// Before that, the CPU time for a line of files of a tenth and all of the lines, without the service.
// Arguments: number of lines, and `growth`, `beside` or `killed` for one part only.
const RECORD = `mutation ($input: RecordAchievementsInput!) { recordAchievements(input: $input) {
  ... on RecordAchievementsSuccess { recorded refused { message } } } }`;
const LARGE_COUNTS = [
  'TRUNCATE credits.credit, credits.published_credits, credits.holding, credits.holder_change, credits.holder_change_daily, credits.holder_change_monthly, credits.counted_list',
  'UPDATE credits.person SET holdings_as_of = NULL',
];
const log = createLog('bench');
log.level = 'warn';

await benchmark('bulk-import', async (bench) => {
  const [count = '1000000', part] = bench.arguments;
  const lines = Number(count);
  const folder = mkdtempSync(join(tmpdir(), 'bulk-import-'));
  const file = join(folder, 'achievements.csv');
  try {
    const begun = performance.now();
    const generate = join(import.meta.dirname, 'generate-achievements.js');
    spawnSync(process.execPath, [generate, count, file], { stdio: 'inherit' });
    const megabytes = (statSync(file).size / 1e6).toFixed(0);
    bench.print(`${lines} lines, ${megabytes} MB, generated in ${secondsSince(begun)} s`);
    if (part === undefined || part === 'growth') await growth(bench, lines, file, folder);
    if (part === undefined || part === 'beside')
      await onDatabase(bench, 'first', lines, (database) => beside(database, file, folder));
    const whole = part === undefined ? readFileSync(`${file}.rejected.ndjson`) : undefined;
    if (part === undefined || part === 'killed')
      await onDatabase(bench, 'second', lines, (database) => killed(database, file, whole));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

async function growth(bench: Bench, lines: number, file: string, folder: string): Promise<void> {
  const tenth = join(folder, 'tenth.csv');
  const rows = readFileSync(file, 'utf8').split('\n');
  writeFileSync(tenth, `${rows.slice(0, 1 + lines / 10).join('\n')}\n`);
  bench.print('\n## Imports of a tenth and of all');
  const costs: number[] = [];
  for (const [name, path, count] of [
    ['tenth', tenth, lines / 10],
    ['whole', file, lines],
  ] as const)
    await onDatabase(bench, name, count, async (database) => {
      const { cpu } = await importFile(database, path);
      costs.push((cpu * 1_000_000) / count);
    });
  bench.print(`CPU time for a line ${growthOf(costs, 'µs')}`);
}

async function beside(database: CreditsDatabase, file: string, folder: string): Promise<void> {
  const { print, admin, settings } = database;
  const service = await startCredits(settings, { log });
  const callers = askMeanwhile(database, service.url);
  print('\n## Import beside the service and a caller that records one item after another');
  await printImport(database, await importFile(database, file));
  print(`the caller meanwhile: ${await callers.stop()}`);
  await service.stop();
  print('\n## The same file again');
  await printImport(database, await importFile(database, file));
  print('\n## A line of a gigabyte between two valid ones');
  await printImport(database, await importFile(database, gigabyte(folder)));
  print('\n## All credits counted anew');
  for (const statement of LARGE_COUNTS) await admin.query(statement);
  const counting = performance.now();
  const again = await startCredits(settings, { log });
  const singles = askMeanwhile(database, again.url);
  await database.untilCounted();
  print(`counted ${await database.count('credits.credit')} in ${secondsSince(counting)} s`);
  print(`the caller meanwhile: ${await singles.stop()}`);
  const pass = performance.now();
  await countEveryLink(settings.databaseUrl);
  print(`a pass that finds nothing: ${secondsSince(pass)} s`);
  await again.stop();
}

async function killed(database: CreditsDatabase, file: string, whole: Buffer | undefined): Promise<void> {
  database.print('\n## Killed with -9 three times, started again each time');
  for (const share of [0.2, 0.5, 0.8]) await importFile(database, file, { killAtShare: share });
  await printImport(database, await importFile(database, file));
  if (whole !== undefined)
    database.print(`rejected lines as without a kill: ${readFileSync(`${file}.rejected.ndjson`).equals(whole)}`);
}

async function countEveryLink(databaseUrl: string): Promise<void> {
  const dataSource = await creditsDataSource(databaseUrl).initialize();
  const dependencies = { dataSource, clock: systemClock, rules: loadRules(), creditDeadlineDays: 10, reportDay: 10 };
  await countMissingCredits(dependencies, 'every-open-link');
  await dataSource.destroy();
}

async function onDatabase(
  bench: Bench,
  name: string,
  lines: number,
  work: (database: CreditsDatabase) => Promise<void>,
): Promise<void> {
  const database = await CreditsDatabase.create(bench, name, lines);
  try {
    await fill(database.admin, usersOf(lines));
    await work(database);
  } finally {
    await database.admin.end();
  }
}

async function printImport(database: CreditsDatabase, { output, seconds }: Import): Promise<void> {
  const { print } = database;
  print(output.trimEnd());
  print(`${Math.round(database.lines / seconds)} lines a second`);
  const stored: string[] = [];
  for (const [name, table] of [
    ['reports', 'credits.achievement_report'],
    ['trainings', 'credits.training_completion'],
    ['achievements', 'credits.achievement'],
    ['credits', 'credits.credit'],
    ['holdings', 'credits.holding'],
  ] as const)
    stored.push(`${await database.count(table)} ${name}`);
  const waiting = `${await database.notCounted()} not counted, ${await database.notCalculated()} users not calculated`;
  print(`stored: ${stored.join(', ')}, ${waiting}`);
}

/** Records one item after another through the API, each for a linked user, and waits until it is counted. */
function askMeanwhile(database: CreditsDatabase, url: string): { stop(): Promise<string> } {
  let asking = true;
  const [recorded, counted]: [number[], number[]] = [[], []];
  const caller: Caller = { kind: 'operator', clientId: 'learn-feed', permissions: ['achievements:write'] };
  const done = (async () => {
    // oxlint-disable-next-line typescript/no-unnecessary-condition -- the stop sets it
    while (asking) {
      const client = graphqlClient(`${url}/graphql`, await database.keys.bearerFor(caller, 'credits', systemClock));
      const profileId = String(FIRST_PROFILE + 10 * Math.floor(Math.random() * (usersOf(database.lines) / 10)));
      const achievedAt = new Date(2019, 0, 1).toISOString();
      const item = { externalId: randomUUID(), profileId, credentialCode: 'SEC-OPS', achievedAt };
      const begun = performance.now();
      const answer = await client.execute<{ recordAchievements: { recorded?: number } }>(RECORD, {
        input: { source: 'MICROSOFT_LEARN', items: [item] },
      });
      if (answer.data?.recordAchievements.recorded !== 1) database.print(`the caller got ${JSON.stringify(answer)}`);
      recorded.push(performance.now() - begun);
      await untilItemCounted(database, item.externalId);
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

async function untilItemCounted({ admin }: CreditsDatabase, externalId: string): Promise<void> {
  for (;;) {
    const { rows } = await admin.query(
      `SELECT FROM credits.achievement_report report JOIN credits.credit USING (achievement_id)
       WHERE report.source = 'MICROSOFT_LEARN' AND external_id = $1 AND counted_at IS NOT NULL`,
      [externalId],
    );
    if (rows.length > 0) return;
    await pause(20);
  }
}

function spread(times: readonly number[]): string {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]?.toFixed(0);
  return `${at(0.5)} ms (median), ${at(0.99)} ms (99 of 100), ${at(1)} ms (worst)`;
}

function gigabyte(folder: string): string {
  const path = join(folder, 'gigabyte.csv');
  const line = (id: string) => `${id},${FIRST_PROFILE},AZ-ADMIN,2026-01-01T00:00:00Z\n`;
  writeFileSync(path, `externalId,profileId,credentialCode,achievedAt\n${line('before')}`);
  truncateSync(path, statSync(path).size + 1024 ** 3);
  appendFileSync(path, `\n${line('after')}`);
  return path;
}

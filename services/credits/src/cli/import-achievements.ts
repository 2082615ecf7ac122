import { log, error as printError } from 'node:console';
import { statSync } from 'node:fs';
import { extname } from 'node:path';
import { parseArgs } from 'node:util';
import { systemClock } from '@app/subgraph-kit/processes/clock';
import { checkDatabases } from '@app/subgraph-kit/processes/start-process';
import type { SentItem } from '../achievements/domain/reported-item.js';
import type { LearningSource } from '../catalog/domain/catalog.js';
import { countMissingCredits, countRecorded } from '../credits/application/count-credits.js';
import { creditsDataSource } from '../database/data-source.js';
import { readImportEnvironment } from '../environment.js';
import { inputReader } from '../importing/api/input-reader.js';
import { type ImportOutcome, importAchievements } from '../importing/application/import-achievements.js';
import { countsText, finishReporter, progressReporter } from '../importing/application/report-progress.js';
import { FileRejected } from '../importing/application/row-format.js';
import { loadRules } from '../rules/store/load-rules.js';
import { creditsSubgraph } from '../subgraph.js';

// `npm run achievements:import -- <file.csv|file.ndjson> --source <source> [--format csv|ndjson] [--rejected <file>]`
// Exit code 0: every row is recorded, now or before; 3: some were rejected; 1: not imported to the end; 2: wrong usage.
const SOURCES: readonly string[] = ['MICROSOFT_LEARN', 'PARTNER_UNIVERSITY'] satisfies LearningSource[];
const FORMATS: Record<string, 'csv' | 'ndjson'> = { csv: 'csv', ndjson: 'ndjson', jsonl: 'ndjson' };

function readCall() {
  const text = { type: 'string' } as const;
  const options = { source: text, format: text, rejected: text };
  const { values, positionals } = parseArgs({ allowPositionals: true, options });
  const [path = '', ...others] = positionals;
  const { source = '', rejected: rejectedPath = `${path}.rejected.ndjson` } = values;
  const format = FORMATS[values.format ?? extname(path).slice(1).toLowerCase()];
  if (path === '' || others.length > 0 || !SOURCES.includes(source) || !format) throw new Error('not understood');
  return { path, source: source as LearningSource, format, rejectedPath };
}

function callOrExit(): ReturnType<typeof readCall> {
  try {
    return readCall();
  } catch {
    printError(`Which file, and of which source? npm run achievements:import -- <file.csv|file.ndjson>
  --source ${SOURCES.join('|')} [--format csv|ndjson] [--rejected <file for rejected rows>]`);
    process.exit(2);
  }
}

/** Of this run: the import job does not store it. */
const notTaken: { count: number; first: number | undefined } = { count: 0, first: undefined };

async function runImport(call: ReturnType<typeof readCall>): Promise<ImportOutcome> {
  const { CREDITS_DATABASE_URL: url, CREDIT_DEADLINE_DAYS: creditDeadlineDays, REPORT_DAY: reportDay } = environment;
  const { schema } = await creditsSubgraph();
  const dataSource = await creditsDataSource(url).initialize();
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stop.abort());
  const size = statSync(call.path, { throwIfNoEntry: false })?.size ?? 0;
  const write = (line: string) => void process.stderr.write(`${line}\n`);
  const output = { every: 5_000, now: () => performance.now(), write };
  try {
    const dependencies = { dataSource, clock: systemClock, rules: loadRules(), creditDeadlineDays, reportDay };
    return await importAchievements(dependencies, {
      ...call,
      readInput: inputReader<SentItem>(schema, 'AchievementInput'),
      count: (recorded) => countRecorded(dependencies, recorded),
      finish: (interrupted) =>
        countMissingCredits(
          dependencies,
          interrupted ? 'every-open-link' : 'links-with-pending-credits',
          finishReporter(output),
        ),
      onProgress: progressReporter(size, output),
      onExpiriesNotTaken: (lines) => {
        notTaken.count += lines.length;
        notTaken.first ??= lines[0];
      },
      stop: stop.signal,
    });
  } finally {
    await dataSource.destroy();
  }
}

function report(outcome: ImportOutcome, rejectedPath: string): number {
  if (outcome.kind === 'running-elsewhere') {
    printError('Another process is importing this file.');
    return 1;
  }
  const { kind, continuedAt, recorded, repeated, rejected, line } = outcome;
  if (continuedAt > 0) log(`Continued after line ${continuedAt}, where an earlier import was interrupted.`);
  log(`${recorded + repeated + rejected} rows: ${countsText(outcome)}.`);
  if (rejected > 0) log(`Why rows were rejected: ${rejectedPath}`);
  if (notTaken.count > 0) {
    log(
      `${notTaken.count} recorded rows state an expiry that does not apply, the first one in line ${notTaken.first}.`,
    );
  }
  if (kind === 'imported') return rejected > 0 ? 3 : 0;
  printError(`Stopped after line ${line}. The same command continues.`);
  return 1;
}

const call = callOrExit();
const environment = readImportEnvironment();
await checkDatabases({ CREDITS_DATABASE_URL: environment.CREDITS_DATABASE_URL });
try {
  process.exitCode = report(await runImport(call), call.rejectedPath);
} catch (error) {
  printError(`${call.path}: ${(error as Error).message}`);
  if (!(error instanceof FileRejected))
    printError('Not imported to the end. Recorded rows stay recorded; the same command continues.');
  process.exitCode = 1;
}

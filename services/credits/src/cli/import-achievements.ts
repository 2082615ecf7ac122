import { log, error as tell } from 'node:console';
import { statSync } from 'node:fs';
import { extname } from 'node:path';
import { parseArgs } from 'node:util';
import { systemClock } from '@app/subgraph-kit/clock';
import { checkDatabases } from '@app/subgraph-kit/start-process';
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

// `npm run achievements:import -- <file.csv|file.ndjson> --source <source> [--format csv|ndjson] [--refused <file>]`
// Exit code 0: every line is recorded, now or before; 3: some were refused; 1: not loaded to the end; 2: wrong call.
const SOURCES: readonly string[] = ['MICROSOFT_LEARN', 'PARTNER_UNIVERSITY'] satisfies LearningSource[];
const FORMATS: Record<string, 'csv' | 'ndjson'> = { csv: 'csv', ndjson: 'ndjson', jsonl: 'ndjson' };

function readCall() {
  const text = { type: 'string' } as const;
  const options = { source: text, format: text, refused: text };
  const { values, positionals } = parseArgs({ allowPositionals: true, options });
  const [path = '', ...others] = positionals;
  const { source = '', refused: rejectedPath = `${path}.refused.ndjson` } = values;
  const format = FORMATS[values.format ?? extname(path).slice(1).toLowerCase()];
  if (path === '' || others.length > 0 || !SOURCES.includes(source) || !format) throw new Error('not understood');
  return { path, source: source as LearningSource, format, rejectedPath };
}

function callOrExit(): ReturnType<typeof readCall> {
  try {
    return readCall();
  } catch {
    tell(`Which file, and of which source? npm run achievements:import -- <file.csv|file.ndjson>
  --source ${SOURCES.join('|')} [--format csv|ndjson] [--refused <file for the lines that are refused>]`);
    process.exit(2);
  }
}

/** Of this run: an interrupted load does not keep it. */
const notTaken: { count: number; first: number | undefined } = { count: 0, first: undefined };

async function load(call: ReturnType<typeof readCall>): Promise<ImportOutcome> {
  const { CREDITS_DATABASE_URL: url, CREDIT_DEADLINE_DAYS: creditDeadlineDays, REPORT_DAY: reportDay } = environment;
  const { schema } = await creditsSubgraph();
  const dataSource = await creditsDataSource(url).initialize();
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stop.abort());
  const size = statSync(call.path, { throwIfNoEntry: false })?.size ?? 0;
  const write = (line: string) => void process.stderr.write(`${line}\n`);
  const teller = { every: 5_000, now: () => performance.now(), write };
  try {
    const dependencies = { dataSource, clock: systemClock, rules: loadRules(), creditDeadlineDays, reportDay };
    return await importAchievements(dependencies, {
      ...call,
      readInput: inputReader<SentItem>(schema, 'AchievementInput'),
      count: (recorded) => countRecorded(dependencies, recorded),
      finish: (interrupted) =>
        countMissingCredits(dependencies, interrupted ? 'every-link' : 'links-that-wait', finishReporter(teller)),
      tell: progressReporter(size, teller),
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
  if (outcome.kind === 'loading-elsewhere') {
    tell('Another process is loading this file.');
    return 1;
  }
  const { kind, continuedAt, recorded, repeated, refused, line } = outcome;
  if (continuedAt > 0) log(`Continued after line ${continuedAt}, where an earlier load was interrupted.`);
  log(`${recorded + repeated + refused} lines: ${countsText(outcome)}.`);
  if (refused > 0) log(`Why lines were refused: ${rejectedPath}`);
  if (notTaken.count > 0) {
    log(
      `${notTaken.count} recorded lines state an expiry that does not hold, the first one is line ${notTaken.first}.`,
    );
  }
  if (kind === 'loaded') return refused > 0 ? 3 : 0;
  tell(`Stopped after line ${line}. The same command continues.`);
  return 1;
}

const call = callOrExit();
const environment = readImportEnvironment();
await checkDatabases({ CREDITS_DATABASE_URL: environment.CREDITS_DATABASE_URL });
try {
  process.exitCode = report(await load(call), call.rejectedPath);
} catch (error) {
  tell(`${call.path}: ${(error as Error).message}`);
  if (!(error instanceof FileRejected))
    tell('Not loaded to the end. What is recorded stays; the same command continues.');
  process.exitCode = 1;
}

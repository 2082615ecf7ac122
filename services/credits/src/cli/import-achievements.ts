import { statSync } from 'node:fs';
import { extname } from 'node:path';
import type { CommandResult, CommandRun } from '@app/subgraph-kit/commands/command';
import { CommandFailed, failed, wrongCall } from '@app/subgraph-kit/commands/command-failed';
import { EXIT_CODE } from '@app/subgraph-kit/commands/exit-code';
import type { SentItem } from '../achievements/domain/reported-item.js';
import type { LearningSource } from '../catalog/domain/catalog.js';
import { countMissingCredits, countRecorded } from '../credits/application/count-credits.js';
import type { Dependencies } from '../dependencies.js';
import { inputReader } from '../importing/api/input-reader.js';
import { type ImportOutcome, importAchievements } from '../importing/application/import-achievements.js';
import type { FileFormat } from '../importing/application/reading/import-file.js';
import { FileRejected } from '../importing/application/reading/row-format.js';
import { type ReconcileOutcome, reconcileFile } from '../importing/application/reconcile-file.js';
import {
  comparisonText,
  countsText,
  finishReporter,
  progressReporter,
} from '../importing/application/report-progress.js';
import type { WrittenOrder } from '../importing/domain/written-date.js';
import { creditsSubgraph } from '../subgraph.js';
import { withCredits } from './with-credits.js';

/** A file and the options of its import (docs/bulk-import.md). */
export type Import = {
  readonly path: string;
  readonly source: LearningSource;
  readonly format: FileFormat | undefined;
  readonly dates: WrittenOrder | undefined;
  readonly issuersPath: string | undefined;
  readonly rejectedPath: string | undefined;
  readonly dryRun: boolean;
  readonly reportPath: string | undefined;
};

/** Formats by the extensions of files. */
const FORMATS: Readonly<Record<string, FileFormat>> = {
  csv: 'csv',
  tsv: 'csv',
  txt: 'csv',
  ndjson: 'ndjson',
  jsonl: 'ndjson',
  badges: 'badges',
  jwt: 'badges',
  jws: 'badges',
};

/** Imports a file of achievements by the rules of the API, or compares it with what is recorded. */
export async function importFile(given: Import, run: CommandRun): Promise<CommandResult> {
  const { path, source, dryRun, dates, issuersPath } = given;
  const format = given.format ?? FORMATS[extname(path).slice(1).toLowerCase()];
  if (format === undefined) throw wrongCall('The extension of the file says no format.', 'Add --format.');
  if (given.reportPath !== undefined && !dryRun) throw wrongCall('--report: goes with --dry-run.');
  const rejectedPath = given.rejectedPath ?? `${path}.rejected.ndjson`;
  return withCredits(run, async ({ deps }) => {
    const { schema } = await creditsSubgraph();
    const readInput = inputReader<SentItem>(schema, 'AchievementInput');
    const reading = { format, dates, issuersPath };
    const { reportPath } = given;
    const common = { path, source, reading, rejectedPath, dryRun, reportPath, readInput, stop: run.stop };
    try {
      return dryRun ? comparisonOf(await reconcileFile(deps, common), reportPath) : await importWith(deps, common, run);
    } catch (error) {
      throw error instanceof CommandFailed ? error : unfinished(error as Error, path, dryRun);
    }
  });
}

type Common = Pick<
  Parameters<typeof importAchievements>[1],
  'path' | 'source' | 'reading' | 'rejectedPath' | 'readInput'
> & { readonly stop: AbortSignal };

async function importWith(deps: Dependencies, common: Common, { progress: write }: CommandRun): Promise<CommandResult> {
  const size = statSync(common.path, { throwIfNoEntry: false })?.size ?? 0;
  const output = { every: 5_000, now: () => performance.now(), write };
  /** Of this run: the import job does not store it. */
  const notTaken: number[] = [];
  const outcome = await importAchievements(deps, {
    ...common,
    count: (recorded) => countRecorded(deps, recorded),
    finish: (interrupted) =>
      countMissingCredits(deps, interrupted ? 'every-open-link' : 'links-with-pending-credits', finishReporter(output)),
    onProgress: progressReporter(size, output),
    onExpiriesNotTaken: (lines) => void notTaken.push(...lines),
  });
  return resultOf(outcome, notTaken, common.rejectedPath);
}

function resultOf(outcome: ImportOutcome, notTaken: readonly number[], rejectedPath: string): CommandResult {
  if (outcome.kind === 'running-elsewhere')
    throw failed('RUNNING_ELSEWHERE', 'Another process is importing this file.', 'Wait until it has ended.');
  const { kind, continuedAt, recorded, repeated, rejected, line } = outcome;
  if (kind === 'stopped')
    throw failed('STOPPED', `Stopped after line ${line}: ${countsText(outcome)}.`, 'The same command continues.');
  const text = [`${recorded + repeated + rejected} rows: ${countsText(outcome)}.`];
  if (continuedAt > 0) text.unshift(`Continued after line ${continuedAt}, where an earlier import was interrupted.`);
  if (rejected > 0) text.push(`Why rows were rejected: ${rejectedPath}`);
  const [first] = notTaken;
  if (first !== undefined)
    text.push(`${notTaken.length} recorded rows state an expiry that does not apply, the first one in line ${first}.`);
  const counts = { recorded, repeated, rejected, continuedAt, expiriesNotTaken: notTaken.length };
  return {
    text,
    data: { ...counts, rejectedRows: rejected > 0 ? rejectedPath : null },
    exitCode: rejected > 0 ? EXIT_CODE.doneInPart : EXIT_CODE.done,
  };
}

function comparisonOf({ kind, readAs, totals }: ReconcileOutcome, reportPath: string | undefined): CommandResult {
  if (kind !== 'compared')
    throw failed('STOPPED', 'Stopped before the end of the file. Nothing was written to the database.');
  return {
    text: [
      `Read as ${readAs}.`,
      ...comparisonText(totals),
      ...(reportPath === undefined ? [] : [`Each row with its outcome: ${reportPath}`]),
      'Nothing was written to the database.',
    ],
    data: { readAs, totals, report: reportPath ?? null },
    exitCode: totals.REJECTED > 0 ? EXIT_CODE.doneInPart : EXIT_CODE.done,
  };
}

function unfinished(error: Error, path: string, dryRun: boolean): CommandFailed {
  if (error instanceof FileRejected || dryRun) return failed('FILE_REJECTED', `${path}: ${error.message}`);
  return failed(
    'NOT_IMPORTED_TO_THE_END',
    `${path}: ${error.message}`,
    'Recorded rows stay recorded; the same command continues.',
  );
}

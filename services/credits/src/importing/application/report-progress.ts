import type { ImportProgress } from '../store/import-job.store.js';
import type { ReconciliationTotals } from './reconcile-file.js';

/** The interval in milliseconds, the clock and the destination of progress reports. */
export type ProgressOutput = {
  readonly every: number;
  readonly now: () => number;
  readonly write: (text: string) => void;
};

/** Reports the progress of an import of a file with this many bytes, at most once per interval. */
export function progressReporter(
  size: number,
  { every, now, write }: ProgressOutput,
): (progress: ImportProgress) => void {
  let reportedAt = now();
  let reportedLine: number | undefined;
  return (progress) => {
    const elapsed = now() - reportedAt;
    reportedLine ??= progress.line;
    if (elapsed < every) return;
    const rate = Math.round((progress.line - reportedLine) / (elapsed / 1_000));
    reportedAt += elapsed;
    reportedLine = progress.line;
    const percent = Math.floor((100 * progress.offset) / Math.max(size, 1));
    write(`${percent} %, line ${progress.line}, ${rate} lines a second: ${countsText(progress)}`);
  };
}

/** Reports the progress of the recalculation after the last row. */
export function finishReporter({ every, now, write }: ProgressOutput): (progress: { readonly people: number }) => void {
  let reportedAt = now();
  return ({ people }) => {
    if (now() - reportedAt < every) return;
    reportedAt = now();
    write(`Every row is processed; the holdings of ${people} people are recalculated so far.`);
  };
}

/** The totals of the rows by outcome. */
export function countsText({ recorded, repeated, rejected }: ImportProgress): string {
  return `${recorded} recorded, ${repeated} repeated, ${rejected} rejected`;
}

/** The totals of a comparison, in lines. */
export function comparisonText(totals: ReconciliationTotals): string[] {
  const { NEW, RECORDED, REPEATED, DIFFERS, REJECTED, ABSENT } = totals;
  const rows = NEW + RECORDED + REPEATED + DIFFERS + REJECTED;
  return [
    `${rows} rows: ${NEW} new, ${RECORDED} already recorded, ${DIFFERS} that differ, ${REPEATED} repeated in the file, ${REJECTED} rejected.`,
    `Recorded for the same profiles, and absent in the file: ${ABSENT}.`,
  ];
}

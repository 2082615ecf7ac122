import type { ImportProgress } from '../store/import-job.store.js';

/** How often, by which watch, and where to. */
export type ProgressOutput = {
  readonly every: number;
  readonly now: () => number;
  readonly write: (text: string) => void;
};

/** Tells how a load of so many bytes gets on, at most once in so many milliseconds. */
export function progressReporter(
  size: number,
  { every, now, write }: ProgressOutput,
): (progress: ImportProgress) => void {
  let toldAt = now();
  let told: number | undefined;
  return (progress) => {
    const elapsed = now() - toldAt;
    told ??= progress.line;
    if (elapsed < every) return;
    const rate = Math.round((progress.line - told) / (elapsed / 1_000));
    toldAt += elapsed;
    told = progress.line;
    const percent = Math.floor((100 * progress.offset) / Math.max(size, 1));
    write(`${percent} %, line ${progress.line}, ${rate} lines a second: ${countsText(progress)}`);
  };
}

/** Tells how the work after the last line gets on: what people hold by all that was loaded. */
export function finishReporter({ every, now, write }: ProgressOutput): (progress: { readonly people: number }) => void {
  let toldAt = now();
  return ({ people }) => {
    if (now() - toldAt < every) return;
    toldAt = now();
    write(`Every line is dealt with; the holdings of ${people} people are worked out so far.`);
  };
}

/** What became of the lines. */
export function countsText({ recorded, repeated, refused }: ImportProgress): string {
  return `${recorded} recorded, ${repeated} repeated, ${refused} refused`;
}

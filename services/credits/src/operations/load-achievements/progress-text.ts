import type { LoadProgress } from '../../persistence/achievement-load.store.js';

/** Tells how a load of so many bytes gets on, at most once in so many milliseconds. */
export function progressTeller(
  size: number,
  { every, now, write }: { every: number; now: () => number; write: (text: string) => void },
): (progress: LoadProgress) => void {
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

/** What became of the lines. */
export function countsText({ recorded, repeated, refused }: LoadProgress): string {
  return `${recorded} recorded, ${repeated} repeated, ${refused} refused`;
}

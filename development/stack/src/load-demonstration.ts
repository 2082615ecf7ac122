import { loadOnce } from './demonstration-data.js';
import { type Program, runToTheEnd } from './program.js';

/** On a slow machine the load takes a few minutes. */
export const LOAD_MILLISECONDS = 15 * 60_000;

/**
 * Loads the demonstration data by these programs, all at once, while the system runs. A failed load is shown in one
 * line and ends nothing else: the next start continues it. Rejects only when the whole start is canceled.
 */
export async function loadDemonstration(load: {
  adminUrl: string;
  programs: readonly Program[];
  show: (line: string) => void;
  signal: AbortSignal;
  milliseconds: number;
}): Promise<void> {
  const { show, signal } = load;
  try {
    await loadOnce(load.adminUrl, async () => {
      show('Loading the demonstration data … The gateway answers already.');
      await runTogether(load.programs, AbortSignal.any([signal, AbortSignal.timeout(load.milliseconds)]));
    });
  } catch (error) {
    signal.throwIfAborted();
    const reason = firstLine(error).replace(/:$/, '');
    show(`The demonstration data is not complete: ${reason}. Everything else runs; start again to load the rest.`);
  }
}

/** A program that fails ends the others, which would wait for its data. */
async function runTogether(programs: readonly Program[], signal: AbortSignal): Promise<void> {
  const failed = new AbortController();
  const until = AbortSignal.any([signal, failed.signal]);
  let first: Error | undefined;
  const run = async (program: Program): Promise<void> => {
    try {
      await runToTheEnd(program, until);
    } catch (error) {
      first ??= signal.aborted ? new Error('it took too long') : (error as Error);
      failed.abort();
    }
  };
  await Promise.all(programs.map(run));
  if (first !== undefined) throw first;
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? '';
}

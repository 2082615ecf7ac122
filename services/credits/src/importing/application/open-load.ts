import { setTimeout as pause } from 'node:timers/promises';
import type { DataSource, EntityManager } from 'typeorm';
import { findProgress, type LoadKey, type LoadProgress, lockLoad } from '../store/achievement-load.store.js';
import type { Place } from './file-lines.js';
import { RefusedLines } from './refused-lines.js';

/** A load that is nobody else's until it is closed. */
export type OpenLoad = {
  readonly progress: LoadProgress;
  /** The line after which an interrupted load is continued; 0 for one that begins. */
  readonly continuedAt: number;
  readonly refusedLines: RefusedLines;
  close(): Promise<void>;
};

/** The database takes a moment to notice that the process of an earlier load was killed. */
const PATIENCE_MILLISECONDS = 5_000;

/** Takes up a load where it was interrupted, or begins it; null when another process has it. */
export async function openLoad(
  dataSource: DataSource,
  key: LoadKey,
  { begin, refusedPath }: { begin: Place; refusedPath: string },
): Promise<OpenLoad | null> {
  const runner = dataSource.createQueryRunner();
  const leave = async () => {
    // A connection that is lost has given the lock up already.
    await runner.query('SELECT pg_advisory_unlock_all()').catch(() => undefined);
    await runner.release();
  };
  try {
    if (!(await lockPatiently(runner.manager, key))) {
      await leave();
      return null;
    }
    const earlier = await findProgress(runner.manager, key);
    const kept = earlier && (await RefusedLines.continueAt(refusedPath, earlier.refusedLength));
    const none = { refusedLength: 0, recorded: 0, repeated: 0, refused: 0 };
    const refusedLines = kept ?? (await RefusedLines.begin(refusedPath));
    const close = async () => {
      await refusedLines.close();
      await leave();
    };
    const [progress, continuedAt] = earlier && kept ? [earlier, earlier.line] : [{ ...begin, ...none }, 0];
    return { progress, continuedAt, refusedLines, close };
  } catch (error) {
    await leave();
    throw error;
  }
}

async function lockPatiently(manager: EntityManager, key: LoadKey): Promise<boolean> {
  const patienceEnds = performance.now() + PATIENCE_MILLISECONDS;
  while (!(await lockLoad(manager, key))) {
    if (performance.now() > patienceEnds) return false;
    await pause(100);
  }
  return true;
}

import { setTimeout as pause } from 'node:timers/promises';
import type { DataSource, EntityManager } from 'typeorm';
import { findImportProgress, type ImportKey, type ImportProgress, lockImportJob } from '../store/import-job.store.js';
import type { Place } from './file-lines.js';
import { RejectedRows } from './rejected-rows.js';

/** A load that is nobody else's until it is closed. */
export type OpenImportJob = {
  readonly progress: ImportProgress;
  /** The line after which an interrupted load is continued; 0 for one that begins. */
  readonly continuedAt: number;
  readonly rejectedRows: RejectedRows;
  close(): Promise<void>;
};

/** The database takes a moment to notice that the process of an earlier load was killed. */
const PATIENCE_MILLISECONDS = 5_000;

/** Takes up a load where it was interrupted, or begins it; null when another process has it. */
export async function openImportJob(
  dataSource: DataSource,
  key: ImportKey,
  { begin, rejectedPath }: { begin: Place; rejectedPath: string },
): Promise<OpenImportJob | null> {
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
    const earlier = await findImportProgress(runner.manager, key);
    const kept = earlier && (await RejectedRows.continueAt(rejectedPath, earlier.rejectedLength));
    const none = { rejectedLength: 0, recorded: 0, repeated: 0, refused: 0 };
    const rejectedRows = kept ?? (await RejectedRows.begin(rejectedPath));
    const close = async () => {
      await rejectedRows.close();
      await leave();
    };
    const [progress, continuedAt] = earlier && kept ? [earlier, earlier.line] : [{ ...begin, ...none }, 0];
    return { progress, continuedAt, rejectedRows, close };
  } catch (error) {
    await leave();
    throw error;
  }
}

async function lockPatiently(manager: EntityManager, key: ImportKey): Promise<boolean> {
  const patienceEnds = performance.now() + PATIENCE_MILLISECONDS;
  while (!(await lockImportJob(manager, key))) {
    if (performance.now() > patienceEnds) return false;
    await pause(100);
  }
  return true;
}

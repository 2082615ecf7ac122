import { setTimeout as pause } from 'node:timers/promises';
import type { DataSource, EntityManager } from 'typeorm';
import { findImportProgress, type ImportKey, type ImportProgress, lockImportJob } from '../store/import-job.store.js';
import type { FilePosition } from './reading/file-lines.js';
import { RejectedRows } from './rejected-rows.js';

/** An import job, locked against other processes until it is closed. */
export type OpenImportJob = {
  readonly progress: ImportProgress;
  /** The line after which an interrupted import continues; 0 for a new one. */
  readonly continuedAt: number;
  readonly rejectedRows: RejectedRows;
  close(): Promise<void>;
};

/** The database takes a moment to notice that an earlier process was killed. */
const LOCK_WAIT_MILLISECONDS = 5_000;

/** Continues an interrupted import or begins a new one; null when another process has the job. */
export async function openImportJob(
  dataSource: DataSource,
  key: ImportKey,
  { begin, rejectedPath }: { begin: FilePosition; rejectedPath: string },
): Promise<OpenImportJob | null> {
  const runner = dataSource.createQueryRunner();
  const leave = async () => {
    // A lost connection has released the lock already.
    await runner.query('SELECT pg_advisory_unlock_all()').catch(() => undefined);
    await runner.release();
  };
  try {
    if (!(await waitForLock(runner.manager, key))) {
      await leave();
      return null;
    }
    const earlier = await findImportProgress(runner.manager, key);
    const continued = earlier && (await RejectedRows.continueAt(rejectedPath, earlier.rejectedLength));
    const none = { rejectedLength: 0, recorded: 0, repeated: 0, rejected: 0 };
    const rejectedRows = continued ?? (await RejectedRows.begin(rejectedPath));
    const close = async () => {
      await rejectedRows.close();
      await leave();
    };
    const [progress, continuedAt] = earlier && continued ? [earlier, earlier.line] : [{ ...begin, ...none }, 0];
    return { progress, continuedAt, rejectedRows, close };
  } catch (error) {
    await leave();
    throw error;
  }
}

async function waitForLock(manager: EntityManager, key: ImportKey): Promise<boolean> {
  const deadline = performance.now() + LOCK_WAIT_MILLISECONDS;
  while (!(await lockImportJob(manager, key))) {
    if (performance.now() > deadline) return false;
    await pause(100);
  }
  return true;
}

import { inTransaction } from '@app/subgraph-kit/database/transaction';
import type { LearningSource } from '../../catalog/domain/catalog.js';
import type { EnqueuedChanges } from '../../credits/store/counting-job.store.js';
import type { Dependencies } from '../../dependencies.js';
import { enqueueRecalculation, listPeopleOfProfiles } from '../../holdings/store/recalculation-queue.store.js';
import { allowLongStatements } from '../../values/store/long-statements.js';
import type { Identity } from '../domain/layout.js';
import { recordBatch } from '../store/achievement-batch.store.js';
import { deleteImportJob, type ImportKey, type ImportProgress, saveImportProgress } from '../store/import-job.store.js';
import { ChunkSize } from './chunk-size.js';
import { type FileChunk, fileChunks, type ReadInput, readAhead, validateLines } from './file-chunks.js';
import { openImportJob } from './open-import-job.js';
import { assertOtherFile, digestOf, openFile, type Reading } from './reading/import-file.js';
import type { RejectedRows } from './rejected-rows.js';

export type ImportAchievements = {
  readonly path: string;
  readonly reading: Reading;
  readonly source: LearningSource;
  /** The file for rejected rows. */
  readonly rejectedPath: string;
  readonly readInput: ReadInput;
  /** Opens and counts the credits of a chunk. */
  readonly count: (recorded: EnqueuedChanges) => Promise<void>;
  /** Recalculates the holdings of all imported people. An interrupted import may have left credits uncounted. */
  readonly finish: (interrupted: boolean) => Promise<void>;
  readonly onProgress?: (progress: ImportProgress) => void;
  /** Lines of recorded or repeated rows whose stated expiry does not apply. */
  readonly onExpiriesNotTaken?: (lines: readonly number[]) => void;
  /** Stops the import after the current chunk; the next import continues. */
  readonly stop?: AbortSignal;
  /** Upper bound; fewer when a chunk takes long. */
  readonly maxChunkRows?: number;
};

/** Recorded, repeated and rejected rows add up to the rows of the file. */
export type ImportOutcome =
  | ({ readonly kind: 'imported' | 'stopped'; readonly continuedAt: number } & ImportProgress)
  | { readonly kind: 'running-elsewhere' };

const MAX_CHUNK_ROWS = 5_000;

/**
 * Imports a file of achievements by the rules of the API. Each chunk is one transaction that also saves the progress: a
 * killed import continues, and records and reports no row twice.
 */
export async function importAchievements(
  dependencies: Dependencies,
  command: ImportAchievements,
): Promise<ImportOutcome> {
  const { dataSource, clock, rules } = dependencies;
  const { path, reading, source, readInput, maxChunkRows = MAX_CHUNK_ROWS, count, finish, onProgress, stop } = command;
  const file = await openFile(path, reading, { source, catalog: rules.catalog, now: clock.now() });
  await assertOtherFile(path, command.rejectedPath, 'rejected rows');
  const content = await digestOf(path, reading);
  const key: ImportKey = { source, digest: content.digest };
  const job = await openImportJob(dataSource, key, { begin: file.begin, rejectedPath: command.rejectedPath });
  if (!job) return { kind: 'running-elsewhere' };
  const { continuedAt, rejectedRows } = job;
  let { progress } = job;
  const size = new ChunkSize(maxChunkRows);
  let counting = Promise.resolve();
  try {
    for await (const chunk of readAhead(fileChunks(file, progress, { size, readInput }))) {
      if (stop?.aborted) return { kind: 'stopped', continuedAt, ...progress };
      const begun = performance.now();
      const done = await recordChunk(dependencies, key, { chunk, identity: file.identity, progress, rejectedRows });
      if (done.notTaken.length > 0) command.onExpiriesNotTaken?.(done.notTaken);
      size.took(chunk.lines.length, performance.now() - begun);
      ({ progress } = done);
      await counting;
      counting = count(done.recorded);
      counting.catch(() => undefined);
      onProgress?.(progress);
    }
    await counting;
    await finish(continuedAt > 0);
    await content.assertUnchanged();
    await inTransaction(dataSource, 'every-organization', (manager) => deleteImportJob(manager, key));
    return { kind: 'imported', continuedAt, ...progress };
  } finally {
    await counting.catch(() => undefined);
    await job.close();
  }
}

type ChunkToRecord = {
  readonly chunk: FileChunk;
  readonly identity: Identity;
  readonly progress: ImportProgress;
  readonly rejectedRows: RejectedRows;
};

async function recordChunk(
  { dataSource, clock, rules: { catalog } }: Dependencies,
  key: ImportKey,
  { chunk, identity, progress, rejectedRows }: ChunkToRecord,
): Promise<{ progress: ImportProgress; recorded: EnqueuedChanges; notTaken: number[] }> {
  const { source } = key;
  return inTransaction(dataSource, 'every-organization', async (manager) => {
    await allowLongStatements(manager);
    const now = clock.now();
    const items = validateLines(chunk.lines, { source, catalog, now });
    const batch = await recordBatch(manager, catalog, { source, items, now, identity });
    const { accepted, repeated, rejected, achievements, profiles } = batch;
    const enqueued = await listPeopleOfProfiles(manager, profiles);
    await enqueueRecalculation(manager, enqueued);
    const rows = rejected.map(({ index, message: reason }) => {
      const { line = 0, externalId = null } = chunk.lines[index] ?? {};
      return { line, externalId, reason };
    });
    const next = {
      ...chunk.end,
      rejectedLength: await rejectedRows.write(rows, progress.rejectedLength),
      recorded: progress.recorded + accepted.length,
      repeated: progress.repeated + repeated,
      rejected: progress.rejected + rejected.length,
    };
    await saveImportProgress(manager, key, next, now);
    const notTaken = batch.expiriesNotTaken.map(({ index }) => chunk.lines[index]?.line ?? 0);
    return { progress: next, recorded: { achievements, profiles, enqueued }, notTaken };
  });
}

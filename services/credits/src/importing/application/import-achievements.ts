import { inTransaction } from '@app/subgraph-kit/transaction';
import { validateItem } from '../../achievements/domain/reported-item.js';
import type { LearningSource } from '../../catalog/domain/catalog.js';
import type { EnqueuedRecording } from '../../credits/store/counting-job.store.js';
import type { Dependencies } from '../../dependencies.js';
import { enqueueRecalculation, listPeopleOfProfiles } from '../../holdings/store/recalculation-queue.store.js';
import { allowLongStatements } from '../../values/store/long-statements.js';
import { recordBatch } from '../store/achievement-batch.store.js';
import { deleteImportJob, type ImportKey, type ImportProgress, saveImportProgress } from '../store/import-job.store.js';
import { ChunkSize } from './chunk-size.js';
import { type FileChunk, fileChunks, type ReadInput } from './file-chunks.js';
import { assertOtherFile, digestOf, openFile } from './import-file.js';
import { openImportJob } from './open-import-job.js';
import type { RejectedRows } from './rejected-rows.js';

export type ImportAchievements = {
  readonly path: string;
  readonly format: 'csv' | 'ndjson';
  readonly source: LearningSource;
  /** Where the refused lines go. */
  readonly rejectedPath: string;
  readonly readInput: ReadInput;
  /** Opens and counts the credits of what a chunk recorded. */
  readonly count: (recorded: EnqueuedRecording) => Promise<void>;
  /** Works out what people hold by all that was loaded; an interrupted load may have left credits that are not counted. */
  readonly finish: (interrupted: boolean) => Promise<void>;
  readonly tell?: (progress: ImportProgress) => void;
  /** Lines that are recorded, now or before, while the expiry that they state does not hold. */
  readonly onExpiriesNotTaken?: (lines: readonly number[]) => void;
  /** Ends the load after the chunk under way; the next one continues it. */
  readonly stop?: AbortSignal;
  /** At most; fewer when they take long. */
  readonly maxChunkRows?: number;
};

/** Recorded, repeated and refused lines add up to the lines of the file that are not empty. */
export type ImportOutcome =
  | ({ readonly kind: 'loaded' | 'stopped'; readonly continuedAt: number } & ImportProgress)
  | { readonly kind: 'loading-elsewhere' };

const MAX_CHUNK_ROWS = 5_000;

/**
 * Loads a file of achievements by the rules of the API, a chunk of lines in a transaction that also keeps how far it came:
 * killed at any moment and started again, it continues, and no line is recorded or told twice.
 */
export async function importAchievements(
  dependencies: Dependencies,
  command: ImportAchievements,
): Promise<ImportOutcome> {
  const { dataSource } = dependencies;
  const { path, source, readInput, maxChunkRows = MAX_CHUNK_ROWS, count, finish, tell, stop } = command;
  const { readRows, begin } = await openFile(path, command.format);
  await assertOtherFile(path, command.rejectedPath);
  const file = await digestOf(path);
  const key: ImportKey = { source, digest: file.digest };
  const load = await openImportJob(dataSource, key, { begin, rejectedPath: command.rejectedPath });
  if (!load) return { kind: 'loading-elsewhere' };
  const { continuedAt, rejectedRows } = load;
  let { progress } = load;
  const size = new ChunkSize(maxChunkRows);
  let counting = Promise.resolve();
  try {
    for await (const chunk of readAhead(fileChunks(path, progress, { size, readRows, readInput }))) {
      if (stop?.aborted) return { kind: 'stopped', continuedAt, ...progress };
      const begun = performance.now();
      const done = await recordChunk(dependencies, key, { chunk, progress, rejectedRows });
      if (done.notTaken.length > 0) command.onExpiriesNotTaken?.(done.notTaken);
      size.took(chunk.lines.length, performance.now() - begun);
      ({ progress } = done);
      await counting;
      counting = count(done.recorded);
      counting.catch(() => undefined);
      tell?.(progress);
    }
    await counting;
    await finish(continuedAt > 0);
    await file.assertUnchanged();
    await inTransaction(dataSource, 'every-organization', (manager) => deleteImportJob(manager, key));
    return { kind: 'loaded', continuedAt, ...progress };
  } finally {
    await counting.catch(() => undefined);
    await load.close();
  }
}

async function recordChunk(
  { dataSource, clock, rules: { catalogue } }: Dependencies,
  key: ImportKey,
  { chunk, progress, rejectedRows }: { chunk: FileChunk; progress: ImportProgress; rejectedRows: RejectedRows },
): Promise<{ progress: ImportProgress; recorded: EnqueuedRecording; notTaken: number[] }> {
  const { source } = key;
  return inTransaction(dataSource, 'every-organization', async (manager) => {
    await allowLongStatements(manager);
    const now = clock.now();
    const items = chunk.lines.map((line) =>
      'fault' in line
        ? { kind: 'refused' as const, message: line.fault }
        : validateItem(line.item, { source, catalogue, now }),
    );
    const batch = await recordBatch(manager, catalogue, { source, items, now });
    const { accepted, repeated, refused, achievements, profiles } = batch;
    const marked = await listPeopleOfProfiles(manager, profiles);
    await enqueueRecalculation(manager, marked);
    const told = refused.map(({ index, message: reason }) => {
      const { line = 0, externalId = null } = chunk.lines[index] ?? {};
      return { line, externalId, reason };
    });
    const next = {
      ...chunk.end,
      rejectedLength: await rejectedRows.write(told, progress.rejectedLength),
      recorded: progress.recorded + accepted.length,
      repeated: progress.repeated + repeated,
      refused: progress.refused + refused.length,
    };
    await saveImportProgress(manager, key, next, now);
    const notTaken = batch.expiriesNotTaken.map(({ index }) => chunk.lines[index]?.line ?? 0);
    return { progress: next, recorded: { achievements, profiles, marked }, notTaken };
  });
}

/** The same, the next one being made while the one before is worked on. */
async function* readAhead<T>(source: AsyncGenerator<T>): AsyncGenerator<T> {
  try {
    let next = source.next();
    for (;;) {
      const { done, value } = await next;
      if (done) return;
      next = source.next();
      next.catch(() => undefined);
      yield value;
    }
  } finally {
    await source.return(undefined);
  }
}

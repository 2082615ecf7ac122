import { inTransaction } from '@app/subgraph-kit/transaction';
import { readItem } from '../../achievements/domain/reported-item.js';
import type { LearningSource } from '../../catalog/domain/catalog.js';
import type { Marked } from '../../credits/store/counting-job.store.js';
import type { Dependencies } from '../../dependencies.js';
import { markPeople, peopleOf } from '../../holdings/store/people-to-work-out.store.js';
import { allowLongStatements } from '../../values/store/long-statements.js';
import { recordBatch } from '../store/achievement-batch.store.js';
import { forgetProgress, keepProgress, type LoadKey, type LoadProgress } from '../store/achievement-load.store.js';
import { ChunkSize } from './chunk-size.js';
import { type FileChunk, fileChunks, type ReadInput } from './file-chunks.js';
import { assertOtherFile, digestOf, openFile } from './load-file.js';
import { openLoad } from './open-load.js';
import type { RefusedLines } from './refused-lines.js';

export type LoadAchievements = {
  readonly path: string;
  readonly format: 'csv' | 'ndjson';
  readonly source: LearningSource;
  /** Where the refused lines go. */
  readonly refusedPath: string;
  readonly readInput: ReadInput;
  /** Opens and counts the credits of what a chunk recorded. */
  readonly count: (recorded: Marked) => Promise<void>;
  /** Works out what people hold by all that was loaded; an interrupted load may have left credits that are not counted. */
  readonly finish: (interrupted: boolean) => Promise<void>;
  readonly tell?: (progress: LoadProgress) => void;
  /** Lines that are recorded, now or before, while the expiry that they state does not hold. */
  readonly tellNotTaken?: (lines: readonly number[]) => void;
  /** Ends the load after the chunk under way; the next one continues it. */
  readonly stop?: AbortSignal;
  /** At most; fewer when they take long. */
  readonly linesAtOnce?: number;
};

/** Recorded, repeated and refused lines add up to the lines of the file that are not empty. */
export type LoadOutcome =
  | ({ readonly kind: 'loaded' | 'stopped'; readonly continuedAt: number } & LoadProgress)
  | { readonly kind: 'loading-elsewhere' };

const MOST_LINES_AT_ONCE = 5_000;

/**
 * Loads a file of achievements by the rules of the API, a chunk of lines in a transaction that also keeps how far it came:
 * killed at any moment and started again, it continues, and no line is recorded or told twice.
 */
export async function loadAchievements(dependencies: Dependencies, command: LoadAchievements): Promise<LoadOutcome> {
  const { dataSource } = dependencies;
  const { path, source, readInput, linesAtOnce = MOST_LINES_AT_ONCE, count, finish, tell, stop } = command;
  const { readLines, begin } = await openFile(path, command.format);
  await assertOtherFile(path, command.refusedPath);
  const file = await digestOf(path);
  const key: LoadKey = { source, digest: file.digest };
  const load = await openLoad(dataSource, key, { begin, refusedPath: command.refusedPath });
  if (!load) return { kind: 'loading-elsewhere' };
  const { continuedAt, refusedLines } = load;
  let { progress } = load;
  const size = new ChunkSize(linesAtOnce);
  let counting = Promise.resolve();
  try {
    for await (const chunk of readAhead(fileChunks(path, progress, { size, readLines, readInput }))) {
      if (stop?.aborted) return { kind: 'stopped', continuedAt, ...progress };
      const begun = performance.now();
      const done = await recordChunk(dependencies, key, { chunk, progress, refusedLines });
      if (done.notTaken.length > 0) command.tellNotTaken?.(done.notTaken);
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
    await inTransaction(dataSource, 'every-organization', (manager) => forgetProgress(manager, key));
    return { kind: 'loaded', continuedAt, ...progress };
  } finally {
    await counting.catch(() => undefined);
    await load.close();
  }
}

async function recordChunk(
  { dataSource, clock, rules: { catalogue } }: Dependencies,
  key: LoadKey,
  { chunk, progress, refusedLines }: { chunk: FileChunk; progress: LoadProgress; refusedLines: RefusedLines },
): Promise<{ progress: LoadProgress; recorded: Marked; notTaken: number[] }> {
  const { source } = key;
  return inTransaction(dataSource, 'every-organization', async (manager) => {
    await allowLongStatements(manager);
    const now = clock.now();
    const items = chunk.lines.map((line) =>
      'fault' in line
        ? { kind: 'refused' as const, message: line.fault }
        : readItem(line.item, { source, catalogue, now }),
    );
    const batch = await recordBatch(manager, catalogue, { source, items, now });
    const { accepted, repeated, refused, achievements, profiles } = batch;
    const marked = await peopleOf(manager, profiles);
    await markPeople(manager, marked);
    const told = refused.map(({ index, message: reason }) => {
      const { line = 0, externalId = null } = chunk.lines[index] ?? {};
      return { line, externalId, reason };
    });
    const next = {
      ...chunk.end,
      refusedLength: await refusedLines.write(told, progress.refusedLength),
      recorded: progress.recorded + accepted.length,
      repeated: progress.repeated + repeated,
      refused: progress.refused + refused.length,
    };
    await keepProgress(manager, key, next, now);
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

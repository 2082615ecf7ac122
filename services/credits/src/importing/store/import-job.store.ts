import type { EntityManager } from 'typeorm';
import type { LearningSource } from '../../catalog/domain/catalog.js';

/** A file of a learning source, identified by its content. */
export type ImportKey = { readonly source: LearningSource; readonly digest: string };

/** The progress of an import: the position in the file, the length of the file of rejected rows, and the totals. */
export type ImportProgress = {
  readonly offset: number;
  readonly line: number;
  readonly rejectedLength: number;
  readonly recorded: number;
  readonly repeated: number;
  readonly rejected: number;
};

const LOCK = "hashtextextended('import of achievements: ' || $1 || ' ' || $2, 0)";

/** Locks the job for as long as the connection lasts; false when another process has it. */
export async function lockImportJob(manager: EntityManager, { source, digest }: ImportKey): Promise<boolean> {
  const [row] = await manager.query<{ locked: boolean }[]>(`SELECT pg_try_advisory_lock(${LOCK}) AS locked`, [
    source,
    digest,
  ]);
  return row?.locked ?? false;
}

/** The progress of an interrupted import of this file; undefined when there is none. */
export async function findImportProgress(
  manager: EntityManager,
  { source, digest }: ImportKey,
): Promise<ImportProgress | undefined> {
  const [row] = await manager.query<ImportProgress[]>(
    `SELECT byte_offset::float8 AS "offset", line::float8 AS line, rejected_length::float8 AS "rejectedLength",
            recorded::float8 AS recorded, repeated::float8 AS repeated, rejected::float8 AS rejected
     FROM import_job WHERE source = $1 AND digest = $2`,
    [source, digest],
  );
  return row;
}

/** Saves the progress, in the transaction that records the rows up to there. */
export async function saveImportProgress(
  manager: EntityManager,
  { source, digest }: ImportKey,
  progress: ImportProgress,
  now: Date,
): Promise<void> {
  const { offset, line, rejectedLength, recorded, repeated, rejected } = progress;
  await manager.query(
    `INSERT INTO import_job
       (source, digest, byte_offset, line, rejected_length, recorded, repeated, rejected, updated_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     ON CONFLICT ON CONSTRAINT import_job_pk DO UPDATE SET byte_offset = excluded.byte_offset,
       line = excluded.line, rejected_length = excluded.rejected_length, recorded = excluded.recorded,
       repeated = excluded.repeated, rejected = excluded.rejected, updated_at = excluded.updated_at`,
    [source, digest, offset, line, rejectedLength, recorded, repeated, rejected, now],
  );
}

/** Deletes a finished job: the next import of this file starts anew and finds every row repeated. */
export async function deleteImportJob(manager: EntityManager, { source, digest }: ImportKey): Promise<void> {
  await manager.query('DELETE FROM import_job WHERE source = $1 AND digest = $2', [source, digest]);
}

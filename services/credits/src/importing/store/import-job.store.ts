import { boolean, columns, float, type RowOf } from '@app/subgraph-kit/database/columns';
import { queryRows } from '@app/subgraph-kit/database/query-rows';
import type { EntityManager } from 'typeorm';
import type { LearningSource } from '../../catalog/domain/catalog.js';

/** A file of a learning source, identified by its content. */
export type ImportKey = { readonly source: LearningSource; readonly digest: string };

const PROGRESS = columns({
  offset: float('byte_offset::float8'),
  line: float('line::float8'),
  rejectedLength: float('rejected_length::float8'),
  recorded: float('recorded::float8'),
  repeated: float('repeated::float8'),
  rejected: float('rejected::float8'),
});

/** The progress of an import: the position in the file, the length of the file of rejected rows, and the totals. */
export type ImportProgress = RowOf<typeof PROGRESS>;

const LOCK = "hashtextextended('import of achievements: ' || $1 || ' ' || $2, 0)";
const LOCKED = columns({ locked: boolean(`pg_try_advisory_lock(${LOCK})`) });

/** Locks the job for as long as the connection lasts; false when another process has it. */
export async function lockImportJob(manager: EntityManager, { source, digest }: ImportKey): Promise<boolean> {
  const text = `SELECT ${LOCKED}`;
  const [row] = await queryRows(manager, { columns: LOCKED, text }, [source, digest]);
  return row?.locked ?? false;
}

/** The progress of an interrupted import of this file; undefined when there is none. */
export async function findImportProgress(
  manager: EntityManager,
  { source, digest }: ImportKey,
): Promise<ImportProgress | undefined> {
  const text = `SELECT ${PROGRESS} FROM import_job WHERE source = $1 AND digest = $2`;
  const [row] = await queryRows(manager, { columns: PROGRESS, text }, [source, digest]);
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

import type { EntityManager } from 'typeorm';
import type { LearningSource } from '../../catalog/domain/catalog.js';

/** One file, by its content, as what one learning source reports. */
export type ImportKey = { readonly source: LearningSource; readonly digest: string };

/** How far a load came: the place in the file, the length of the file of refused lines, and what became of the lines. */
export type ImportProgress = {
  readonly offset: number;
  readonly line: number;
  readonly rejectedLength: number;
  readonly recorded: number;
  readonly repeated: number;
  readonly refused: number;
};

const LOCK = "hashtextextended('load of achievements: ' || $1 || ' ' || $2, 0)";

/** True when nobody else loads this file; the lock lasts as long as the connection. */
export async function lockImportJob(manager: EntityManager, { source, digest }: ImportKey): Promise<boolean> {
  const [row] = await manager.query<{ locked: boolean }[]>(`SELECT pg_try_advisory_lock(${LOCK}) AS locked`, [
    source,
    digest,
  ]);
  return row?.locked ?? false;
}

/** How far an interrupted load of this file came; undefined when there is none. */
export async function findImportProgress(
  manager: EntityManager,
  { source, digest }: ImportKey,
): Promise<ImportProgress | undefined> {
  const [row] = await manager.query<ImportProgress[]>(
    `SELECT byte_offset::float8 AS "offset", line::float8 AS line, refused_length::float8 AS "rejectedLength",
            recorded::float8 AS recorded, repeated::float8 AS repeated, refused::float8 AS refused
     FROM achievement_load WHERE source = $1 AND digest = $2`,
    [source, digest],
  );
  return row;
}

/** Keeps how far the load has come; in the transaction that records the lines up to there. */
export async function saveImportProgress(
  manager: EntityManager,
  { source, digest }: ImportKey,
  progress: ImportProgress,
  now: Date,
): Promise<void> {
  const { offset, line, rejectedLength, recorded, repeated, refused } = progress;
  await manager.query(
    `INSERT INTO achievement_load
       (source, digest, byte_offset, line, refused_length, recorded, repeated, refused, updated_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     ON CONFLICT ON CONSTRAINT achievement_load_pk DO UPDATE SET byte_offset = excluded.byte_offset,
       line = excluded.line, refused_length = excluded.refused_length, recorded = excluded.recorded,
       repeated = excluded.repeated, refused = excluded.refused, updated_at = excluded.updated_at`,
    [source, digest, offset, line, rejectedLength, recorded, repeated, refused, now],
  );
}

/** Loaded to the end: the next load of this file begins anew and finds everything repeated. */
export async function deleteImportJob(manager: EntityManager, { source, digest }: ImportKey): Promise<void> {
  await manager.query('DELETE FROM achievement_load WHERE source = $1 AND digest = $2', [source, digest]);
}

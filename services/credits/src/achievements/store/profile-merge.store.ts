import type { ProfileMerged } from '@app/events/profile-merged';
import { columns, text } from '@app/subgraph-kit/database/columns';
import { queryRows } from '@app/subgraph-kit/database/query-rows';
import type { EntityManager } from 'typeorm';
import type { LearningSource } from '../../catalog/domain/catalog.js';

const LOCK = "hashtextextended('merges of profiles', 0)";

/** Blocks merges while rows of a profile are written. Taken before any other lock. */
export async function blockMerges(manager: EntityManager): Promise<void> {
  await manager.query(`SELECT pg_advisory_xact_lock_shared(${LOCK})`);
}

/** Blocks writes to profiles while a merge moves their rows. */
export async function lockForMerge(manager: EntityManager): Promise<void> {
  await manager.query(`SELECT pg_advisory_xact_lock(${LOCK})`);
}

const MERGED = columns({ from: text('from_profile_id'), surviving: text('surviving_profile_id') });

/** Maps profile ids to their surviving profiles; a profile id without a merge maps to itself. */
export async function findSurvivingProfiles(
  manager: EntityManager,
  source: LearningSource,
  profileIds: readonly string[],
): Promise<<Id extends string>(profileId: Id) => Id> {
  const text = `SELECT ${MERGED} FROM profile_merge WHERE source = $1 AND from_profile_id = ANY($2)`;
  const merged = await queryRows(manager, { columns: MERGED, text }, [source, [...new Set(profileIds)]]);
  const byId = new Map(merged.map(({ from, surviving }) => [from, surviving]));
  return <Id extends string>(profileId: Id) => (byId.get(profileId) as Id | undefined) ?? profileId;
}

/**
 * Inserts a merge and redirects earlier merges into the retired id. Chains end at one profile in any order of arrival.
 */
export async function insertMerge(
  manager: EntityManager,
  { source, mergedAt, ...merge }: ProfileMerged,
  publishedAt: Date,
): Promise<string> {
  const { fromProfileId: from, intoProfileId: into } = merge;
  const surviving = (await findSurvivingProfiles(manager, source, [into]))(into);
  if (surviving === from) return from;
  await manager.query(
    `INSERT INTO profile_merge (source, from_profile_id, surviving_profile_id, merged_at, into_profile_id, published_at)
     VALUES ($1, $2, $3, $4, $5, greatest($4::timestamptz, $6))
     ON CONFLICT ON CONSTRAINT profile_merge_pk DO NOTHING`,
    [source, from, surviving, mergedAt, into, publishedAt],
  );
  await manager.query(
    'UPDATE profile_merge SET surviving_profile_id = $3 WHERE source = $1 AND surviving_profile_id = $2',
    [source, from, surviving],
  );
  return surviving;
}

const MOVED = columns({ code: text('credential_code') });

/**
 * Moves all rows of the retired id to the surviving profile and keeps the original id. Returns the codes of the moved
 * reports.
 */
export async function moveToSurvivingProfile(
  manager: EntityManager,
  source: LearningSource,
  from: string,
  surviving: string,
): Promise<string[]> {
  for (const table of ['training_completion', 'achievement'])
    await manager.query(`UPDATE ${table} SET profile_id = $3 WHERE source = $1 AND profile_id = $2`, [
      source,
      from,
      surviving,
    ]);
  await manager.query(
    `UPDATE association SET profile_id = $3, original_profile_id = coalesce(original_profile_id, profile_id)
     WHERE source = $1 AND profile_id = $2`,
    [source, from, surviving],
  );
  const moved = await queryRows(
    manager,
    {
      columns: MOVED,
      text: `WITH moved AS (
       UPDATE achievement_report SET profile_id = $3, original_profile_id = coalesce(original_profile_id, profile_id)
       WHERE source = $1 AND profile_id = $2 RETURNING credential_code)
     SELECT DISTINCT ${MOVED} FROM moved`,
    },
    [source, from, surviving],
  );
  return moved.map(({ code }) => code);
}

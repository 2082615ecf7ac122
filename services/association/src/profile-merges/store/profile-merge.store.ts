import { columns, uuid } from '@app/subgraph-kit/database/columns';
import { queryRows } from '@app/subgraph-kit/database/query-rows';
import type { EntityManager } from 'typeorm';
import type { Association } from '../../linking/domain/association.js';
import { ASSOCIATION, lockNames } from '../../linking/store/association.store.js';
import { survivingProfile } from '../../linking/store/surviving-profile.store.js';
import type { LearningSource } from '../../providers/domain/learning-source.js';

const MERGE_ID = columns({ id: uuid() });

const INSERT = {
  columns: MERGE_ID,
  text: `INSERT INTO association.profile_merge
      (source, from_profile_id, into_profile_id, merged_at, recorded_at, actor, request_id)
    VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING ${MERGE_ID}`,
};

const UNITE = {
  columns: ASSOCIATION,
  text: `UPDATE association.association a SET surviving_profile_id = $3, version = a.version + 1
    WHERE a.source = $1 AND a.surviving_profile_id = $2 RETURNING ${ASSOCIATION}`,
};

/** Locks the surviving profiles of both ids. */
export async function lockProfiles(
  manager: EntityManager,
  source: LearningSource,
  given: readonly [string, string],
): Promise<[string, string]> {
  const resolve = async (): Promise<[string, string]> => [
    await survivingProfile(manager, source, given[0]),
    await survivingProfile(manager, source, given[1]),
  ];
  for (;;) {
    const [from, into] = await resolve();
    await lockNames(
      manager,
      [from, into].map((id) => `profile:${source}:${id}`),
    );
    const again = await resolve();
    if (again[0] === from && again[1] === into) return again;
  }
}

/** Records that the old id leads to the surviving one. */
export async function insertMerge(
  manager: EntityManager,
  merge: { source: LearningSource; from: string; into: string; mergedAt: Date },
  change: { at: Date; actor: string; requestId: string },
): Promise<string> {
  const [row] = await queryRows(manager, INSERT, [
    merge.source,
    merge.from,
    merge.into,
    merge.mergedAt,
    change.at,
    change.actor,
    change.requestId,
  ]);
  if (!row) throw new Error('The merge was not stored.');
  return row.id;
}

/** Gives the associations of the old id the surviving profile. */
export async function uniteAssociations(
  manager: EntityManager,
  source: LearningSource,
  from: string,
  into: string,
): Promise<Association[]> {
  return queryRows(manager, UNITE, [source, from, into]);
}

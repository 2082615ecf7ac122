import { columns, instant, type RowOf, text } from '@app/subgraph-kit/database/columns';
import { queryRows } from '@app/subgraph-kit/database/query-rows';
import type { EntityManager } from 'typeorm';
import type { LearningSource } from '../../providers/domain/learning-source.js';

const MERGE = columns({ fromProfileId: text(), intoProfileId: text(), mergedAt: instant() }, 'merge');

/** A merge that an operator recorded. */
export type RecordedMerge = RowOf<typeof MERGE>;

const INTO_SURVIVOR = {
  columns: MERGE,
  text: `WITH RECURSIVE merge AS (
      SELECT * FROM association.profile_merge WHERE source = $1 AND into_profile_id = $2
      UNION
      SELECT earlier.* FROM association.profile_merge earlier
        JOIN merge ON earlier.source = merge.source AND earlier.into_profile_id = merge.from_profile_id)
    SELECT ${MERGE} FROM merge ORDER BY merge.merged_at, merge.id`,
};

/** All merges that lead to a surviving profile, oldest first. Only work across organizations sees them. */
export async function mergesInto(
  manager: EntityManager,
  source: LearningSource,
  survivingProfileId: string,
): Promise<RecordedMerge[]> {
  return queryRows(manager, INTO_SURVIVOR, [source, survivingProfileId]);
}

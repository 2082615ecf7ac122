import type { RequestReads } from '@app/subgraph-kit/database/reads';
import DataLoader from 'dataloader';
import type { LearningSource } from '../../../providers/domain/learning-source.js';
import type { Association } from '../../domain/association.js';
import { ASSOCIATION } from '../../store/association.store.js';

type Key = { userId: string; source: LearningSource };

const ACTIVE = {
  name: 'active-associations-by-user',
  columns: ASSOCIATION,
  text: `SELECT ${ASSOCIATION} FROM association.association a
    WHERE a.user_id = ANY ($1::uuid[]) AND a.ended_at IS NULL`,
};

const nameOf = (key: Key) => `${key.source}:${key.userId}`;

/** The active association of a user for a source, in one statement for all users and both sources. */
export function activeAssociationLoader(reads: RequestReads): DataLoader<Key, Association | null, string> {
  return new DataLoader(
    async (keys) => {
      const rows = await reads.query(ACTIVE, [[...new Set(keys.map((key) => key.userId))]]);
      const byKey = new Map(rows.map((row) => [nameOf(row), row]));
      return keys.map((key) => byKey.get(nameOf(key)) ?? null);
    },
    { cacheKeyFn: nameOf },
  );
}

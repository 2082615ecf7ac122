import { columns, integer, uuid } from '@app/subgraph-kit/database/columns';
import type { RequestReads } from '@app/subgraph-kit/database/reads';
import DataLoader from 'dataloader';
import type { LearningSource } from '../../../providers/domain/learning-source.js';
import type { Association } from '../../domain/association.js';
import { ASSOCIATION } from '../../store/association.store.js';

/** A page of a user's associations, newest first, after a cursor position. */
export type AssociationListKey = {
  userId: string;
  source: LearningSource | null;
  after: { startedAt: string; id: string } | null;
  limit: number;
};

export type AssociationList = { rows: Association[]; totalCount: number };

// Sorted by start and id: together they are unique, and neither changes.
const PAGES = {
  name: 'associations-by-user',
  columns: ASSOCIATION,
  text: `SELECT ${ASSOCIATION} FROM unnest($1::uuid[]) AS person (id)
    CROSS JOIN LATERAL (
      SELECT * FROM association.association a
       WHERE a.user_id = person.id AND ($2::text IS NULL OR a.source = $2)
         AND ($3::timestamptz IS NULL OR (a.started_at, a.id) < ($3, $4::uuid))
       ORDER BY a.started_at DESC, a.id DESC LIMIT $5) a
    ORDER BY a.started_at DESC, a.id DESC`,
};

const COUNT = columns({ userId: uuid('a.user_id'), count: integer('count(*)::int') });

const COUNTS = {
  name: 'number-of-associations-by-user',
  columns: COUNT,
  text: `SELECT ${COUNT} FROM association.association a
    WHERE a.user_id = ANY ($1::uuid[]) AND ($2::text IS NULL OR a.source = $2) GROUP BY a.user_id`,
};

const pageOf = ({ source, after, limit }: AssociationListKey) => JSON.stringify([source, after, limit]);

/** Pages of several users in two statements, provided that they ask for the same page. */
export function associationsByUserLoader(reads: RequestReads): DataLoader<AssociationListKey, AssociationList, string> {
  return new DataLoader(
    async (keys) => {
      const answers = new Map<string, AssociationList>();
      for (const [page, group] of Map.groupBy(keys, pageOf)) {
        const [{ source, after, limit } = { source: null, after: null, limit: 0 }] = group;
        const users = [...new Set(group.map((key) => key.userId))];
        const [rows, counts] = await Promise.all([
          reads.query(PAGES, [users, source, after?.startedAt ?? null, after?.id ?? null, limit]),
          reads.query(COUNTS, [users, source]),
        ]);
        for (const userId of users) {
          const totalCount = counts.find((one) => one.userId === userId)?.count ?? 0;
          answers.set(`${userId}:${page}`, { rows: rows.filter((row) => row.userId === userId), totalCount });
        }
      }
      return keys.map((key) => answers.get(`${key.userId}:${pageOf(key)}`) ?? { rows: [], totalCount: 0 });
    },
    { cacheKeyFn: (key) => `${key.userId}:${pageOf(key)}` },
  );
}

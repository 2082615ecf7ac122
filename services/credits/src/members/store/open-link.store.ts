import { columns, oneOf, type RowOf, text, uuid } from '@app/subgraph-kit/database/columns';
import { queryRows } from '@app/subgraph-kit/database/query-rows';
import type { EntityManager } from 'typeorm';
import type { LearningSource } from '../../catalog/domain/catalog.js';

const OPEN_LINK = columns({ id: uuid(), source: oneOf<LearningSource>(), profileId: text() });

/** A link that has not ended. */
export type OpenLink = RowOf<typeof OPEN_LINK>;

/** A page of links: the id before its first one, the instant at which they are open, and their number. */
export type LinkPage = { readonly after: string | null; readonly now: Date; readonly limit: number };

const FIRST = '00000000-0000-0000-0000-000000000000';

/** Lists open links in the order of their ids. */
export async function listOpenLinks(manager: EntityManager, { after, now, limit }: LinkPage): Promise<OpenLink[]> {
  const text = `SELECT ${OPEN_LINK} FROM association
    WHERE id > $1 AND (ended_at IS NULL OR ended_at > $2) ORDER BY id LIMIT $3`;
  return queryRows(manager, { columns: OPEN_LINK, text }, [after ?? FIRST, now, limit]);
}

/** Lists open links with pending credits in the order of their ids. */
export async function listLinksWithPendingCredits(
  manager: EntityManager,
  { after, now, limit }: LinkPage,
): Promise<OpenLink[]> {
  const text = `SELECT ${OPEN_LINK} FROM association
    WHERE id > $1 AND (ended_at IS NULL OR ended_at > $2)
      AND id IN (SELECT association_id FROM credit WHERE counted_at IS NULL)
    ORDER BY id LIMIT $3`;
  return queryRows(manager, { columns: OPEN_LINK, text }, [after ?? FIRST, now, limit]);
}

import { columns, instant, type RowOf, uuid } from '@app/subgraph-kit/database/columns';
import { queryRows } from '@app/subgraph-kit/database/query-rows';
import type { EntityManager } from 'typeorm';

const POSITION = columns({ settledAt: instant('page.settled_at'), id: uuid('page.id') });

/** A position in the settled messages, the earliest settled first. */
export type SettledPosition = RowOf<typeof POSITION>;

/** The position before all messages. */
export const FIRST_SETTLED: SettledPosition = {
  settledAt: new Date(0),
  id: '00000000-0000-0000-0000-000000000000',
};

/**
 * Looks at the next settled messages and deletes those that were settled, and worth sending, before the instant; returns
 * the position to continue at, undefined at the end. The newest invitation of a user stays, because the API shows its
 * state. A reminder stays while it is worth sending, because a repetition is recognized by its row.
 */
export async function deleteSettledMail(
  manager: EntityManager,
  { before, after, limit }: { readonly before: Date; readonly after: SettledPosition; readonly limit: number },
): Promise<SettledPosition | undefined> {
  const statement = {
    columns: POSITION,
    // Arrays: of a table of any size, the rows are found by their primary key.
    text: `WITH page AS MATERIALIZED (
        SELECT m.id, m.settled_at, m.not_after < $1 AND (m.kind <> 'INVITATION' OR EXISTS (
            SELECT FROM identity.mail_message n WHERE n.user_id = m.user_id AND n.kind = m.kind
              AND (n.created_at, n.id) > (m.created_at, m.id))) AS is_expired
        FROM identity.mail_message m
        WHERE m.state <> 'WAITING' AND m.settled_at < $1 AND (m.settled_at, m.id) > ($2, $3)
        ORDER BY m.settled_at, m.id LIMIT $4),
      locked AS (
        SELECT id FROM identity.mail_message WHERE id = ANY (ARRAY(SELECT id FROM page WHERE is_expired))
        ORDER BY id FOR UPDATE SKIP LOCKED),
      deleted AS (
        DELETE FROM identity.mail_message WHERE id = ANY (ARRAY(SELECT id FROM locked)))
      SELECT ${POSITION} FROM page ORDER BY page.settled_at DESC, page.id DESC LIMIT 1`,
  };
  const [last] = await queryRows(manager, statement, [before, after.settledAt, after.id, limit]);
  return last;
}

import {
  boolean,
  columns,
  instant,
  integer,
  nullable,
  type RowOf,
  text,
  uuid,
} from '@app/subgraph-kit/database/columns';
import { queryRows } from '@app/subgraph-kit/database/query-rows';
import type { EntityManager } from 'typeorm';

const LEAVER = columns({
  userId: uuid('user_account.id'),
  organizationId: uuid('user_account.organization_id'),
  personRef: nullable(text('person.ref')),
  leavesReportAt: nullable(instant('user_account.leaves_report_at')),
  version: integer('coalesce(published.version, 0)::integer'),
  publishedDate: nullable(instant('published.leaves_report_at')),
  hasLeft: boolean('coalesce(published.has_left, false)'),
});

/** A user with the drop date, and what partners know of it. */
export type Leaver = RowOf<typeof LEAVER>;

const SOURCES = `user_account
  LEFT JOIN published_leaver published ON published.user_id = user_account.id
  LEFT JOIN person ON (person.organization_id, person.user_id) = (user_account.organization_id, user_account.id)`;

/** A user with the drop date, and what partners know of it. The events of a user are applied one after the other. */
export async function findLeaver(manager: EntityManager, userId: string): Promise<Leaver | undefined> {
  const text = `SELECT ${LEAVER} FROM ${SOURCES} WHERE user_account.id = $1`;
  const [found] = await queryRows(manager, { columns: LEAVER, text }, [userId]);
  return found;
}

/** Leavers whose drop date has come and who are not published as left, and locks them. */
export async function lockDueLeavers(
  manager: EntityManager,
  { now, limit }: { now: Date; limit: number },
): Promise<Leaver[]> {
  const statement = {
    columns: LEAVER,
    text: `SELECT ${LEAVER} FROM ${SOURCES}
      WHERE published.leaves_report_at <= $1 AND NOT published.has_left
      ORDER BY user_account.id LIMIT $2 FOR UPDATE OF published`,
  };
  return queryRows(manager, statement, [now, limit]);
}

/** Saves what partners know of leavers from now on. */
export async function savePublishedLeavers(manager: EntityManager, leavers: readonly Leaver[]): Promise<void> {
  if (leavers.length === 0) return;
  await manager.query(
    `INSERT INTO published_leaver (user_id, organization_id, version, leaves_report_at, has_left)
     SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::timestamptz[], $5::boolean[])
     ON CONFLICT ON CONSTRAINT published_leaver_pk DO UPDATE SET organization_id = excluded.organization_id,
       version = excluded.version, leaves_report_at = excluded.leaves_report_at, has_left = excluded.has_left`,
    [
      leavers.map(({ userId }) => userId),
      leavers.map(({ organizationId }) => organizationId),
      leavers.map(({ version }) => version),
      leavers.map(({ publishedDate }) => publishedDate),
      leavers.map(({ hasLeft }) => hasLeft),
    ],
  );
}

import { columns, instant, nullable, type RowOf, text, uuid } from '@app/subgraph-kit/database/columns';
import { queryRows } from '@app/subgraph-kit/database/query-rows';
import type { EntityManager } from 'typeorm';

/** `countsSince`: a user with an earlier leaver signal has dropped out of the report already. */
export type DigestTime = { readonly now: Date; readonly countsSince: Date };

// $1 is the first instant whose signals still count, $2 the instant of the digest. An invited person has linked nothing.
const IS_NEWS = `u.leaving_since >= $1 AND u.deactivated_at IS NOT NULL AND u.first_signed_in_at IS NOT NULL
  AND NOT EXISTS (SELECT FROM identity.leaver_digest_entry a
    WHERE a.user_id = u.id AND a.leaving_since = u.leaving_since)`;
const HAD_NONE_TODAY = `NOT EXISTS (SELECT FROM identity.leaver_digest_entry a
  WHERE a.organization_id = o.id AND a.digest_at >= date_trunc('day', $2::timestamptz, 'UTC'))`;

const ORGANIZATION = columns({ id: uuid('o.id'), name: text('o.name') });

/** An organization whose administrators get a digest. */
export type OrganizationWithLeavers = RowOf<typeof ORGANIZATION>;

/** Organizations with leavers who were in no digest, and without a digest on this day (UTC). */
export async function findOrganizationsWithLeavers(
  manager: EntityManager,
  { now, countsSince }: DigestTime,
): Promise<OrganizationWithLeavers[]> {
  const statement = {
    columns: ORGANIZATION,
    text: `SELECT ${ORGANIZATION} FROM identity.organization o WHERE ${HAD_NONE_TODAY}
      AND EXISTS (SELECT FROM identity.user_account u WHERE u.organization_id = o.id AND ${IS_NEWS})`,
  };
  return queryRows(manager, statement, [countsSince, now]);
}

const LEAVER = columns({ displayName: text(), leavingSince: instant(), deletedAt: nullable(instant()) }, 'u');

/** Records the leavers of a locked organization as part of a digest and returns them; none after a digest on the same day. */
export async function takeLeaversOfDigest(
  manager: EntityManager,
  organizationId: string,
  { now, countsSince }: DigestTime,
): Promise<RowOf<typeof LEAVER>[]> {
  const statement = {
    columns: LEAVER,
    text: `WITH taken AS (
        INSERT INTO identity.leaver_digest_entry (user_id, leaving_since, organization_id, digest_at)
        SELECT u.id, u.leaving_since, u.organization_id, $2
        FROM identity.user_account u JOIN identity.organization o ON o.id = u.organization_id
        WHERE o.id = $3 AND ${IS_NEWS} AND ${HAD_NONE_TODAY}
        RETURNING user_id)
      SELECT ${LEAVER} FROM identity.user_account u JOIN taken ON taken.user_id = u.id`,
  };
  return queryRows(manager, statement, [countsSince, now, organizationId]);
}

/** The active users of an organization who manage its users. */
export async function findUserManagers(manager: EntityManager, organizationId: string): Promise<string[]> {
  const statement = {
    columns: columns({ id: uuid() }),
    text: `SELECT id FROM identity.user_account
      WHERE organization_id = $1 AND roles && ARRAY['GLOBAL_ADMIN', 'USER_MANAGEMENT_ADMIN']
        AND first_signed_in_at IS NOT NULL AND deactivated_at IS NULL AND deleted_at IS NULL`,
  };
  return (await queryRows(manager, statement, [organizationId])).map(({ id }) => id);
}

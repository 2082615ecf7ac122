import {
  boolean,
  columns,
  instant,
  integer,
  json,
  nullable,
  oneOf,
  type RowOf,
  text,
  uuid,
} from '@app/subgraph-kit/database/columns';
import { queryRows } from '@app/subgraph-kit/database/query-rows';
import type { EntityManager } from 'typeorm';
import type { MailContent } from '../domain/mail-content.js';
import type { MailKind } from '../domain/mail-kind.js';

/** A message that a sender holds, with its recipient as of now. */
const CLAIMED = columns({
  id: uuid('m.id'),
  organizationId: uuid('m.organization_id'),
  userId: uuid('m.user_id'),
  kind: oneOf<MailKind>('m.kind'),
  content: json<MailContent>('m.content'),
  notAfter: instant('m.not_after'),
  failures: integer('m.failures'),
  failingSince: nullable(instant('m.failing_since')),
  address: text('u.email'),
  displayName: text('u.display_name'),
  organizationName: text('o.name'),
  isInvited: boolean('u.first_signed_in_at IS NULL AND u.deactivated_at IS NULL AND u.deleted_at IS NULL'),
  isActive: boolean('u.first_signed_in_at IS NOT NULL AND u.deactivated_at IS NULL AND u.deleted_at IS NULL'),
  managesUsers: boolean("u.roles && ARRAY['GLOBAL_ADMIN', 'USER_MANAGEMENT_ADMIN']"),
  hasStopped: boolean(`CASE m.kind WHEN 'INVITATION'
    THEN EXISTS (SELECT FROM identity.stopped_invitation s
      WHERE s.organization_id = m.organization_id AND s.address_digest = m.address_digest)
    ELSE EXISTS (SELECT FROM identity.mail_opt_out c WHERE c.user_id = m.user_id AND c.kind = m.kind) END`),
});

export type ClaimedMessage = RowOf<typeof CLAIMED>;

/** A sender holds messages until the lease ends, also when it is killed. */
export type Lease = { readonly id: string; readonly until: Date };

/** Leases messages that are due, those that wait longest first. Two senders never hold the same one. */
export async function claimMessages(
  manager: EntityManager,
  { lease, now, limit }: { lease: Lease; now: Date; limit: number },
): Promise<ClaimedMessage[]> {
  const statement = {
    columns: CLAIMED,
    text: `WITH due AS (
        SELECT id FROM identity.mail_message
        WHERE state = 'WAITING' AND due_at <= $3 AND (leased_until IS NULL OR leased_until <= $3)
        ORDER BY due_at, id LIMIT $4 FOR UPDATE SKIP LOCKED)
      UPDATE identity.mail_message m
      SET lease = $1, leased_until = $2, address_digest = sha256(convert_to(u.email_key, 'UTF8'))
      FROM due, identity.user_account u, identity.organization o
      WHERE m.id = due.id AND u.id = m.user_id AND o.id = m.organization_id
      RETURNING ${CLAIMED}`,
  };
  return queryRows(manager, statement, [lease.id, lease.until, now, limit]);
}

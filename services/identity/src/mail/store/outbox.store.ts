import { columns, uuid } from '@app/subgraph-kit/database/columns';
import { queryRows } from '@app/subgraph-kit/database/query-rows';
import type { EntityManager } from 'typeorm';
import type { MailContent } from '../domain/mail-content.js';
import type { MailKind } from '../domain/mail-kind.js';

/** A message to one user. */
export type NewMessage = {
  /** Given where a repetition must not send it again. */
  readonly id?: string;
  readonly organizationId: string;
  readonly kind: MailKind;
  readonly content: MailContent;
  readonly createdAt: Date;
  readonly notAfter: Date;
};

/**
 * Writes a message for each of these users of the organization; returns how many were written. Unknown users, users of
 * another organization and a message that was written before are left out.
 */
export async function insertMessages(
  manager: EntityManager,
  userIds: readonly string[],
  { id, organizationId, kind, content, createdAt, notAfter }: NewMessage,
): Promise<number> {
  const statement = {
    columns: columns({ id: uuid() }),
    text: `INSERT INTO identity.mail_message (id, organization_id, user_id, kind, content, created_at, not_after, due_at)
      SELECT coalesce($1, uuidv7()), u.organization_id, u.id, $4, $5::jsonb, $6, $7, $6
      FROM identity.user_account u WHERE u.organization_id = $2 AND u.id = ANY ($3::uuid[])
      ON CONFLICT ON CONSTRAINT mail_message_pk DO NOTHING RETURNING id`,
  };
  const values = [id ?? null, organizationId, userIds, kind, JSON.stringify(content), createdAt, notAfter];
  return (await queryRows(manager, statement, values)).length;
}

/** Cancels invitations that wait, because a newer one replaces them. One that is being sent stays. */
export async function supersedeInvitations(manager: EntityManager, userId: string, now: Date): Promise<void> {
  await manager.query(
    `UPDATE identity.mail_message SET state = 'CANCELED', problem = 'SUPERSEDED', content = NULL, due_at = NULL, settled_at = $2
      WHERE user_id = $1 AND kind = 'INVITATION' AND state = 'WAITING' AND (leased_until IS NULL OR leased_until <= $2)`,
    [userId, now],
  );
}

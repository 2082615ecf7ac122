import { columns, oneOf, type RowOf, uuid } from '@app/subgraph-kit/database/columns';
import { queryRows } from '@app/subgraph-kit/database/query-rows';
import type { RequestReads } from '@app/subgraph-kit/database/reads';
import type { EntityManager } from 'typeorm';
import type { ChosenKind, MailKind } from '../domain/mail-kind.js';

const OPT_OUT = columns({ userId: uuid(), kind: oneOf<ChosenKind>() });

/** A kind of mail that a user stopped. */
export type OptOut = RowOf<typeof OPT_OUT>;

const BY_USER = {
  name: 'mail-opt-outs-by-user',
  columns: OPT_OUT,
  text: `SELECT ${OPT_OUT} FROM identity.mail_opt_out WHERE user_id = ANY ($1::uuid[])`,
};

/** Reads what users stopped in one statement, unordered. */
export async function readOptOuts(reads: RequestReads, userIds: readonly string[]): Promise<OptOut[]> {
  return reads.query(BY_USER, [userIds]);
}

/** Stops kinds of mail for a user; what was stopped before stays as it is. */
export async function stopMail(
  manager: EntityManager,
  { id, organizationId }: { readonly id: string; readonly organizationId: string },
  kinds: readonly ChosenKind[],
  at: Date,
): Promise<void> {
  await manager.query(
    `INSERT INTO identity.mail_opt_out (user_id, kind, organization_id, since)
      SELECT u.id, kind, u.organization_id, $4 FROM identity.user_account u CROSS JOIN unnest($3::text[]) AS kind
      WHERE u.id = $1 AND u.organization_id = $2 ON CONFLICT ON CONSTRAINT mail_opt_out_pk DO NOTHING`,
    [id, organizationId, kinds, at],
  );
}

/** Sends kinds of mail to a user again. */
export async function allowMail(manager: EntityManager, userId: string, kinds: readonly ChosenKind[]): Promise<void> {
  await manager.query('DELETE FROM identity.mail_opt_out WHERE user_id = $1 AND kind = ANY ($2)', [userId, kinds]);
}

const STOPPABLE = columns({
  userId: uuid('m.user_id'),
  organizationId: uuid('m.organization_id'),
  kind: oneOf<MailKind>('m.kind'),
  organizationName: oneOf('o.name'),
});

/** A message that its recipient can stop, with the name of its organization. */
export type StoppableMessage = RowOf<typeof STOPPABLE>;

/** The message of a token; undefined when it is no longer stored. */
export async function findStoppable(manager: EntityManager, messageId: string): Promise<StoppableMessage | undefined> {
  const statement = {
    columns: STOPPABLE,
    text: `SELECT ${STOPPABLE} FROM identity.mail_message m JOIN identity.organization o ON o.id = m.organization_id
      WHERE m.id = $1`,
  };
  return (await queryRows(manager, statement, [messageId]))[0];
}

/** Stops invitations of the organization to the address that the message went to. */
export async function stopInvitations(manager: EntityManager, messageId: string, at: Date): Promise<void> {
  await manager.query(
    `INSERT INTO identity.stopped_invitation (organization_id, address_digest, since)
      SELECT organization_id, address_digest, $2 FROM identity.mail_message
      WHERE id = $1 AND address_digest IS NOT NULL
      ON CONFLICT ON CONSTRAINT stopped_invitation_pk DO NOTHING`,
    [messageId, at],
  );
}

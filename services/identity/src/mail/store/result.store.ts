import { columns, uuid } from '@app/subgraph-kit/database/columns';
import { queryRows } from '@app/subgraph-kit/database/query-rows';
import type { EntityManager } from 'typeorm';
import type { CancelReason } from '../domain/recipient.js';
import type { Retry } from '../domain/retry-schedule.js';
import type { SendingFault } from '../domain/sending-fault.js';

/** The end of a message. */
export type Settled =
  | { readonly state: 'SENT'; readonly problem: null }
  | { readonly state: 'FAILED'; readonly problem: SendingFault }
  | { readonly state: 'CANCELED'; readonly problem: CancelReason };

/** A message in the hands of a sender. */
export type Held = { readonly id: string; readonly lease: string };

/** Settles a message and erases its text; false when another sender holds it by now. */
export async function settleMessage(
  manager: EntityManager,
  { id, lease }: Held,
  { state, problem }: Settled,
  at: Date,
): Promise<boolean> {
  const statement = {
    columns: columns({ id: uuid() }),
    text: `UPDATE identity.mail_message
      SET state = $3, problem = $4, settled_at = $5, content = NULL, due_at = NULL, lease = NULL, leased_until = NULL
      WHERE id = $1 AND lease = $2 AND state = 'WAITING' RETURNING id`,
  };
  return (await queryRows(manager, statement, [id, lease, state, problem, at])).length > 0;
}

/** Ends the lease of a message that is tried again later. */
export async function postponeMessage(
  manager: EntityManager,
  { id, lease }: Held,
  { failures, failingSince, dueAt }: Retry & { readonly dueAt: Date },
): Promise<void> {
  await manager.query(
    `UPDATE identity.mail_message SET failures = $3, failing_since = $4, due_at = $5, lease = NULL, leased_until = NULL
      WHERE id = $1 AND lease = $2 AND state = 'WAITING'`,
    [id, lease, failures, failingSince, dueAt],
  );
}

/** Stores when the mail server accepted the last invitation of a user, to the address that the user still has. */
export async function saveInvitationSentAt(
  manager: EntityManager,
  { userId, address }: { readonly userId: string; readonly address: string },
  at: Date,
): Promise<void> {
  await manager.query('UPDATE identity.user_account SET invitation_sent_at = $3 WHERE id = $1 AND email = $2', [
    userId,
    address,
    at,
  ]);
}

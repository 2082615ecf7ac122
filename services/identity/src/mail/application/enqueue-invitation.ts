import type { EntityManager } from 'typeorm';
import { invitationContent } from '../domain/invitation.js';
import { supersedeInvitations } from '../store/outbox.store.js';
import { enqueueMail } from './enqueue-mail.js';

/** An invitation that the mail server did not accept within this time is not worth sending. */
const WORTH_SENDING = 7 * 24 * 60 * 60_000;

/** The person to invite, by address and organization. */
export type InvitedPerson = { readonly id: string; readonly organizationId: string; readonly email: string };

/**
 * Enqueues the invitation of a user in the transaction that invites. It replaces one that still waits. Without a mail server
 * it does nothing.
 */
export async function enqueueInvitation(
  { sendsMail }: { readonly sendsMail: boolean },
  manager: EntityManager,
  person: InvitedPerson,
  { organizationName, at }: { readonly organizationName: string; readonly at: Date },
): Promise<void> {
  if (!sendsMail) return;
  await supersedeInvitations(manager, person.id, at);
  await enqueueMail(manager, [person.id], {
    organizationId: person.organizationId,
    kind: 'INVITATION',
    content: invitationContent({ organizationName, address: person.email }),
    createdAt: at,
    notAfter: new Date(at.getTime() + WORTH_SENDING),
  });
}

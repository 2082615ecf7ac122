import type { InvitationMail, PersonAccountFragment } from '../../graphql/documents.ts';
import { day, fromNow } from '../../text/dates.ts';

/** What becomes of the mail right after an invitation; null where the product sends none. */
export function mailSentence(mail: InvitationMail | null): string {
  if (mail === null) return 'No mail is sent here: copy the text and send it yourself.';
  if (mail === 'STOPPED') return 'This address wants no invitations by mail: ask the person another way.';
  return 'The invitation is on its way by mail. Its text is here too, to send it in another way.';
}

/** How old an invitation is, and what keeps it from arriving: for a row of the roster. */
export function invitationSentence(
  { invitedAt, invitationSentAt, invitationMail }: PersonAccountFragment,
  now: Date,
): string {
  const invited = `Invited ${fromNow(invitationSentAt ?? invitedAt, now)}`;
  switch (invitationMail) {
    case 'WAITING':
      return 'Invitation on its way by mail';
    case 'FAILED':
      return `${invited}, the mail could not be delivered`;
    case 'STOPPED':
      return `${invited}, wants no invitations by mail`;
    default:
      return invited;
  }
}

/** The days of an invitation, and what became of its mail: for the page of a person. */
export function invitationDates({ invitedAt, invitationSentAt, invitationMail }: PersonAccountFragment): string {
  const sent = invitationSentAt === null ? '' : `, mail sent on ${day(invitationSentAt)}`;
  switch (invitationMail) {
    case 'WAITING':
      return `${day(invitedAt)}, mail on its way`;
    case 'FAILED':
      return `${day(invitedAt)}, the mail could not be delivered: correct the address, or send the text yourself`;
    case 'STOPPED':
      return `${day(invitedAt)}, this address wants no invitations by mail: ask the person another way`;
    default:
      return day(invitedAt) + sent;
  }
}

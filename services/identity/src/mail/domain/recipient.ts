import type { MailKind } from './mail-kind.js';

/** What decides whether a message is sent now. */
export type RecipientFacts = {
  readonly kind: MailKind;
  /** The user is invited and has never signed in. */
  readonly isInvited: boolean;
  /** The user has signed in and has access. */
  readonly isActive: boolean;
  /** The user is one of the administrators who get digests of leavers. */
  readonly managesUsers: boolean;
  /** The user stopped this kind, or the holder of the address the invitations of the organization. */
  readonly hasStopped: boolean;
  readonly notAfter: Date;
};

/** Why a message is not sent any more. */
export type CancelReason = 'EXPIRED' | 'NO_RECIPIENT' | 'STOPPED' | 'SUPERSEDED';

/** Decides at the time of sending, because users leave and change their minds after a message was written. */
export function cancelReason(facts: RecipientFacts, now: Date): Exclude<CancelReason, 'SUPERSEDED'> | null {
  if (!isRecipient(facts)) return 'NO_RECIPIENT';
  if (facts.hasStopped) return 'STOPPED';
  return facts.notAfter < now ? 'EXPIRED' : null;
}

function isRecipient({ kind, isInvited, isActive, managesUsers }: RecipientFacts): boolean {
  if (kind === 'INVITATION') return isInvited;
  return isActive && (kind !== 'LEAVER' || managesUsers);
}

/** What became of the mail that invites a user. */
export const INVITATION_MAILS = ['WAITING', 'SENT', 'FAILED', 'STOPPED'] as const;

export type InvitationMail = (typeof INVITATION_MAILS)[number];

/** The state that administrators see. A mail that was canceled because the user signed in or left says nothing more. */
export function invitationMailOf(
  newest: { readonly state: 'CANCELED' | 'FAILED' | 'SENT' | 'WAITING'; readonly problem: string | null } | null,
): InvitationMail | null {
  if (newest === null) return null;
  if (newest.state !== 'CANCELED') return newest.state;
  if (newest.problem === 'STOPPED') return 'STOPPED';
  return newest.problem === 'EXPIRED' ? 'FAILED' : null;
}

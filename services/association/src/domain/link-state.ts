/**
 * What somebody is to the roster, in this order of precedence: LEAVING until the refresh, INVITATION_PENDING until the
 * first sign-in, LINKED with at least one source, NOT_LINKED. Kept on the member's row (migration: follow leavers).
 */
export const LINK_STATES = ['LEAVING', 'INVITATION_PENDING', 'LINKED', 'NOT_LINKED'] as const;

export type LinkState = (typeof LINK_STATES)[number];

export type RosterFacts = {
  status: 'INVITED' | 'ACTIVE' | 'DEACTIVATED' | 'DELETED';
  leavesReportAt: Date | null;
  linked: boolean;
};

/** Undefined for who is not on the roster: whoever has left, or may not sign in without leaving. */
export function linkState({ status, leavesReportAt, linked }: RosterFacts, now: Date): LinkState | undefined {
  if (leavesReportAt !== null && now < leavesReportAt) return 'LEAVING';
  if (status === 'INVITED') return 'INVITATION_PENDING';
  if (status !== 'ACTIVE') return undefined;
  return linked ? 'LINKED' : 'NOT_LINKED';
}

import type { UserChanged } from '@app/events/user-changed';
import type { LinkState } from '../../src/roster/domain/link-state.js';

type RosterFacts = { status: UserChanged['status']; leavesReportAt: Date | null; linked: boolean };

/**
 * The state of a user on the roster, written a second time from the rules; the service reads a column that the database
 * computes. Undefined for a user who has left, or who may not sign in without leaving.
 */
export function linkState({ status, leavesReportAt, linked }: RosterFacts, now: Date): LinkState | undefined {
  if (leavesReportAt !== null && now < leavesReportAt) return 'LEAVING';
  if (status === 'INVITED') return 'INVITATION_PENDING';
  if (status !== 'ACTIVE') return undefined;
  return linked ? 'LINKED' : 'NOT_LINKED';
}

import type { UserChanged } from '@app/events/user-changed';
import type { LinkState } from '../../src/roster/domain/link-state.js';

type RosterFacts = { status: UserChanged['status']; leavesReportAt: Date | null; linked: boolean };

/**
 * What somebody is to the roster, written down a second time from the rules: the service has it from a column that the
 * database computes. Undefined for who is not on it: whoever has left, or may not sign in without leaving.
 */
export function linkState({ status, leavesReportAt, linked }: RosterFacts, now: Date): LinkState | undefined {
  if (leavesReportAt !== null && now < leavesReportAt) return 'LEAVING';
  if (status === 'INVITED') return 'INVITATION_PENDING';
  if (status !== 'ACTIVE') return undefined;
  return linked ? 'LINKED' : 'NOT_LINKED';
}

import { FAILURE_REASONS, type FailureReason, REJECTION_REASONS, type RejectionReason } from './rejection-reason.js';

/** What happens to links, and attempts that come to nothing. */
export const LINK_ACTIVITY_KINDS = [
  'STARTED',
  'ENDED_BY_USER',
  'ENDED_BY_MOVE',
  'ENDED_BY_ACCOUNT',
  'REINSTATED',
  'REFUSED',
  'FAILED',
  'MERGED',
] as const;
export type LinkActivityKind = (typeof LINK_ACTIVITY_KINDS)[number];

type Reason = RejectionReason | FailureReason;

export const REASONS_SHOWN = [...REJECTION_REASONS, ...FAILURE_REASONS, 'ASSOCIATION_LIMIT'] as const;
export type ReasonShown = (typeof REASONS_SHOWN)[number];

type Entry = {
  readonly userId: string;
  readonly reason: Reason | null;
  readonly actor: string;
  readonly client: string | null;
};

/**
 * The reason of an entry for a user, or for a program (null). Only the person learns which limit it was: both count starts
 * of the profile at other organizations, which an administrator must not conclude.
 */
export function reasonShownTo(
  viewerId: string | null,
  { userId, reason }: Pick<Entry, 'userId' | 'reason'>,
): ReasonShown | null {
  if (viewerId === userId) return reason;
  return reason === 'COOL_OFF' || reason === 'YEARLY_LIMIT' ? 'ASSOCIATION_LIMIT' : reason;
}

/** The actor of an entry: the person who presented the code of another one can be of any organization. */
export function actorShown({ reason, actor, client }: Omit<Entry, 'userId'>): { actor: string; client: string | null } {
  return reason === 'WRONG_PERSON' ? { actor: 'another-person', client: null } : { actor, client };
}

import { sameAddress } from '../../users/domain/email-address.js';
import { type StatusFacts, userStatus } from '../../users/domain/user.js';

/** A person who signs in, identified by the object id of the verified token. */
export type SignIn = { readonly objectId: string; readonly preferredUsername: string | null };

/** A user of the organization whose tenant the token names. */
export type BindingCandidate = StatusFacts & {
  readonly id: string;
  readonly email: string;
  readonly objectId: string | null;
  readonly invitedAgain: boolean;
};

/**
 * What a sign-in means. `known`: a user who signed in before. `bind`: an invited user signs in for the first time.
 * `come-back`: a deleted user accepts a new invitation. `come-instead`: another person accepts an invitation meant for
 * an earlier user whose address that person has now. `unknown`: no user (R2).
 */
export type BindingDecision<Candidate> =
  | { readonly kind: 'known'; readonly user: Candidate }
  | { readonly kind: 'bind'; readonly user: Candidate }
  | { readonly kind: 'come-back'; readonly user: Candidate; readonly invitation: Candidate }
  | { readonly kind: 'come-instead'; readonly invitation: Candidate }
  | { readonly kind: 'unknown' };

/**
 * Decides which user a sign-in belongs to. A known object id decides: a deactivated user is unknown, whatever
 * invitation the address matches, and a deleted user is unknown without a new invitation. An unknown object id accepts
 * the pending invitation of its address once; afterwards the address identifies no user.
 */
export function decideBinding<Candidate extends BindingCandidate>(
  candidates: readonly Candidate[],
  signIn: SignIn,
): BindingDecision<Candidate> {
  const holder = candidates.find((candidate) => candidate.objectId === signIn.objectId);
  const invitation = candidates.find((candidate) => candidate !== holder && isInvitationOf(candidate, signIn));
  if (holder !== undefined) return decideForHolder(holder, invitation);
  if (invitation === undefined) return { kind: 'unknown' };
  return invitation.invitedAgain ? { kind: 'come-instead', invitation } : { kind: 'bind', user: invitation };
}

function decideForHolder<Candidate extends BindingCandidate>(
  holder: Candidate,
  invitation: Candidate | undefined,
): BindingDecision<Candidate> {
  switch (userStatus(holder)) {
    case 'ACTIVE':
      return { kind: 'known', user: holder };
    case 'INVITED': // invited again, or the directory sent the object id before the first sign-in
      return { kind: 'bind', user: holder };
    case 'DELETED':
      return invitation === undefined ? { kind: 'unknown' } : { kind: 'come-back', user: holder, invitation };
    default:
      return { kind: 'unknown' };
  }
}

/**
 * Finds the invited user with this address whose object id, as the directory sent it, differs. Only the directory can
 * correct it.
 */
export function knownUnderAnotherId<Candidate extends BindingCandidate>(
  candidates: readonly Candidate[],
  { objectId, preferredUsername }: SignIn,
): Candidate | undefined {
  if (preferredUsername === null || candidates.some((candidate) => candidate.objectId === objectId)) return undefined;
  return candidates.find(
    (candidate) =>
      userStatus(candidate) === 'INVITED' &&
      candidate.objectId !== null &&
      !candidate.invitedAgain &&
      sameAddress(candidate.email, preferredUsername),
  );
}

/**
 * Whether the candidate is a pending invitation for this address. With an object id it is one only when invited again.
 */
function isInvitationOf(candidate: BindingCandidate, { preferredUsername }: SignIn): boolean {
  if (preferredUsername === null || userStatus(candidate) !== 'INVITED') return false;
  return (candidate.objectId === null || candidate.invitedAgain) && sameAddress(candidate.email, preferredUsername);
}

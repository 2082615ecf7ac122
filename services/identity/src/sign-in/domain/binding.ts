import { sameAddress } from '../../users/domain/email-address.js';
import { type StatusFacts, userStatus } from '../../users/domain/user.js';

/** Who signs in, as the verified token says it: a person of the tenant, by object id. */
export type SignIn = { readonly objectId: string; readonly preferredUsername: string | null };

/** A user of the organisation whose tenant the token names. */
export type BindingCandidate = StatusFacts & {
  readonly id: string;
  readonly email: string;
  readonly objectId: string | null;
  readonly invitedAgain: boolean;
};

/**
 * `known`: signed in before. `bind`: an invitation answered now, for the first time. `come-back`: an invitation
 * answered by somebody known from earlier who was deleted, and is the earlier person. `come-instead`: an invitation of
 * an earlier person, answered by somebody new who has the address now. `nobody`: no user here (R2).
 */
export type BindingDecision<Candidate> =
  | { readonly kind: 'known'; readonly user: Candidate }
  | { readonly kind: 'bind'; readonly user: Candidate }
  | { readonly kind: 'come-back'; readonly user: Candidate; readonly invitation: Candidate }
  | { readonly kind: 'come-instead'; readonly invitation: Candidate }
  | { readonly kind: 'nobody' };

/**
 * Which user somebody is who signs in. An object id that is known decides: whoever is deactivated is nobody, whatever
 * invitation their address fits, and whoever was deleted is nobody without a new invitation. An unknown object id
 * answers the pending invitation of its address, once; afterwards the address means nothing.
 */
export function decideBinding<Candidate extends BindingCandidate>(
  candidates: readonly Candidate[],
  signIn: SignIn,
): BindingDecision<Candidate> {
  const holder = candidates.find((candidate) => candidate.objectId === signIn.objectId);
  const invitation = candidates.find((candidate) => candidate !== holder && isInvitationOf(candidate, signIn));
  if (holder !== undefined) return decideForHolder(holder, invitation);
  if (invitation === undefined) return { kind: 'nobody' };
  return invitation.invitedAgain ? { kind: 'come-instead', invitation } : { kind: 'bind', user: invitation };
}

function decideForHolder<Candidate extends BindingCandidate>(
  holder: Candidate,
  invitation: Candidate | undefined,
): BindingDecision<Candidate> {
  switch (userStatus(holder)) {
    case 'ACTIVE':
      return { kind: 'known', user: holder };
    case 'INVITED': // invited again, or the directory gave the object id before the person came
      return { kind: 'bind', user: holder };
    case 'DELETED':
      return invitation === undefined ? { kind: 'nobody' } : { kind: 'come-back', user: holder, invitation };
    default:
      return { kind: 'nobody' };
  }
}

/**
 * The user that the directory means by an unknown account: an invited user with the address whose object id, as the
 * directory sent it, is another one. Only the directory can say which of the two is right.
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

/** Waits for whoever has the address. With an object id it does so for an earlier person only. */
function isInvitationOf(candidate: BindingCandidate, { preferredUsername }: SignIn): boolean {
  if (preferredUsername === null || userStatus(candidate) !== 'INVITED') return false;
  return (candidate.objectId === null || candidate.invitedAgain) && sameAddress(candidate.email, preferredUsername);
}

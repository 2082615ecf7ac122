import { sameAddress } from './email-address.js';
import { type StatusFacts, userStatus } from './user.js';

/** Who signs in, as the verified token says it: a person of the tenant, by object id. */
export type SignIn = { readonly objectId: string; readonly preferredUsername: string | null };

/** A user of the organisation whose tenant the token names. */
export type BindingCandidate = StatusFacts & {
  readonly id: string;
  readonly email: string;
  readonly objectId: string | null;
};

/** `known`: signed in before. `bind`: an invitation answered now, for the first time. `nobody`: no user here (R2). */
export type BindingDecision<Candidate> =
  | { readonly kind: 'known'; readonly user: Candidate }
  | { readonly kind: 'bind'; readonly user: Candidate }
  | { readonly kind: 'nobody' };

/**
 * Which user somebody is who signs in. An object id that is known decides alone, also against the person: whoever
 * is deactivated or deleted is nobody, whatever invitation their address fits. An unknown object id is bound to
 * the pending invitation of its address, once; afterwards the address means nothing.
 */
export function decideBinding<Candidate extends BindingCandidate>(
  candidates: readonly Candidate[],
  signIn: SignIn,
): BindingDecision<Candidate> {
  const holder = candidates.find((candidate) => candidate.objectId === signIn.objectId);
  if (holder !== undefined) return decideForHolder(holder);
  const address = signIn.preferredUsername;
  if (address === null) return { kind: 'nobody' };
  const invited = candidates.find((candidate) => isPending(candidate) && sameAddress(candidate.email, address));
  return invited === undefined ? { kind: 'nobody' } : { kind: 'bind', user: invited };
}

function decideForHolder<Candidate extends BindingCandidate>(holder: Candidate): BindingDecision<Candidate> {
  switch (userStatus(holder)) {
    case 'ACTIVE':
      return { kind: 'known', user: holder };
    case 'INVITED': // the directory gave the object id before the person came
      return { kind: 'bind', user: holder };
    default:
      return { kind: 'nobody' };
  }
}

function isPending(candidate: BindingCandidate): boolean {
  return candidate.objectId === null && userStatus(candidate) === 'INVITED';
}

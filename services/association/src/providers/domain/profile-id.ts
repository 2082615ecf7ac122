import type { LearningSource } from './learning-source.js';

/** An MCID or a Partner University id, in the form of its source. */
export type ProfileId = string & { readonly brand: 'ProfileId' };

const FORMS: Record<LearningSource, RegExp> = {
  MICROSOFT_LEARN: /^[1-9][0-9]{3,11}$/,
  PARTNER_UNIVERSITY: /^[A-Za-z0-9_-]{1,64}$/,
};

/** The profile id, or undefined for text without the form of this source. */
export function parseProfileId(source: LearningSource, text: string): ProfileId | undefined {
  return FORMS[source].test(text) ? (text as ProfileId) : undefined;
}

export type ClaimedProfile =
  | { kind: 'profile'; profileId: ProfileId }
  | { kind: 'MCID_NOT_GENERATED' }
  | { kind: 'PROFILE_INCOMPLETE' }
  | { kind: 'claims-disagree' };

/**
 * The profile id that a provider asserts (R6): the claim of the ID token, or of userinfo where the ID token has none.
 * Two claims that differ prove nothing.
 */
export function readClaimedProfile(
  source: LearningSource,
  claims: { idToken: unknown; userInfo: unknown },
): ClaimedProfile {
  const given = [claims.idToken, claims.userInfo].map(textOf).filter((text) => text !== '');
  if (given.length === 2 && given[0] !== given[1]) return { kind: 'claims-disagree' };
  const [text] = given;
  if (text === undefined) return { kind: 'MCID_NOT_GENERATED' };
  const profileId = text === MALFORMED ? undefined : parseProfileId(source, text);
  return profileId === undefined ? { kind: 'PROFILE_INCOMPLETE' } : { kind: 'profile', profileId };
}

const MALFORMED = Symbol('neither text nor a whole number');

/** The digits of an integer, text without surrounding white space, empty text for an absent claim. */
function textOf(claim: unknown): string | typeof MALFORMED {
  if (claim === undefined || claim === null) return '';
  if (typeof claim === 'string') return claim.trim();
  return typeof claim === 'number' && Number.isSafeInteger(claim) && claim >= 0 ? String(claim) : MALFORMED;
}

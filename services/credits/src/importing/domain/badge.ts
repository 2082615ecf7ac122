import type { LearningSource } from '../../catalog/domain/catalog.js';
import { dayOf } from '../../values/domain/day.js';
import { completionId } from './completion-id.js';
import type { Issuer } from './issuer.js';
import type { ReadRow } from './layout.js';

/** A person as a badge names them. */
export type BadgeSubject = {
  readonly id: string | null;
  readonly identifiers: readonly { readonly type: string; readonly value: string; readonly isHashed: boolean }[];
  readonly achievementId: string | null;
};

/** An Open Badges 3.0 credential as its issuer signed it. Times that it does not state are null. */
export type Badge = {
  readonly id: string | null;
  readonly issuerId: string;
  readonly subject: BadgeSubject;
  readonly awardedAt: Date | null;
  readonly validFrom: Date | null;
  readonly validUntil: Date | null;
  /** The type of the list in which the issuer publishes revocations; null without one. */
  readonly statusType: string | null;
};

/** The registered claims of a signed token. Times are null where it has none. */
export type TokenClaims = {
  readonly iss: string | null;
  readonly sub: string | null;
  readonly jti: string | null;
  readonly notBefore: Date | null;
  readonly expires: Date | null;
};

const CLOCK_TOLERANCE_MILLISECONDS = 5 * 60_000;

/** Why the claims of a token and the credential in it contradict each other; null when they agree (Open Badges 3.0, 8.2.5). */
export function contradiction(
  claims: TokenClaims,
  badge: Omit<Badge, 'subject'> & { subjectId: string | null },
): string | null {
  if (claims.iss !== badge.issuerId) return 'The claim iss is not the issuer of the credential.';
  if (differ(claims.jti, badge.id)) return 'The claim jti is not the id of the credential.';
  if (differ(claims.sub, badge.subjectId)) return 'The claim sub is not the subject of the credential.';
  if (differAsTimes(claims.notBefore, badge.validFrom)) return 'The claim nbf is not validFrom of the credential.';
  if (differAsTimes(claims.expires, badge.validUntil)) return 'The claim exp is not validUntil of the credential.';
  return null;
}

/** Why a credential is not valid at an instant; null when it is. */
export function invalidity(
  { validFrom, validUntil, statusType }: Pick<Badge, 'validFrom' | 'validUntil' | 'statusType'>,
  now: Date,
): string | null {
  if (validFrom && validFrom.getTime() > now.getTime() + CLOCK_TOLERANCE_MILLISECONDS) {
    return `The credential is not valid before ${validFrom.toISOString()}.`;
  }
  if (validUntil && validUntil <= now) return `The credential expired on ${dayOf(validUntil)}.`;
  if (statusType === null) return null;
  return (
    `The issuer publishes revocations in a list of type ${JSON.stringify(statusType.slice(0, 60))}, which an import does not check. ` +
    'Import the issuer’s export instead, or record the achievement by the API.'
  );
}

/** The achievement that a verified, valid badge states, as an item of the API. */
export function readBadge(
  badge: Badge,
  issuer: Issuer,
  { source, recipient }: { readonly source: LearningSource; readonly recipient?: BadgeSubject | undefined },
): ReadRow {
  if (issuer.source !== source) {
    return { fault: `The issuer is one of ${issuer.source}. Import the file for that source too.` };
  }
  const { achievementId } = badge.subject;
  const credentialCode = achievementId === null ? undefined : issuer.credentials.get(achievementId);
  if (credentialCode === undefined) {
    const shown = achievementId === null ? 'has no id' : `${JSON.stringify(achievementId.slice(0, 200))} is not listed`;
    return { fault: `The achievement ${shown}. Add it to the achievements of the issuer in the file of issuers.` };
  }
  const named = profileIdOf(badge.subject, issuer);
  const ofRecord = recipient ? profileIdOf(recipient, issuer) : named;
  if ('profileId' in named && 'profileId' in ofRecord && named.profileId !== ofRecord.profileId) {
    return { fault: 'The badge and the learner record are those of two people.' };
  }
  const person = 'profileId' in named ? named : ofRecord;
  if ('fault' in person) return person;
  const achievedAt = badge.awardedAt ?? badge.validFrom;
  if (!achievedAt) return { fault: 'The badge states neither awardedDate nor validFrom.' };
  const record = {
    externalId: completionId({ profileId: person.profileId, credentialCode, day: dayOf(achievedAt) }),
    profileId: person.profileId,
    credentialCode,
    achievedAt: achievedAt.toISOString(),
    ...(badge.validUntil && { expiresOn: dayOf(badge.validUntil) }),
  };
  return { record };
}

function profileIdOf(
  { id, identifiers }: BadgeSubject,
  { identityType, subjectPrefix }: Issuer,
): { readonly profileId: string } | { readonly fault: string } {
  const identifier = identifiers.find(({ type }) => type === identityType);
  if (identifier?.isHashed) {
    return { fault: 'The identifier of the person is hashed. Ask the issuer for badges with a plain profile id.' };
  }
  if (identifier) return { profileId: identifier.value };
  if (subjectPrefix !== null && id?.startsWith(subjectPrefix)) return { profileId: id.slice(subjectPrefix.length) };
  return { fault: 'The subject has no identifier that the file of issuers names as the profile id.' };
}

function differ(claim: string | null, stated: string | null): boolean {
  return claim !== null && stated !== null && claim !== stated;
}

/** Claims of a token are whole seconds. */
function differAsTimes(claim: Date | null, stated: Date | null): boolean {
  if (claim === null || stated === null) return false;
  return Math.floor(claim.getTime() / 1000) !== Math.floor(stated.getTime() / 1000);
}

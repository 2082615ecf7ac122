import { z } from 'zod';
import type { Badge, BadgeSubject, TokenClaims } from '../../domain/badge.js';

// The parts of Open Badges 3.0 and CLR 2.0 that an import reads; other properties are ignored. Version 1.1 of the data model
// has issuanceDate and expirationDate for validFrom and validUntil.

const list = <T extends z.ZodType>(one: T) => z.union([z.array(one), one.transform((value) => [value])]);
const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
const seconds = z.number().transform((value) => new Date(value * 1000));
const reference = z.union([z.string(), z.object({ id: z.string() }).transform(({ id }) => id)]);
const identifier = z.object({ identityType: z.string(), identityHash: z.string(), hashed: z.boolean().default(false) });

const subject = z.object({
  id: z.string().optional(),
  identifier: list(identifier).default([]),
  achievement: reference.optional(),
});
const status = z.object({ type: z.string() });
const credentialFields = {
  id: z.string().optional(),
  type: list(z.string()),
  issuer: reference,
  awardedDate: instant.optional(),
  validFrom: instant.optional(),
  issuanceDate: instant.optional(),
  validUntil: instant.optional(),
  expirationDate: instant.optional(),
  credentialStatus: list(status).default([]),
};
const badge = z.object({ ...credentialFields, credentialSubject: subject });
const record = z.object({
  ...credentialFields,
  credentialSubject: subject.extend({ verifiableCredential: list(z.union([z.string(), z.looseObject({})])) }),
});
const claims = z.object({
  iss: z.string().optional(),
  sub: z.string().optional(),
  jti: z.string().optional(),
  nbf: seconds.optional(),
  exp: seconds.optional(),
});

type Credential = z.output<typeof badge>;

/** A badge, a learner record with its credentials, or why the JSON is neither. */
export type ReadCredential =
  | { readonly kind: 'badge'; readonly badge: Badge }
  | { readonly kind: 'record'; readonly badge: Badge; readonly credentials: readonly (string | object)[] }
  | { readonly kind: 'neither'; readonly fault: string };

const BADGE_TYPES = ['OpenBadgeCredential', 'AchievementCredential'];

/** Reads a credential: an Open Badge or a Comprehensive Learner Record. */
export function readCredential(json: unknown): ReadCredential {
  const types = z.object({ type: list(z.string()) }).safeParse(json);
  if (!types.success) return { kind: 'neither', fault: 'The token is no credential: it has no type.' };
  const { type } = types.data;
  if (type.includes('ClrCredential')) {
    const read = record.safeParse(json);
    if (!read.success) return { kind: 'neither', fault: faultOf('learner record', read.error) };
    const credentials = read.data.credentialSubject.verifiableCredential;
    return { kind: 'record', badge: badgeOf(read.data), credentials };
  }
  if (!type.some((name) => BADGE_TYPES.includes(name))) {
    const shown = type.join(', ').slice(0, 100);
    return { kind: 'neither', fault: `A credential of type ${shown} is neither an Open Badge nor a learner record.` };
  }
  const read = badge.safeParse(json);
  return read.success
    ? { kind: 'badge', badge: badgeOf(read.data) }
    : { kind: 'neither', fault: faultOf('badge', read.error) };
}

/** The registered claims of a payload; undefined when one has the wrong type. */
export function readClaims(payload: unknown): TokenClaims | undefined {
  const read = claims.safeParse(payload);
  if (!read.success) return undefined;
  const { iss = null, sub = null, jti = null, nbf = null, exp = null } = read.data;
  return { iss, sub, jti, notBefore: nbf, expires: exp };
}

function badgeOf(read: Credential): Badge {
  const { id = null, issuer, awardedDate = null, credentialStatus } = read;
  return {
    id,
    issuerId: issuer,
    subject: subjectOf(read.credentialSubject),
    awardedAt: awardedDate,
    validFrom: read.validFrom ?? read.issuanceDate ?? null,
    validUntil: read.validUntil ?? read.expirationDate ?? null,
    statusType: credentialStatus[0]?.type ?? null,
  };
}

function subjectOf({ id, identifier: identifiers, achievement }: z.output<typeof subject>): BadgeSubject {
  return {
    id: id ?? null,
    identifiers: identifiers.map(({ identityType, identityHash, hashed }) => ({
      type: identityType,
      value: identityHash,
      isHashed: hashed,
    })),
    achievementId: achievement ?? null,
  };
}

function faultOf(what: string, { issues }: z.ZodError): string {
  const [issue] = issues;
  return `The ${what} is malformed: ${issue ? `${issue.path.join('.')}: ${issue.message}` : 'it cannot be read'}.`;
}

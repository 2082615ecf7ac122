import { compactVerify, decodeJwt, decodeProtectedHeader } from 'jose';
import { type Badge, contradiction, invalidity, readBadge } from '../../domain/badge.js';
import type { ReadingContext, ReadRow } from '../../domain/layout.js';
import { readClaims, readCredential } from './badge-payload.js';
import type { TrustedIssuer, TrustedIssuers } from './issuer-file.js';
import type { RowReader } from './row-format.js';

/** A badge can contain its picture, a learner record many badges. */
export const LONGEST_BADGE = 4 * 1024 * 1024;

const NESTED = 'The learner record contains another learner record, which CLR 2.0 does not have.';
const COMPACT_JWS = /^[\w-]+\.[\w-]+\.[\w-]*$/;

/** Each line is an Open Badge 3.0 or a CLR 2.0 as compact JWS (VC-JWT), verified with the keys of its listed issuer. */
export function badgeRows(issuers: TrustedIssuers, context: ReadingContext): RowReader {
  const reading = { issuers, context };
  return (texts) => Promise.all(texts.map((text) => readToken(reading, text.trim())));
}

type BadgeReading = { readonly issuers: TrustedIssuers; readonly context: ReadingContext };

/** Reads a token by itself, or as part of a learner record. */
async function readToken({ issuers, context }: BadgeReading, text: string, record?: Badge): Promise<ReadRow[]> {
  const verified = await verify(text, issuers);
  if ('fault' in verified) return [verified];
  const { payload, trusted } = verified;
  const claims = readClaims(payload);
  if (!claims) return [{ fault: 'The claims of the token are malformed.' }];
  const read = readCredential(payload.vc ?? payload);
  if (read.kind === 'neither') return [read];
  const fault = contradiction(claims, { ...read.badge, subjectId: read.badge.subject.id });
  if (fault !== null) return [{ fault }];
  const badge = {
    ...read.badge,
    validFrom: read.badge.validFrom ?? claims.notBefore,
    validUntil: read.badge.validUntil ?? claims.expires,
  };
  if (read.kind === 'badge') return [readValidBadge(context, badge, trusted, record)];
  if (record) return [{ fault: NESTED }];
  const invalid = invalidity(badge, context.now);
  if (invalid !== null) return [{ fault: invalid }];
  const parts = read.credentials.map((part) => readPart({ issuers, context }, part, { record: badge, trusted }));
  return (await Promise.all(parts)).flat();
}

/** A credential of a learner record: signed by itself, or covered by the signature of the record of the same issuer. */
async function readPart(
  reading: BadgeReading,
  part: string | object,
  { record, trusted }: { record: Badge; trusted: TrustedIssuer },
): Promise<ReadRow[]> {
  if (typeof part === 'string') return readToken(reading, part, record);
  const read = readCredential(part);
  if (read.kind === 'neither') return [read];
  if (read.kind === 'record') return [{ fault: NESTED }];
  if (read.badge.issuerId !== record.issuerId) {
    return [{ fault: 'The learner record contains a badge of another issuer without a signature as compact JWS.' }];
  }
  return [readValidBadge(reading.context, read.badge, trusted, record)];
}

/** The issuer of a learner record names the person of its own badges only. */
function readValidBadge(
  { now, source }: ReadingContext,
  badge: Badge,
  { issuer }: TrustedIssuer,
  record?: Badge,
): ReadRow {
  const invalid = invalidity(badge, now);
  if (invalid !== null) return { fault: invalid };
  const recipient = record?.issuerId === badge.issuerId ? record.subject : undefined;
  return readBadge(badge, issuer, { source, recipient });
}

/** Verifies the signature with a key of the listed issuer. A key in the header of the token proves nothing. */
async function verify(
  text: string,
  issuers: TrustedIssuers,
): Promise<{ payload: Record<string, unknown>; trusted: TrustedIssuer } | { fault: string }> {
  if (!COMPACT_JWS.test(text)) return { fault: unsignedFault(text) };
  const stated = decode(text);
  if (!stated) return { fault: 'The token is no compact JWS.' };
  const trusted = stated.issuer === null ? undefined : issuers.get(stated.issuer);
  if (!trusted) {
    const shown = stated.issuer === null ? 'of the token' : JSON.stringify(stated.issuer.slice(0, 200));
    return { fault: `The issuer ${shown} is not listed. Add it to the file of issuers if you accept its badges.` };
  }
  if (stated.algorithm === 'none') return { fault: 'The token is not signed.' };
  const keys = trusted.keys.filter(({ algorithm }) => algorithm === stated.algorithm);
  if (keys.length === 0) {
    return { fault: `The issuer has no key for the algorithm ${JSON.stringify(stated.algorithm)}.` };
  }
  for (const { algorithm, key } of keys) {
    const valid = await compactVerify(text, key, { algorithms: [algorithm] }).catch(() => undefined);
    const payload = valid && parsePayload(valid.payload);
    if (payload) return { payload, trusted };
  }
  return { fault: 'No key of the issuer has signed the token, or it was changed since.' };
}

/** The signed JSON object; undefined for other content. */
function parsePayload(bytes: Uint8Array): Record<string, unknown> | undefined {
  try {
    const json: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof json === 'object' && json !== null ? { ...json } : undefined;
  } catch {
    return undefined;
  }
}

/** What the token states about itself, before it is verified. */
function decode(text: string): { algorithm: string | null; issuer: string | null } | undefined {
  try {
    const { alg } = decodeProtectedHeader(text);
    const { iss } = decodeJwt(text);
    return { algorithm: typeof alg === 'string' ? alg : null, issuer: typeof iss === 'string' ? iss : null };
  } catch {
    return undefined;
  }
}

function unsignedFault(text: string): string {
  if (/"proof"\s*:/.test(text)) {
    return 'A data integrity proof (JSON-LD) is not verified. Ask the issuer for the badge as VC-JWT (compact JWS).';
  }
  if (text.startsWith('{') || text.startsWith('['))
    return 'The badge is JSON without a signature. Export it as VC-JWT (compact JWS).';
  return 'The line is no compact JWS.';
}

import { isIssuerOf, PERSONAL_ACCOUNTS_TENANT } from '@app/subgraph-kit/callers/signing-key-issuer';
import { verifyByAnyKey } from '@app/subgraph-kit/callers/verify-by-any-key';
import type { Clock } from '@app/subgraph-kit/processes/clock';
import { decodeJwt, errors, type JWTPayload } from 'jose';
import { z } from 'zod';
import { type IssuerKeys, KeysUnavailable } from './issuer-keys.js';
import type { TokenIssuer } from './keys-by-issuer.js';

/** The claims of a verified work-account token. */
export type WorkClaims = z.output<typeof workClaims>;

/** Verifies a work-account token; rejects with `InvalidWorkToken` or `KeysUnavailable`. */
export type VerifyWorkToken = (token: string) => Promise<WorkClaims>;

/** The token is no live token of the work issuer for this audience. */
export class InvalidWorkToken extends Error {}

const ALGORITHMS = ['RS256', 'PS256', 'ES256', 'EdDSA'];
/** So much may the clocks of the issuer and the gateway differ. */
export const TOLERANCE_SECONDS = 60;

const identifier = z
  .string()
  .min(1)
  .max(255)
  .refine((text) => text.isWellFormed() && !text.includes('\u0000'));

export const workClaims = z.object({
  iss: z.string(),
  exp: z.number(),
  sub: identifier.optional(),
  tid: identifier,
  oid: identifier.optional(),
  preferred_username: identifier.optional(),
  azp: identifier.optional(),
  appid: identifier.optional(),
  client_id: identifier.optional(),
  // A value that is no time does not state when the person signed in: it counts as absent and is no reason to reject
  // the token.
  auth_time: z.number().min(0).max(99_999_999_999).optional().catch(undefined),
  scp: z.string().default(''),
  roles: z.array(z.string()).default([]),
  idtyp: z.string().optional(),
  act: z.unknown().optional(),
});

/** Verifies work-account tokens of one issuer, which may be a template over tenants. */
export function workTokens(expected: {
  issuer: string;
  audience: string;
  keys: IssuerKeys;
  clock: Clock;
}): VerifyWorkToken {
  return async (token) => {
    try {
      const now = expected.clock.now();
      const by = issuerOf(token, expected.issuer);
      const { payload } = await verifyByAnyKey(token, expected.keys(by), {
        algorithms: ALGORITHMS,
        issuer: by.issuer,
        audience: expected.audience,
        requiredClaims: ['exp', 'tid'],
        clockTolerance: TOLERANCE_SECONDS,
        currentDate: now,
      });
      if (payload.iat !== undefined && payload.iat > now.getTime() / 1000 + TOLERANCE_SECONDS)
        throw new InvalidWorkToken('iat is in the future');
      return workClaims.parse(payload);
    } catch (error) {
      if (error instanceof KeysUnavailable) throw error;
      throw new InvalidWorkToken(reasonOf(error), { cause: error });
    }
  };
}

/** The issuer that a token claims, once that is the expected issuer; the signature is checked afterwards. */
function issuerOf(token: string, expected: string): TokenIssuer {
  const { iss, tid } = decodeJwt<JWTPayload & { tid?: unknown }>(token);
  const tenantId = typeof tid === 'string' ? tid : undefined;
  if (tenantId?.toLowerCase() === PERSONAL_ACCOUNTS_TENANT) throw new InvalidWorkToken('tid is of personal accounts');
  const isTemplate = expected.includes('{tenantid}');
  if (iss === undefined || !(isTemplate ? isIssuerOf(expected, iss, tenantId) : iss === expected))
    throw new InvalidWorkToken('claim iss: another issuer');
  return { issuer: iss, tenantId };
}

/** For the log: the check that failed, never the content of the token. */
function reasonOf(error: unknown): string {
  if (error instanceof errors.JWTClaimValidationFailed) return `claim ${error.claim}: ${error.reason}`;
  if (error instanceof errors.JOSEError) return error.code;
  if (error instanceof z.ZodError) return `claims ${error.issues.map((issue) => issue.path.join('.')).join(', ')}`;
  return error instanceof InvalidWorkToken ? error.message : 'unreadable';
}

import type { Clock } from '@app/subgraph-kit/clock';
import { decodeJwt, errors, type JWTPayload, jwtVerify } from 'jose';
import { z } from 'zod';
import { type IssuerKeys, KeysUnavailable } from './issuer-keys.js';

/** What a work-account token says, once it is verified. */
export type WorkClaims = z.output<typeof claims>;

/** The token is no live token of the work issuer for this audience. */
export class InvalidWorkToken extends Error {}

const ALGORITHMS = ['RS256', 'PS256', 'ES256', 'EdDSA'];
const TOLERANCE_SECONDS = 60;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const identifier = z
  .string()
  .min(1)
  .max(255)
  .refine((text) => text.isWellFormed() && !text.includes('\u0000'));

const claims = z.object({
  sub: identifier.optional(),
  tid: identifier,
  oid: identifier.optional(),
  preferred_username: identifier.optional(),
  azp: identifier.optional(),
  appid: identifier.optional(),
  client_id: identifier.optional(),
  auth_time: z.number().min(0).max(99_999_999_999).optional(),
  scp: z.string().default(''),
  roles: z.array(z.string()).default([]),
  idtyp: z.string().optional(),
  act: z.unknown().optional(),
});

/** Verifies work-account tokens of one issuer, which may be a template over tenants. */
export function workTokens(expected: { issuer: string; audience: string; keys: IssuerKeys; clock: Clock }) {
  return async (token: string): Promise<WorkClaims> => {
    try {
      const now = expected.clock.now();
      const { payload } = await jwtVerify(token, expected.keys, {
        algorithms: ALGORITHMS,
        issuer: issuerOf(token, expected.issuer),
        audience: expected.audience,
        requiredClaims: ['exp', 'tid'],
        clockTolerance: TOLERANCE_SECONDS,
        currentDate: now,
      });
      if (payload.iat !== undefined && payload.iat > now.getTime() / 1000 + TOLERANCE_SECONDS)
        throw new InvalidWorkToken('iat is in the future');
      return claims.parse(payload);
    } catch (error) {
      if (error instanceof KeysUnavailable) throw error;
      throw new InvalidWorkToken(reasonOf(error), { cause: error });
    }
  };
}

/** The issuer that this token must name; where it is a template, the one of its own tenant. */
function issuerOf(token: string, issuer: string): string {
  if (!issuer.includes('{tenantid}')) return issuer;
  const { tid } = decodeJwt<JWTPayload & { tid?: unknown }>(token);
  if (typeof tid !== 'string' || !UUID.test(tid)) throw new InvalidWorkToken('tid is no tenant id');
  return issuer.replace('{tenantid}', tid);
}

/** For the log: which check failed, never what the token holds. */
function reasonOf(error: unknown): string {
  if (error instanceof errors.JWTClaimValidationFailed) return `claim ${error.claim}: ${error.reason}`;
  if (error instanceof errors.JOSEError) return error.code;
  if (error instanceof z.ZodError) return `claims ${error.issues.map((issue) => issue.path.join('.')).join(', ')}`;
  return error instanceof InvalidWorkToken ? error.message : 'unreadable';
}

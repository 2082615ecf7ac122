import { type CryptoKey, importJWK, type JWK, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { PERMISSIONS, ROLES } from '../access/roles.js';
import type { Clock } from '../processes/clock.js';
import { type Caller, UNKNOWN_ACCOUNT_REASONS } from './caller.js';

const ISSUER = 'skill-link-gateway';
const LIFETIME_SECONDS = 60;

/** The identity token is missing, forged, expired or issued for another subgraph. */
export class InvalidIdentityToken extends Error {}

const permissions = z.array(z.enum(PERMISSIONS));
const callerClaim = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('anonymous') }),
  z.object({ kind: z.literal('unknown-account'), reason: z.enum(UNKNOWN_ACCOUNT_REASONS).optional() }),
  z.object({
    kind: z.literal('person'),
    userId: z.uuid(),
    organizationId: z.uuid(),
    roles: z.array(z.enum(ROLES)),
    signedInAt: z.iso
      .datetime()
      .transform((text) => new Date(text))
      .nullable(),
    delegated: z.boolean(),
    clientId: z.string().nullable(),
  }),
  z.object({ kind: z.literal('machine'), clientId: z.string(), organizationId: z.uuid(), permissions }),
  z.object({ kind: z.literal('operator'), clientId: z.string(), permissions }),
  z.object({ kind: z.literal('gateway') }),
]);

/** Signs the caller for one subgraph: Ed25519, valid for 60 seconds. */
export async function issueIdentityToken(
  key: CryptoKey,
  claims: { caller: Caller; audience: string; requestId: string },
  clock: Clock,
): Promise<string> {
  const issuedAt = Math.floor(clock.now().getTime() / 1000);
  return new SignJWT({ caller: claims.caller, rid: claims.requestId })
    .setProtectedHeader({ alg: 'EdDSA' })
    .setIssuer(ISSUER)
    .setAudience(claims.audience)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + LIFETIME_SECONDS)
    .sign(key);
}

/** The caller according to the gateway. Throws InvalidIdentityToken unless the token is valid for this audience. */
export async function verifyIdentityToken(
  token: string,
  expected: { key: CryptoKey; audience: string; clock: Clock },
): Promise<{ caller: Caller; requestId: string }> {
  try {
    const { payload } = await jwtVerify(token, expected.key, {
      algorithms: ['EdDSA'],
      issuer: ISSUER,
      audience: expected.audience,
      requiredClaims: ['exp', 'rid', 'caller'],
      currentDate: expected.clock.now(),
    });
    return { caller: callerClaim.parse(payload.caller), requestId: z.string().parse(payload.rid) };
  } catch (error) {
    throw new InvalidIdentityToken('The identity token is not valid here.', { cause: error });
  }
}

/** The private key of the gateway (JWK text, Ed25519). */
export function readSigningKey(jwkText: string): Promise<CryptoKey> {
  return readKey(jwkText);
}

/** The public key of the subgraphs (JWK text, Ed25519). */
export function readVerifyKey(jwkText: string): Promise<CryptoKey> {
  return readKey(jwkText);
}

async function readKey(jwkText: string): Promise<CryptoKey> {
  // Only the key itself: other members (`key_ops`, `ext`) may describe the other half of the pair, and the import would
  // fail.
  const { kty = '', crv = '', x = '', d } = JSON.parse(jwkText) as JWK;
  const key = await importJWK({ kty, crv, x, ...(d !== undefined && { d }) }, 'EdDSA');
  if (key instanceof Uint8Array) throw new Error('An Ed25519 key in JWK form is expected.');
  return key;
}

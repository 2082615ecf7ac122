import { type CryptoKey, importJWK, type JWK, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { PERMISSIONS, ROLES } from '../access/roles.js';
import type { Clock } from '../processes/clock.js';
import { ExpiringCache } from '../values/expiring-cache.js';
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

const claims = z.object({ caller: callerClaim, exp: z.number() });

/**
 * The most tokens that a process remembers: the gateway has one for each caller and subgraph, a subgraph one for each
 * caller.
 */
const KEPT_TOKENS = 2_000;

/** Signs the caller for one subgraph: Ed25519, valid for 60 seconds. */
export async function issueIdentityToken(
  key: CryptoKey,
  of: { caller: Caller; audience: string },
  clock: Clock,
): Promise<string> {
  const issuedAt = Math.floor(clock.now().getTime() / 1000);
  return new SignJWT({ caller: of.caller })
    .setProtectedHeader({ alg: 'EdDSA' })
    .setIssuer(ISSUER)
    .setAudience(of.audience)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + LIFETIME_SECONDS)
    .sign(key);
}

/** Issues tokens. The same caller has the same token for half of its lifetime: the rest suffices for a request. */
export function identityTokenIssuer(key: CryptoKey, clock: Clock) {
  const issued = new ExpiringCache<Promise<string>>(KEPT_TOKENS);
  return (caller: Caller, audience: string): Promise<string> => {
    const now = clock.now();
    // All claims of the caller: with other rights it has another token.
    const name = JSON.stringify([audience, caller]);
    const known = issued.get(name, now);
    if (known !== undefined) return known;
    const token = issueIdentityToken(key, { caller, audience }, clock);
    issued.set(name, token, new Date(now.getTime() + (LIFETIME_SECONDS * 1000) / 2));
    return token;
  };
}

type Expected = { key: CryptoKey; audience: string; clock: Clock };

/** The caller according to the gateway. Throws InvalidIdentityToken unless the token is valid for this audience. */
export async function verifyIdentityToken(
  token: string,
  expected: Expected,
): Promise<{ caller: Caller; expiresAt: Date }> {
  try {
    const { payload } = await jwtVerify(token, expected.key, {
      algorithms: ['EdDSA'],
      issuer: ISSUER,
      audience: expected.audience,
      requiredClaims: ['exp', 'caller'],
      currentDate: expected.clock.now(),
    });
    const { caller, exp } = claims.parse(payload);
    return { caller, expiresAt: new Date(exp * 1000) };
  } catch (error) {
    throw new InvalidIdentityToken('The identity token is not valid here.', { cause: error });
  }
}

/** Verifies tokens like `verifyIdentityToken`, each once: a valid one is remembered until it expires. */
export function identityTokenVerifier(expected: Expected): (token: string) => Promise<Caller> {
  const verified = new ExpiringCache<Caller>(KEPT_TOKENS);
  return async (token) => {
    const known = verified.get(token, expected.clock.now());
    if (known !== undefined) return known;
    const { caller, expiresAt } = await verifyIdentityToken(token, expected);
    verified.set(token, caller, expiresAt);
    return caller;
  };
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

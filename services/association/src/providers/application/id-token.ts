import { keySignsFor, tenantOf } from '@app/subgraph-kit/callers/signing-key-issuer';
import { verifyByAnyKey } from '@app/subgraph-kit/callers/verify-by-any-key';
import { createRemoteJWKSet, customFetch } from 'jose';
import type { BoundedFetch } from './bounded-fetch.js';
import { parseExactly } from './exact-json.js';

const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];
const TOLERANCE_SECONDS = 60;

/** The keys of one provider, cached until a token names an unknown one. */
export type ProviderKeys = ReturnType<typeof createRemoteJWKSet>;

export function providerKeys(
  jwksUri: string,
  issuer: string,
  fetch: () => BoundedFetch,
  timeout = 3_000,
): ProviderKeys {
  return createRemoteJWKSet(new URL(jwksUri), {
    // Short, because a key may be rotated right before it signs; long enough that many unknown keys cost one request a
    // second.
    cooldownDuration: 1_000,
    cacheMaxAge: 10 * 60_000,
    timeoutDuration: timeout,
    [customFetch]: async (url, options) => keysOf(issuer, await fetch()(url, options)),
  });
}

/** A multi-tenant provider publishes the keys of all tenants: those of another issuer are removed. */
async function keysOf(issuer: string, answer: Response): Promise<Response> {
  if (answer.status !== 200) return answer;
  const document = (await answer.json()) as { keys?: unknown } | null;
  if (!Array.isArray(document?.keys)) return Response.json(document);
  const signsForIssuer = (key: unknown) =>
    typeof key === 'object' && key !== null && keySignsFor(key, issuer, tenantOf(issuer));
  return Response.json({ keys: document.keys.filter(signsForIssuer) });
}

/**
 * Verifies what openid-client leaves to its user: the signature (it trusts the connection), `azp` with a single
 * audience, an empty `sub`, `iat` ahead of the clock, and that the person signed in for this flow.
 */
export async function verifyIdToken(
  token: string,
  keys: ProviderKeys,
  expected: { issuer: string; clientId: string; algorithms: readonly string[] | undefined; openedAt: Date; now: Date },
): Promise<{ subject: string; claims: Record<string, unknown> }> {
  const announced = expected.algorithms?.filter((algorithm) => ALGORITHMS.includes(algorithm)) ?? ['RS256'];
  const { payload } = await verifyByAnyKey(token, keys, {
    issuer: expected.issuer,
    audience: expected.clientId,
    algorithms: announced,
    requiredClaims: ['sub', 'exp', 'iat', 'auth_time'],
    clockTolerance: TOLERANCE_SECONDS,
    currentDate: expected.now,
  });
  const nowSeconds = expected.now.getTime() / 1000;
  const { sub, iat, azp, auth_time: signedInAt } = payload;
  if (typeof sub !== 'string' || sub === '' || sub.length > 255) throw new Error('the ID token has no subject');
  if (azp !== undefined && azp !== expected.clientId) throw new Error('the ID token is for another client');
  if (iat === undefined || iat > nowSeconds + TOLERANCE_SECONDS) throw new Error('the ID token is from the future');
  if (
    typeof signedInAt !== 'number' ||
    signedInAt < expected.openedAt.getTime() / 1000 - TOLERANCE_SECONDS ||
    signedInAt > nowSeconds + TOLERANCE_SECONDS
  ) {
    throw new Error('the person did not sign in for this flow');
  }
  return { subject: sub, claims: exactClaims(token) };
}

/** The claims of a verified token, with exact integers. */
function exactClaims(token: string): Record<string, unknown> {
  return parseExactly(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')) as Record<string, unknown>;
}

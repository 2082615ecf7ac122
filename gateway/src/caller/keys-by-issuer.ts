import { keySignsFor } from '@app/subgraph-kit/callers/signing-key-issuer';
import { createLocalJWKSet, type JSONWebKeySet, type JWK } from 'jose';

/** The issuer of a token as the token claims it: `iss` and `tid`. */
export type TokenIssuer = { readonly issuer: string; readonly tenantId: string | undefined };

type KeySet = ReturnType<typeof createLocalJWKSet>;

/** The key set that may verify tokens of an issuer. */
export type KeysByIssuer = (of: TokenIssuer) => KeySet;

/**
 * Restricts each key of a published document to the issuer that its entry names. Tenants whose tokens the same keys
 * verify share one set, so that there are no more sets than ways to name an issuer in the document.
 */
export function keysByIssuer(document: unknown): KeysByIssuer {
  // Checks the shape of the document as a whole.
  createLocalJWKSet(document as JSONWebKeySet);
  const { keys } = document as JSONWebKeySet;
  const sets = new Map<string, KeySet>();
  return ({ issuer, tenantId }) => {
    const fitting = keys.flatMap((key, position) => (keySignsFor(key, issuer, tenantId) ? [position] : []));
    const name = fitting.join();
    const set = sets.get(name) ?? createLocalJWKSet({ keys: fitting.map((position) => keys[position] as JWK) });
    sets.set(name, set);
    return set;
  };
}

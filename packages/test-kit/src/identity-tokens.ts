import type { Caller } from '@app/subgraph-kit/callers/caller';
import { issueIdentityToken, readSigningKey, readVerifyKey } from '@app/subgraph-kit/callers/identity-token';
import { type Clock, systemClock } from '@app/subgraph-kit/processes/clock';
import { type CryptoKey, exportJWK, generateKeyPair } from 'jose';

export type TestIdentityKeys = {
  signingKey: CryptoKey;
  verifyKey: CryptoKey;
  /** JWK texts for INTERNAL_SIGNING_KEY and INTERNAL_VERIFY_KEY. */
  signingKeyJwk: string;
  verifyKeyJwk: string;
  /** The token without the word Bearer; `audience` is the name of the service. */
  bearerFor(caller: Caller, audience: string, clock?: Clock): Promise<string>;
};

/** A new pair of keys for the gateway (signing) and a service (verifying). */
export async function testIdentityKeys(): Promise<TestIdentityKeys> {
  const pair = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  const signingKeyJwk = JSON.stringify(await exportJWK(pair.privateKey));
  const verifyKeyJwk = JSON.stringify(await exportJWK(pair.publicKey));
  const signingKey = await readSigningKey(signingKeyJwk);
  const verifyKey = await readVerifyKey(verifyKeyJwk);
  return {
    signingKey,
    verifyKey,
    signingKeyJwk,
    verifyKeyJwk,
    bearerFor: (caller, audience, clock = systemClock) => issueIdentityToken(signingKey, { caller, audience }, clock),
  };
}

import type { Caller } from '@app/subgraph-kit/callers/caller';
import { issueIdentityToken, readSigningKey } from '@app/subgraph-kit/callers/identity-token';
import type { Clock } from '@app/subgraph-kit/processes/clock';

/** Tokens with which the gateway calls services. */
export type InternalTokens = {
  /** Identifies a caller to one subgraph. */
  ofCaller(caller: Caller, audience: string, requestId: string): Promise<string>;
  /** Identifies the gateway itself. */
  ofGateway(audience: string, requestId: string): Promise<string>;
};

/** Signs with the private key (JWK text, Ed25519) of the gateway. */
export async function internalTokens(signingKey: string, clock: Clock): Promise<InternalTokens> {
  const key = await readSigningKey(signingKey);
  const ofCaller = (caller: Caller, audience: string, requestId: string) =>
    issueIdentityToken(key, { caller, audience, requestId }, clock);
  return { ofCaller, ofGateway: (audience, requestId) => ofCaller({ kind: 'gateway' }, audience, requestId) };
}

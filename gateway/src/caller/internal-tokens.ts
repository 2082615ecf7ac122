import type { Caller } from '@app/subgraph-kit/callers/caller';
import { identityTokenIssuer, readSigningKey } from '@app/subgraph-kit/callers/identity-token';
import type { Clock } from '@app/subgraph-kit/processes/clock';

/** Tokens with which the gateway calls services. */
export type InternalTokens = {
  /** Identifies a caller to one subgraph. */
  ofCaller(caller: Caller, audience: string): Promise<string>;
  /** Identifies the gateway itself. */
  ofGateway(audience: string): Promise<string>;
};

/** Signs with the private key (JWK text, Ed25519) of the gateway. */
export async function internalTokens(signingKey: string, clock: Clock): Promise<InternalTokens> {
  const ofCaller = identityTokenIssuer(await readSigningKey(signingKey), clock);
  return { ofCaller, ofGateway: (audience) => ofCaller({ kind: 'gateway' }, audience) };
}

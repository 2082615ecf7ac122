import { tenantScopeOf } from '@app/subgraph-kit/tenant-scope';
import { isUuid } from '@app/subgraph-kit/text';
import { inTransaction } from '@app/subgraph-kit/transaction';
import type { Dependencies, Request } from '../../dependencies.js';
import type { ScimClient } from '../domain/scim-client.js';
import { revokeClient } from '../store/scim-client.store.js';

export type RevokeScimClientCommand = Pick<Request, 'caller'> & { readonly scimClientId: string };

export type RevokeScimClientOutcome =
  | { readonly kind: 'revoked'; readonly scimClient: ScimClient }
  | { readonly kind: 'not-found' };

/** Revokes a client of the caller's own organization and with it its access tokens; again is a repetition. */
export async function revokeScimClient(
  deps: Dependencies,
  { caller, scimClientId }: RevokeScimClientCommand,
): Promise<RevokeScimClientOutcome> {
  if (!isUuid(scimClientId)) return { kind: 'not-found' };
  return inTransaction(deps.dataSource, tenantScopeOf(caller), async (manager) => {
    const scimClient = await revokeClient(manager, scimClientId, deps.clock.now());
    return scimClient === undefined ? { kind: 'not-found' } : { kind: 'revoked', scimClient };
  });
}

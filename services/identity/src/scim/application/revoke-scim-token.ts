import { tenantScopeOf } from '@app/subgraph-kit/tenant-scope';
import { isUuid } from '@app/subgraph-kit/text';
import { inTransaction } from '@app/subgraph-kit/transaction';
import type { Dependencies, Request } from '../../dependencies.js';
import type { ScimToken } from '../domain/scim-token.js';
import { lockScimToken, revokeToken } from '../store/scim-token.store.js';

export type RevokeScimTokenCommand = Pick<Request, 'caller'> & { readonly scimTokenId: string };

export type RevokeScimTokenOutcome =
  | { readonly kind: 'revoked'; readonly scimToken: ScimToken }
  | { readonly kind: 'not-found' };

/** Revokes a token of the caller's own organisation; again is a repetition. The next request with it is refused. */
export async function revokeScimToken(
  deps: Dependencies,
  { caller, scimTokenId }: RevokeScimTokenCommand,
): Promise<RevokeScimTokenOutcome> {
  if (!isUuid(scimTokenId)) return { kind: 'not-found' };
  return inTransaction(deps.dataSource, tenantScopeOf(caller), async (manager) => {
    const scimToken = await lockScimToken(manager, scimTokenId);
    if (scimToken === undefined) return { kind: 'not-found' };
    if (scimToken.revokedAt === null) await revokeToken(manager, scimToken.id, deps.clock.now());
    return { kind: 'revoked', scimToken };
  });
}

import { tenantScopeOf } from '@app/subgraph-kit/database/tenant-scope';
import { inTransaction } from '@app/subgraph-kit/database/transaction';
import { isUuid } from '@app/subgraph-kit/values/text';
import type { Dependencies, Request } from '../../dependencies.js';
import type { Credential, CredentialKind } from '../domain/credential.js';
import { revokeCredentialById } from '../store/credential.store.js';

export type RevokeCredentialOutcome =
  | { readonly kind: 'revoked'; readonly credential: Credential }
  | { readonly kind: 'not-found' };

/** Revokes a credential of the caller's own organization; the next request with it is rejected. */
export async function revokeCredential(
  deps: Dependencies,
  kind: CredentialKind,
  { caller, id }: Pick<Request, 'caller'> & { readonly id: string },
): Promise<RevokeCredentialOutcome> {
  if (!isUuid(id)) return { kind: 'not-found' };
  return inTransaction(deps.dataSource, tenantScopeOf(caller), async (manager) => {
    const credential = await revokeCredentialById(manager, kind, id, deps.clock.now());
    return credential === undefined ? { kind: 'not-found' } : { kind: 'revoked', credential };
  });
}

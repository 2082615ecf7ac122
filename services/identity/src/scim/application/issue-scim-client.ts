import { hash, randomBytes } from 'node:crypto';
import { badUserInput } from '@app/subgraph-kit/errors';
import { tenantScopeOf } from '@app/subgraph-kit/tenant-scope';
import { parseText } from '@app/subgraph-kit/text';
import { inTransaction } from '@app/subgraph-kit/transaction';
import type { Dependencies, Request } from '../../dependencies.js';
import type { ScimClient } from '../domain/scim-client.js';
import { mayIssueToken } from '../domain/scim-token.js';
import { insertScimClient, lockScimClients } from '../store/scim-client.store.js';

export type IssueScimClientCommand = Pick<Request, 'caller'> & {
  readonly organizationId: string;
  readonly label: string;
  readonly expiresAt: Date | null;
};

export type IssueScimClientOutcome =
  | { readonly kind: 'issued'; readonly scimClient: ScimClient; readonly clientSecret: string }
  | { readonly kind: 'too-many' };

/** So that people and scanners recognise what they have found. */
const PREFIX = 'scimcs_';

/** Issues an OAuth client for the organization's directory. The secret is in this answer and is stored as a hash. */
export async function issueScimClient(
  deps: Dependencies,
  { caller, organizationId, expiresAt, ...input }: IssueScimClientCommand,
): Promise<IssueScimClientOutcome> {
  const label = parseText(input.label, { min: 1, max: 100 });
  if (label === undefined) throw badUserInput('label: 1 to 100 characters on one line.');
  return inTransaction(deps.dataSource, tenantScopeOf(caller), async (manager) => {
    const clients = await lockScimClients(manager, organizationId);
    const createdAt = deps.clock.now();
    if (expiresAt !== null && expiresAt <= createdAt) throw badUserInput('expiresAt: an instant in the future.');
    if (!mayIssueToken(clients, createdAt)) return { kind: 'too-many' };
    const clientSecret = `${PREFIX}${randomBytes(32).toString('base64url')}`;
    const secretHash = hash('sha256', clientSecret, 'buffer');
    const scimClient = await insertScimClient(manager, { organizationId, label, secretHash, createdAt, expiresAt });
    return { kind: 'issued', scimClient, clientSecret };
  });
}

import { hash, randomBytes } from 'node:crypto';
import { tenantScopeOf } from '@app/subgraph-kit/database/tenant-scope';
import { inTransaction } from '@app/subgraph-kit/database/transaction';
import { badUserInput } from '@app/subgraph-kit/graphql/errors';
import { parseText } from '@app/subgraph-kit/values/text';
import type { Dependencies, Request } from '../../dependencies.js';
import { type Credential, type CredentialKind, mayIssueCredential } from '../domain/credential.js';
import { insertCredential, lockCredentials } from '../store/credential.store.js';

export type IssueCredentialCommand = Pick<Request, 'caller'> & {
  readonly organizationId: string;
  readonly label: string;
  readonly expiresAt: Date | null;
};

export type IssueCredentialOutcome =
  | { readonly kind: 'issued'; readonly credential: Credential; readonly secret: string }
  | { readonly kind: 'too-many' };

/** Users and secret scanners recognize a secret by its prefix. */
const SECRET_PREFIX: Readonly<Record<CredentialKind, string>> = { scim_token: 'scim_', scim_client: 'scimcs_' };

/**
 * Issues a credential for the directory of an organization. The secret is part of this outcome only and is stored as a
 * hash: SHA-256 is enough for 256 random bits, which cannot be guessed.
 */
export async function issueCredential(
  deps: Dependencies,
  kind: CredentialKind,
  { caller, organizationId, expiresAt, ...input }: IssueCredentialCommand,
): Promise<IssueCredentialOutcome> {
  const label = parseText(input.label, { min: 1, max: 100 });
  if (label === undefined) throw badUserInput('label: 1 to 100 characters on one line.');
  return inTransaction(deps.dataSource, tenantScopeOf(caller), async (manager) => {
    const credentials = await lockCredentials(manager, kind, organizationId);
    const createdAt = deps.clock.now();
    if (expiresAt !== null && expiresAt <= createdAt) throw badUserInput('expiresAt: an instant in the future.');
    if (!mayIssueCredential(credentials, createdAt)) return { kind: 'too-many' };
    const secret = `${SECRET_PREFIX[kind]}${randomBytes(32).toString('base64url')}`;
    const secretHash = hash('sha256', secret, 'buffer');
    const issued = { organizationId, label, secretHash, createdAt, expiresAt };
    return { kind: 'issued', credential: await insertCredential(manager, kind, issued), secret };
  });
}

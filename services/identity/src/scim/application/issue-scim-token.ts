import { hash, randomBytes } from 'node:crypto';
import { badUserInput } from '@app/subgraph-kit/errors';
import { tenantScopeOf } from '@app/subgraph-kit/tenant-scope';
import { parseText } from '@app/subgraph-kit/text';
import { inTransaction } from '@app/subgraph-kit/transaction';
import type { Dependencies, Request } from '../../dependencies.js';
import { mayIssueToken, type ScimToken } from '../domain/scim-token.js';
import { insertScimToken, lockScimTokens } from '../store/scim-token.store.js';

export type IssueScimTokenCommand = Pick<Request, 'caller'> & {
  readonly organizationId: string;
  readonly label: string;
  readonly expiresAt: Date | null;
};

export type IssueScimTokenOutcome =
  | { readonly kind: 'issued'; readonly scimToken: ScimToken; readonly secret: string }
  | { readonly kind: 'too-many' };

/** So that people and scanners recognise what they have found. */
const PREFIX = 'scim_';

/**
 * Issues a token for the organisation's directory. The secret leaves in this answer and is kept as a hash: SHA-256
 * is enough for 256 random bits, which nobody can try out.
 */
export async function issueScimToken(
  deps: Dependencies,
  { caller, organizationId, expiresAt, ...input }: IssueScimTokenCommand,
): Promise<IssueScimTokenOutcome> {
  const label = parseText(input.label, { min: 1, max: 100 });
  if (label === undefined) throw badUserInput('label: 1 to 100 characters on one line.');
  return inTransaction(deps.dataSource, tenantScopeOf(caller), async (manager) => {
    const tokens = await lockScimTokens(manager, organizationId);
    const createdAt = deps.clock.now();
    if (expiresAt !== null && expiresAt <= createdAt) throw badUserInput('expiresAt: an instant in the future.');
    if (!mayIssueToken(tokens, createdAt)) return { kind: 'too-many' };
    const secret = `${PREFIX}${randomBytes(32).toString('base64url')}`;
    const secretHash = hash('sha256', secret, 'buffer');
    const scimToken = await insertScimToken(manager, { organizationId, label, secretHash, createdAt, expiresAt });
    return { kind: 'issued', scimToken, secret };
  });
}

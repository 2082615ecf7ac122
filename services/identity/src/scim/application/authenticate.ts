import { hash } from 'node:crypto';
import { RequestReads } from '@app/subgraph-kit/reads';
import { inTransaction } from '@app/subgraph-kit/transaction';
import type { Pool } from 'pg';
import type { Dependencies } from '../../dependencies.js';
import type { ScimClient } from '../domain/scim-client.js';
import { isValidToken, type ScimToken } from '../domain/scim-token.js';
import { readScimClient, touchScimClient } from '../store/scim-client.store.js';
import { readScimTokenBySecret, touchScimToken } from '../store/scim-token.store.js';
import type { AccessTokens } from './access-token.js';

/** Which token a directory presents, or which OAuth client its access token is of. */
export type Directory = { readonly tokenId: string; readonly organizationId: string };

const BEARER = /^Bearer +([\x21-\x7e]{1,200})$/i;
const TOUCHED_EVERY_MS = 60_000;

/**
 * Whose valid token this is; undefined for every other text. It is looked up by the hash of the whole secret, so how
 * long that takes tells nothing about a secret.
 */
export async function authenticate(
  deps: Dependencies & { pool: Pool; accessTokens: AccessTokens },
  authorization: string | undefined,
): Promise<Directory | undefined> {
  const secret = BEARER.exec(authorization ?? '')?.[1];
  if (secret === undefined) return undefined;
  const at = deps.clock.now();
  const clientId = deps.accessTokens.clientOf(secret, at);
  const [token, touch] =
    clientId === undefined
      ? ([await findToken(deps.pool, secret), touchScimToken] as const)
      : ([await findClient(deps.pool, clientId), touchScimClient] as const);
  if (token === undefined || !isValidToken(token, at)) return undefined;
  const { id: tokenId, organizationId, lastUsedAt } = token;
  if (lastUsedAt === null || at.getTime() - lastUsedAt.getTime() > TOUCHED_EVERY_MS)
    await inTransaction(deps.dataSource, { organizationId }, (manager) => touch(manager, tokenId, at));
  return { tokenId, organizationId };
}

/** Looked up at every request, so that the access tokens of a revoked client end at once. */
async function findClient(pool: Pool, clientId: string): Promise<ScimClient | undefined> {
  const reads = new RequestReads(pool, 'every-organization');
  try {
    return (await readScimClient(reads, clientId))?.client;
  } finally {
    await reads.close();
  }
}

async function findToken(pool: Pool, secret: string): Promise<ScimToken | undefined> {
  const reads = new RequestReads(pool, 'every-organization');
  try {
    return await readScimTokenBySecret(reads, hash('sha256', secret, 'buffer'));
  } finally {
    await reads.close();
  }
}

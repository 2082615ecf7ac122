import { hash } from 'node:crypto';
import { RequestReads } from '@app/subgraph-kit/database/reads';
import { inTransaction } from '@app/subgraph-kit/database/transaction';
import type { Pool } from 'pg';
import type { Dependencies } from '../../dependencies.js';
import { type Credential, type CredentialKind, isValidCredential } from '../domain/credential.js';
import { readClient, readTokenBySecret, touchCredential } from '../store/credential.store.js';
import type { AccessTokens } from './access-token.js';

/** The credential and the organization of a directory that sends a request. */
export type Directory = { readonly tokenId: string; readonly label: string; readonly organizationId: string };

const BEARER = /^Bearer +([\x21-\x7e]{1,200})$/i;
const TOUCHED_EVERY_MS = 60_000;

/**
 * Authenticates a request; undefined without a valid token. The token is found by the hash of the whole secret, so that
 * timing reveals nothing about a secret.
 */
export async function authenticate(
  deps: Dependencies & { pool: Pool; accessTokens: AccessTokens },
  authorization: string | undefined,
): Promise<Directory | undefined> {
  const secret = BEARER.exec(authorization ?? '')?.[1];
  if (secret === undefined) return undefined;
  const at = deps.clock.now();
  const clientId = deps.accessTokens.clientOf(secret, at);
  const kind: CredentialKind = clientId === undefined ? 'scim_token' : 'scim_client';
  const credential = await (clientId === undefined ? findToken(deps.pool, secret) : findClient(deps.pool, clientId));
  if (credential === undefined || !isValidCredential(credential, at)) return undefined;
  const { id: tokenId, label, organizationId, lastUsedAt } = credential;
  if (lastUsedAt === null || at.getTime() - lastUsedAt.getTime() > TOUCHED_EVERY_MS)
    await inTransaction(deps.dataSource, { organizationId }, (manager) => touchCredential(manager, kind, tokenId, at));
  return { tokenId, label, organizationId };
}

/** Read at every request, so that the access tokens of a revoked client end at once. */
async function findClient(pool: Pool, clientId: string): Promise<Credential | undefined> {
  const reads = new RequestReads(pool, 'every-organization');
  try {
    return (await readClient(reads, clientId))?.client;
  } finally {
    await reads.close();
  }
}

async function findToken(pool: Pool, secret: string): Promise<Credential | undefined> {
  const reads = new RequestReads(pool, 'every-organization');
  try {
    return await readTokenBySecret(reads, hash('sha256', secret, 'buffer'));
  } finally {
    await reads.close();
  }
}

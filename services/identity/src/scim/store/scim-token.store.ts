import type { RequestReads } from '@app/subgraph-kit/reads';
import type { EntityManager } from 'typeorm';
import type { ScimToken } from '../domain/scim-token.js';

const COLUMNS = `t.id, t.organization_id AS "organizationId", t.label, t.created_at AS "createdAt",
  t.expires_at AS "expiresAt", t.revoked_at AS "revokedAt", t.last_used_at AS "lastUsedAt"`;

/** The organisation's tokens that nobody revoked, and nobody issues another one until the transaction ends. */
export async function lockScimTokens(manager: EntityManager, organizationId: string): Promise<ScimToken[]> {
  await manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`scim-tokens:${organizationId}`]);
  return manager.query(
    `SELECT ${COLUMNS} FROM identity.scim_token t WHERE t.organization_id = $1 AND t.revoked_at IS NULL`,
    [organizationId],
  );
}

/** Keeps a new token by the hash of its secret. */
export async function insertScimToken(
  manager: EntityManager,
  token: Pick<ScimToken, 'organizationId' | 'label' | 'createdAt' | 'expiresAt'> & { readonly secretHash: Buffer },
): Promise<ScimToken> {
  const { organizationId, label, secretHash, createdAt, expiresAt } = token;
  const [inserted]: ScimToken[] = await manager.query(
    `INSERT INTO identity.scim_token AS t (organization_id, label, secret_hash, created_at, expires_at)
      VALUES ($1, $2, $3, $4, $5) RETURNING ${COLUMNS}`,
    [organizationId, label, secretHash, createdAt, expiresAt],
  );
  if (inserted === undefined) throw new Error('A token that was inserted is not there.');
  return inserted;
}

/** The token within the transaction's reach, and nobody else changes it until the transaction ends. */
export async function lockScimToken(manager: EntityManager, id: string): Promise<ScimToken | undefined> {
  const rows: ScimToken[] = await manager.query(
    `SELECT ${COLUMNS} FROM identity.scim_token t WHERE t.id = $1 FOR UPDATE`,
    [id],
  );
  return rows[0];
}

/** Ends a token for ever. */
export async function revokeToken(manager: EntityManager, id: string, at: Date): Promise<void> {
  await manager.query('UPDATE identity.scim_token SET revoked_at = $2 WHERE id = $1', [id, at]);
}

/** Remembers that the token was used; at most once a minute, however many requests come. */
export async function touchScimToken(manager: EntityManager, id: string, at: Date): Promise<void> {
  await manager.query(
    `UPDATE identity.scim_token SET last_used_at = $2
      WHERE id = $1 AND (last_used_at IS NULL OR last_used_at < $2::timestamptz - interval '1 minute')`,
    [id, at],
  );
}

const BY_SECRET = {
  name: 'scim-token-by-secret',
  text: `SELECT ${COLUMNS} FROM identity.scim_token t WHERE t.secret_hash = $1`,
};

const OF_ORGANIZATION = {
  name: 'scim-tokens-of-organization',
  text: `SELECT ${COLUMNS} FROM identity.scim_token t
    WHERE t.organization_id = $1 AND t.revoked_at IS NULL AND (t.expires_at IS NULL OR t.expires_at > $2) ORDER BY t.id`,
};

/** The token with this secret, valid or not. */
export async function readScimTokenBySecret(reads: RequestReads, secretHash: Buffer): Promise<ScimToken | undefined> {
  return (await reads.query<ScimToken>(BY_SECRET, [secretHash]))[0];
}

/** The organisation's valid tokens, oldest first. */
export async function readValidScimTokens(reads: RequestReads, organizationId: string, at: Date): Promise<ScimToken[]> {
  return reads.query<ScimToken>(OF_ORGANIZATION, [organizationId, at]);
}

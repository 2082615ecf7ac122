import { timingSafeEqual } from 'node:crypto';
import type { RequestReads } from '@app/subgraph-kit/reads';
import type { EntityManager } from 'typeorm';
import type { ScimClient } from '../domain/scim-client.js';

const COLUMNS = `c.id, c.organization_id AS "organizationId", c.label, c.created_at AS "createdAt",
  c.expires_at AS "expiresAt", c.revoked_at AS "revokedAt", c.last_used_at AS "lastUsedAt"`;

/** The organization's clients that are not revoked; no other transaction adds one until this one ends. */
export async function lockScimClients(manager: EntityManager, organizationId: string): Promise<ScimClient[]> {
  await manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`scim-clients:${organizationId}`]);
  return manager.query(
    `SELECT ${COLUMNS} FROM identity.scim_client c WHERE c.organization_id = $1 AND c.revoked_at IS NULL`,
    [organizationId],
  );
}

/** Stores a new client with the hash of its secret. */
export async function insertScimClient(
  manager: EntityManager,
  client: Pick<ScimClient, 'organizationId' | 'label' | 'createdAt' | 'expiresAt'> & { readonly secretHash: Buffer },
): Promise<ScimClient> {
  const { organizationId, label, secretHash, createdAt, expiresAt } = client;
  const [inserted]: ScimClient[] = await manager.query(
    `INSERT INTO identity.scim_client AS c (organization_id, label, secret_hash, created_at, expires_at)
      VALUES ($1, $2, $3, $4, $5) RETURNING ${COLUMNS}`,
    [organizationId, label, secretHash, createdAt, expiresAt],
  );
  if (inserted === undefined) throw new Error('A client that was inserted is not there.');
  return inserted;
}

/** Ends a client within the transaction's reach, and gives it as it is then; revoking again changes no instant. */
export async function revokeClient(manager: EntityManager, id: string, at: Date): Promise<ScimClient | undefined> {
  const [rows]: [ScimClient[], number] = await manager.query(
    `UPDATE identity.scim_client c SET revoked_at = coalesce(c.revoked_at, $2) WHERE c.id = $1 RETURNING ${COLUMNS}`,
    [id, at],
  );
  return rows[0];
}

/** Remembers that the client was used; at most once a minute, however many requests come. */
export async function touchScimClient(manager: EntityManager, id: string, at: Date): Promise<void> {
  await manager.query(
    `UPDATE identity.scim_client SET last_used_at = $2
      WHERE id = $1 AND (last_used_at IS NULL OR last_used_at < $2::timestamptz - interval '1 minute')`,
    [id, at],
  );
}

const BY_ID = {
  name: 'scim-client-by-id',
  text: `SELECT ${COLUMNS}, c.secret_hash AS "secretHash" FROM identity.scim_client c WHERE c.id = $1`,
};

const OF_ORGANIZATION = {
  name: 'scim-clients-of-organization',
  text: `SELECT ${COLUMNS} FROM identity.scim_client c
    WHERE c.organization_id = $1 AND c.revoked_at IS NULL AND (c.expires_at IS NULL OR c.expires_at > $2) ORDER BY c.id`,
};

/** The client, valid or not, and whether a secret is its own. */
export async function readScimClient(
  reads: RequestReads,
  id: string,
): Promise<{ client: ScimClient; hasSecret(hash: Buffer): boolean } | undefined> {
  const [row] = await reads.query<ScimClient & { secretHash: Buffer }>(BY_ID, [id]);
  if (row === undefined) return undefined;
  const { secretHash, ...client } = row;
  return { client, hasSecret: (hash) => timingSafeEqual(hash, secretHash) };
}

/** The organization's valid clients, oldest first. */
export async function readValidScimClients(
  reads: RequestReads,
  organizationId: string,
  at: Date,
): Promise<ScimClient[]> {
  return reads.query<ScimClient>(OF_ORGANIZATION, [organizationId, at]);
}

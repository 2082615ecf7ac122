import { timingSafeEqual } from 'node:crypto';
import { bytes, columns, instant, nullable, text, uuid } from '@app/subgraph-kit/database/columns';
import { queryRows } from '@app/subgraph-kit/database/query-rows';
import type { RequestReads } from '@app/subgraph-kit/database/reads';
import type { EntityManager } from 'typeorm';
import type { Credential, CredentialKind } from '../domain/credential.js';

const CREDENTIAL = columns(
  {
    id: uuid(),
    organizationId: uuid(),
    label: text(),
    createdAt: instant(),
    expiresAt: nullable(instant()),
    revokedAt: nullable(instant()),
    lastUsedAt: nullable(instant()),
  },
  'c',
);

/** Credentials of an organization that are not revoked; no other transaction adds one until this one ends. */
export async function lockCredentials(
  manager: EntityManager,
  kind: CredentialKind,
  organizationId: string,
): Promise<Credential[]> {
  await manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`${kind}:${organizationId}`]);
  const statement = {
    columns: CREDENTIAL,
    text: `SELECT ${CREDENTIAL} FROM identity.${kind} c WHERE c.organization_id = $1 AND c.revoked_at IS NULL`,
  };
  return queryRows(manager, statement, [organizationId]);
}

/** Stores a new credential with the hash of its secret. */
export async function insertCredential(
  manager: EntityManager,
  kind: CredentialKind,
  credential: Pick<Credential, 'organizationId' | 'label' | 'createdAt' | 'expiresAt'> & {
    readonly secretHash: Buffer;
  },
): Promise<Credential> {
  const { organizationId, label, secretHash, createdAt, expiresAt } = credential;
  const statement = {
    columns: CREDENTIAL,
    text: `INSERT INTO identity.${kind} AS c (organization_id, label, secret_hash, created_at, expires_at)
      VALUES ($1, $2, $3, $4, $5) RETURNING ${CREDENTIAL}`,
  };
  const [inserted] = await queryRows(manager, statement, [organizationId, label, secretHash, createdAt, expiresAt]);
  if (inserted === undefined) throw new Error('A credential was not inserted.');
  return inserted;
}

/** Revokes a credential in the tenant scope and returns it; repeating this changes no instant. */
export async function revokeCredentialById(
  manager: EntityManager,
  kind: CredentialKind,
  id: string,
  at: Date,
): Promise<Credential | undefined> {
  const statement = {
    columns: CREDENTIAL,
    text: `UPDATE identity.${kind} c SET revoked_at = coalesce(c.revoked_at, $2) WHERE c.id = $1 RETURNING ${CREDENTIAL}`,
  };
  return (await queryRows(manager, statement, [id, at]))[0];
}

/** Records that the credential was used, at most once a minute. */
export async function touchCredential(
  manager: EntityManager,
  kind: CredentialKind,
  id: string,
  at: Date,
): Promise<void> {
  await manager.query(
    `UPDATE identity.${kind} SET last_used_at = $2
      WHERE id = $1 AND (last_used_at IS NULL OR last_used_at < $2::timestamptz - interval '1 minute')`,
    [id, at],
  );
}

/** Valid credentials of an organization, oldest first. */
export async function readValidCredentials(
  reads: RequestReads,
  kind: CredentialKind,
  organizationId: string,
  at: Date,
): Promise<Credential[]> {
  const statement = {
    name: `valid-${kind}s`,
    columns: CREDENTIAL,
    text: `SELECT ${CREDENTIAL} FROM identity.${kind} c
      WHERE c.organization_id = $1 AND c.revoked_at IS NULL AND (c.expires_at IS NULL OR c.expires_at > $2) ORDER BY c.id`,
  };
  return reads.query(statement, [organizationId, at]);
}

const TOKEN_BY_SECRET = {
  name: 'scim-token-by-secret',
  columns: CREDENTIAL,
  text: `SELECT ${CREDENTIAL} FROM identity.scim_token c WHERE c.secret_hash = $1`,
};

/** The token with this secret, valid or not. */
export async function readTokenBySecret(reads: RequestReads, secretHash: Buffer): Promise<Credential | undefined> {
  return (await reads.query(TOKEN_BY_SECRET, [secretHash]))[0];
}

const CLIENT = columns({ ...CREDENTIAL.fields, secretHash: bytes('c.secret_hash') });

const CLIENT_BY_ID = {
  name: 'scim-client-by-id',
  columns: CLIENT,
  text: `SELECT ${CLIENT} FROM identity.scim_client c WHERE c.id = $1`,
};

/** The client, valid or not, and a check of its secret in constant time. */
export async function readClient(
  reads: RequestReads,
  id: string,
): Promise<{ client: Credential; hasSecret(hash: Buffer): boolean } | undefined> {
  const [row] = await reads.query(CLIENT_BY_ID, [id]);
  if (row === undefined) return undefined;
  const { secretHash, ...client } = row;
  return { client, hasSecret: (hash) => timingSafeEqual(hash, secretHash) };
}

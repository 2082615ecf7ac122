import type { RequestReads } from '@app/subgraph-kit/reads';
import type { EntityManager } from 'typeorm';
import type { SignIn } from '../domain/binding.js';
import { addressKey } from '../domain/email-address.js';
import type { TenantId } from '../domain/tenant-id.js';
import type { User } from '../domain/user.js';
import { USER_COLUMNS, USERS } from './user.store.js';

const OF_TENANT = {
  name: 'organization-of-tenant',
  text: 'SELECT id FROM identity.organization WHERE tenant_id = $1',
};

// Whom a sign-in can concern: the holder of the object id, and whoever waits under the address.
const CANDIDATES = `SELECT ${USER_COLUMNS} FROM ${USERS}
  WHERE o.tenant_id = $1 AND (u.object_id = $2
    OR (u.object_id IS NULL AND u.deleted_at IS NULL AND lower(u.email) = $3))`;

const SIGN_IN_CANDIDATES = { name: 'sign-in-candidates', text: CANDIDATES };

/** The organisation of a tenant. */
export async function organizationOfTenant(reads: RequestReads, tenantId: TenantId): Promise<string | null> {
  const rows = await reads.query<{ id: string }>(OF_TENANT, [tenantId]);
  return rows[0]?.id ?? null;
}

/** Whom a sign-in at a tenant can concern, as things stand. */
export async function signInCandidates(reads: RequestReads, tenantId: TenantId, signIn: SignIn): Promise<User[]> {
  return reads.query<User>(SIGN_IN_CANDIDATES, candidateValues(tenantId, signIn));
}

/** The same, and nobody else changes them until the transaction ends. */
export async function lockSignInCandidates(
  manager: EntityManager,
  tenantId: TenantId,
  signIn: SignIn,
): Promise<User[]> {
  return manager.query(`${CANDIDATES} ORDER BY u.id FOR UPDATE OF u`, candidateValues(tenantId, signIn));
}

function candidateValues(tenantId: TenantId, { objectId, preferredUsername }: SignIn) {
  return [tenantId, objectId, preferredUsername === null ? null : addressKey(preferredUsername)];
}

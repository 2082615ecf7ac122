import { columns, uuid } from '@app/subgraph-kit/database/columns';
import type { RequestReads } from '@app/subgraph-kit/database/reads';
import type { TenantId } from '../../organizations/domain/tenant-id.js';
import { addressKey } from '../../users/domain/email-address.js';
import type { User } from '../../users/domain/user.js';
import { USER, USERS } from '../../users/store/user.store.js';
import type { SignIn } from '../domain/binding.js';

const OF_TENANT = {
  name: 'organization-of-tenant',
  columns: columns({ id: uuid() }),
  text: 'SELECT id FROM identity.organization WHERE tenant_id = $1',
};

// Two branches, each with its own index: by object id, and by address.
const CANDIDATES = {
  name: 'sign-in-candidates',
  columns: USER,
  text: `SELECT ${USER} FROM ${USERS} WHERE o.tenant_id = $1 AND u.object_id = $2
    UNION ALL
    SELECT ${USER} FROM ${USERS} WHERE o.tenant_id = $1 AND u.email_key = $3 AND u.deleted_at IS NULL`,
};

/** Finds the organization of a tenant. */
export async function organizationOfTenant(reads: RequestReads, tenantId: TenantId): Promise<string | null> {
  const rows = await reads.query(OF_TENANT, [tenantId]);
  return rows[0]?.id ?? null;
}

/** Reads the users that a sign-in at a tenant may belong to. */
export async function signInCandidates(reads: RequestReads, tenantId: TenantId, signIn: SignIn): Promise<User[]> {
  const { objectId, preferredUsername } = signIn;
  const address = preferredUsername === null ? null : addressKey(preferredUsername);
  return reads.query(CANDIDATES, [tenantId, objectId, address]);
}

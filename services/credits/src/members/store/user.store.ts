import type { RequestReads, Statement } from '@app/subgraph-kit/reads';

/** The fields of a user that access rules need. */
export type KnownUser = { readonly id: string; readonly organizationId: string };

const BY_ID: Statement = {
  name: 'users-by-id',
  text: `SELECT id, organization_id AS "organizationId" FROM user_account WHERE id = ANY($1::uuid[])`,
};

/** Finds users by id within the tenant scope. */
export async function findUsersById(reads: RequestReads, ids: readonly string[]): Promise<KnownUser[]> {
  return reads.query<KnownUser>(BY_ID, [ids]);
}

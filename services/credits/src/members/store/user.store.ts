import type { RequestReads, Statement } from '@app/subgraph-kit/reads';

/** A user as far as access is concerned. */
export type KnownUser = { readonly id: string; readonly organizationId: string };

const BY_ID: Statement = {
  name: 'users-by-id',
  text: `SELECT id, organization_id AS "organizationId" FROM user_account WHERE id = ANY($1::uuid[])`,
};

/** The users of these ids, as far as the caller's reach goes. */
export async function findUsersById(reads: RequestReads, ids: readonly string[]): Promise<KnownUser[]> {
  return reads.query<KnownUser>(BY_ID, [ids]);
}

import { columns, type RowOf, uuid } from '@app/subgraph-kit/database/columns';
import type { RequestReads } from '@app/subgraph-kit/database/reads';

const KNOWN_USER = columns({ id: uuid(), organizationId: uuid() });

/** The fields of a user that access rules need. */
export type KnownUser = RowOf<typeof KNOWN_USER>;

const BY_ID = {
  name: 'users-by-id',
  isPlannedOnce: true,
  columns: KNOWN_USER,
  text: `SELECT ${KNOWN_USER} FROM user_account WHERE id = ANY($1::uuid[])`,
};

/** Finds users by id within the tenant scope. */
export async function findUsersById(reads: RequestReads, ids: readonly string[]): Promise<KnownUser[]> {
  return reads.query(BY_ID, [ids]);
}

import type { RequestReads } from '@app/subgraph-kit/reads';
import { isUuid } from '@app/subgraph-kit/text';
import DataLoader from 'dataloader';

const BY_USER = {
  name: 'organizations-by-user',
  text: `SELECT user_id AS "userId", organization_id AS "organizationId" FROM association.member
    WHERE user_id = ANY ($1::uuid[])`,
};

/** The organisation of a user, in one statement for all; null for who is unknown or out of the caller's reach. */
export function organizationByUserLoader(reads: RequestReads): DataLoader<string, string | null> {
  return new DataLoader(async (ids) => {
    const rows = await reads.query<{ userId: string; organizationId: string }>(BY_USER, [ids.filter(isUuid)]);
    const byUser = new Map(rows.map((row) => [row.userId, row.organizationId]));
    return ids.map((id) => byUser.get(id) ?? null);
  });
}

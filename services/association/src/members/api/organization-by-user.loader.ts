import { columns, uuid } from '@app/subgraph-kit/database/columns';
import type { RequestReads } from '@app/subgraph-kit/database/reads';
import { isUuid } from '@app/subgraph-kit/values/text';
import DataLoader from 'dataloader';

const MEMBER = columns({ userId: uuid(), organizationId: uuid() });

const BY_USER = {
  name: 'organizations-by-user',
  isPlannedOnce: true,
  columns: MEMBER,
  text: `SELECT ${MEMBER} FROM association.member
    WHERE user_id = ANY ($1::uuid[])`,
};

/** The organization of a user, in one statement for all; null for a user who is unknown or outside the tenant scope. */
export function organizationByUserLoader(reads: RequestReads): DataLoader<string, string | null> {
  return new DataLoader(async (ids) => {
    const rows = await reads.query(BY_USER, [ids.filter(isUuid)]);
    const byUser = new Map(rows.map((row) => [row.userId, row.organizationId]));
    return ids.map((id) => byUser.get(id) ?? null);
  });
}

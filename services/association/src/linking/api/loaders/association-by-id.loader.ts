import type { RequestReads } from '@app/subgraph-kit/database/reads';
import { isUuid } from '@app/subgraph-kit/values/text';
import DataLoader from 'dataloader';
import type { Association } from '../../domain/association.js';
import { ASSOCIATION } from '../../store/association.store.js';

const BY_ID = {
  name: 'associations-by-id',
  columns: ASSOCIATION,
  text: `SELECT ${ASSOCIATION} FROM association.association a WHERE a.id = ANY ($1::uuid[])`,
};

/** Associations by id in one statement; null for an id that is absent or outside the tenant scope. */
export function associationByIdLoader(reads: RequestReads): DataLoader<string, Association | null> {
  return new DataLoader(async (ids) => {
    const rows = await reads.query(BY_ID, [ids.filter(isUuid)]);
    const byId = new Map(rows.map((row) => [row.id, row]));
    return ids.map((id) => byId.get(id) ?? null);
  });
}

import type { RequestReads } from '@app/subgraph-kit/database/reads';
import DataLoader from 'dataloader';
import { outdatedPeopleOf } from '../store/outdated.store.js';

/** The number of people of an organization whose results await a recalculation by the rule data of this process. */
export function outdatedByOrganization(reads: RequestReads, version: string) {
  return new DataLoader<string, number>(async (organizationIds) => {
    const rows = await outdatedPeopleOf(reads, organizationIds, version);
    const byId = new Map(rows.map(({ organizationId, people }) => [organizationId, people]));
    return organizationIds.map((id) => byId.get(id) ?? 0);
  });
}

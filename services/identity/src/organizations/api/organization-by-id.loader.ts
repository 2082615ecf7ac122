import type { RequestReads } from '@app/subgraph-kit/database/reads';
import DataLoader from 'dataloader';
import type { Organization } from '../domain/organization.js';
import { readOrganizations } from '../store/organization.store.js';

/** Organizations by id in one statement; null when absent or outside the tenant scope. */
export function organizationByIdLoader(reads: RequestReads): DataLoader<string, Organization | null> {
  return new DataLoader(async (ids) => {
    const byId = new Map((await readOrganizations(reads, ids)).map((organization) => [organization.id, organization]));
    return ids.map((id) => byId.get(id.toLowerCase()) ?? null);
  });
}

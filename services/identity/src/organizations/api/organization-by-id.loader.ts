import type { RequestReads } from '@app/subgraph-kit/reads';
import DataLoader from 'dataloader';
import type { Organization } from '../domain/organization.js';
import { readOrganizations } from '../store/organization.store.js';

/** Organisations by id in one statement; null for what is absent or out of the caller's reach. */
export function organizationByIdLoader(reads: RequestReads): DataLoader<string, Organization | null> {
  return new DataLoader(async (ids) => {
    const byId = new Map((await readOrganizations(reads, ids)).map((organization) => [organization.id, organization]));
    return ids.map((id) => byId.get(id.toLowerCase()) ?? null);
  });
}

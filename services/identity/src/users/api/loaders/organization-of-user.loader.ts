import type { RequestReads } from '@app/subgraph-kit/reads';
import DataLoader from 'dataloader';
import type { Organization } from '../../../organizations/domain/organization.js';
import { readOrganizations } from '../../../organizations/store/organization.store.js';

/** Organizations of users by id in one statement. */
export function organizationOfUserLoader(reads: RequestReads): DataLoader<string, Organization> {
  return new DataLoader(async (ids) => {
    const byId = new Map((await readOrganizations(reads, ids)).map((organization) => [organization.id, organization]));
    return ids.map((id) => byId.get(id) ?? new Error('A user has no organization.'));
  });
}

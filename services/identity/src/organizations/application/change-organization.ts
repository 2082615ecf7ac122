import { inTransaction } from '@app/subgraph-kit/transaction';
import type { EntityManager } from 'typeorm';
import type { Dependencies, Request } from '../../dependencies.js';
import type { Organization } from '../domain/organization.js';
import { lockOrganization, type OrganizationChanges, updateOrganization } from '../store/organization.store.js';
import { publishOrganizationChanged } from '../store/organization-events.store.js';
import type { EventMetadata } from '../store/publisher.js';

export type ChangeOrganizationCommand = Pick<Request, 'requestId'> & {
  readonly organizationId: string;
  readonly changes: OrganizationChanges;
};

/** Changes an organization in a transaction of its own. */
export function changeOrganization(
  deps: Dependencies,
  { requestId, organizationId, changes }: ChangeOrganizationCommand,
): Promise<Organization> {
  return inTransaction(deps.dataSource, { organizationId }, async (manager) => {
    const metadata = { at: deps.clock.now(), requestId };
    return (await applyChanges(manager, { organizationId, changes }, metadata)).organization;
  });
}

/** Locks, updates and publishes an organization. A value that is the same already is no change. */
export async function applyChanges(
  manager: EntityManager,
  { organizationId, changes }: Omit<ChangeOrganizationCommand, 'requestId'>,
  metadata: EventMetadata,
): Promise<{ readonly organization: Organization; readonly changed: OrganizationChanges }> {
  const organization = await lockOrganization(manager, organizationId);
  if (organization === undefined) throw new Error('The organization of an administrator is absent.');
  const changed: OrganizationChanges = Object.fromEntries(
    Object.entries(changes).filter(([name, value]) => organization[name as keyof Organization] !== value),
  );
  if (Object.keys(changed).length === 0) return { organization, changed };
  const updated = await updateOrganization(manager, organization, changed);
  await publishOrganizationChanged(manager, updated, metadata);
  return { organization: updated, changed };
}

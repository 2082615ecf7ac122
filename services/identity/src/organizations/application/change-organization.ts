import type { EntityManager } from 'typeorm';
import type { Organization } from '../domain/organization.js';
import { lockOrganization, type OrganizationChanges, updateOrganization } from '../store/organization.store.js';
import { publishOrganizationChanged } from '../store/organization-events.store.js';
import type { EventMetadata } from '../store/publisher.js';

/** Locks, updates and publishes an organization. A value that is the same already is no change. */
export async function changeOrganization(
  manager: EntityManager,
  { organizationId, changes }: { organizationId: string; changes: OrganizationChanges },
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

import { organizationChanged } from '@app/events/organization-changed';
import { publishEvent } from '@app/events/publish';
import type { EntityManager } from 'typeorm';
import type { Organization } from '../domain/organization.js';
import { type EventMetadata, PUBLISHER } from './publisher.js';

/** Publishes the state of an organization to the other services when the transaction commits. */
export async function publishOrganizationChanged(
  manager: EntityManager,
  organization: Organization,
  metadata: EventMetadata,
): Promise<void> {
  const { id, version, name, partnerId, tenantId, leaverPolicy, registeredAt } = organization;
  const body = { id, version, name, partnerId, tenantId, leaverPolicy, registeredAt: registeredAt.toISOString() };
  await publishEvent(manager, PUBLISHER, organizationChanged, body, metadata);
}

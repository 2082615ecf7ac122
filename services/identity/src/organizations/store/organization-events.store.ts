import { organizationChanged } from '@app/events/organization-changed';
import { publishEvent } from '@app/events/publish';
import type { EntityManager } from 'typeorm';
import type { Organization } from '../domain/organization.js';
import { type EventCause, PUBLISHER } from './publisher.js';

/** Tells the siblings what the organisation is now, if and only if the transaction commits. */
export async function announceOrganization(
  manager: EntityManager,
  organization: Organization,
  cause: EventCause,
): Promise<void> {
  const { id, version, name, partnerId, tenantId, leaverPolicy, registeredAt } = organization;
  const body = { id, version, name, partnerId, tenantId, leaverPolicy, registeredAt: registeredAt.toISOString() };
  await publishEvent(manager, PUBLISHER, organizationChanged, body, cause);
}

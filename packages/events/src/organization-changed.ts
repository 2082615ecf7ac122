import { z } from 'zod';
import type { EventContract } from './event.js';

const schema = z.object({
  id: z.uuid(),
  version: z.int().positive(),
  name: z.string(),
  partnerId: z.string(),
  // A tenant id is any GUID, not only one of RFC 9562.
  tenantId: z.guid(),
  leaverPolicy: z.enum(['ON_DEACTIVATE', 'ON_DELETE']),
  /** Reports begin at the registration. */
  registeredAt: z.iso.datetime().nullish(),
});

/** The state of an organization. */
export type OrganizationChanged = z.output<typeof schema>;

/** Published by identity when an organization is registered or changes. */
export const organizationChanged: EventContract<OrganizationChanged> = {
  type: 'identity.organization.changed.v1',
  schema,
};

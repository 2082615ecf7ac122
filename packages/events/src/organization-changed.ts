import { z } from 'zod';
import type { EventContract } from './event.js';

const schema = z.object({
  id: z.uuid(),
  version: z.int().positive(),
  name: z.string(),
  partnerId: z.string(),
  // A directory may have any 128 bits as its id, not only those of RFC 9562.
  tenantId: z.guid(),
  leaverPolicy: z.enum(['ON_DEACTIVATE', 'ON_DELETE']),
  /** Before it was registered there is nothing to report of it. */
  registeredAt: z.iso.datetime().nullish(),
});

/** The state of an organisation. */
export type OrganizationChanged = z.output<typeof schema>;

/** identity tells what an organisation is now. */
export const organizationChanged: EventContract<OrganizationChanged> = {
  type: 'identity.organization.changed.v1',
  schema,
};

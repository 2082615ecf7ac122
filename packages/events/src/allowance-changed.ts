import { z } from 'zod';
import type { EventContract } from './event.js';

const schema = z.object({
  id: z.uuid(),
  version: z.int().positive(),
  userId: z.uuid(),
  organizationId: z.uuid(),
  source: z.enum(['MICROSOFT_LEARN', 'PARTNER_UNIVERSITY']),
  /** The next date as of this version (R28, R30); null when nothing limited the user. It may be over meanwhile. */
  nextAssociationAt: z.iso.datetime().nullable(),
});

/** What the limits leave to a user at one learning source. Instants are ISO 8601 text. */
export type AllowanceChanged = z.output<typeof schema>;

/** Published by association when the next association date of a user changes; never because time passes. */
export const allowanceChanged: EventContract<AllowanceChanged> = { type: 'association.allowance.changed.v1', schema };

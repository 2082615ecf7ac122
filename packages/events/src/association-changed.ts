import { z } from 'zod';
import type { EventContract } from './event.js';

const instant = z.iso.datetime();
const schema = z.object({
  id: z.uuid(),
  version: z.int().positive(),
  source: z.enum(['MICROSOFT_LEARN', 'PARTNER_UNIVERSITY']),
  profileId: z.string(),
  userId: z.uuid(),
  organizationId: z.uuid(),
  startedAt: instant,
  endedAt: instant.nullable(),
  endReason: z.enum(['REMOVED_BY_USER', 'MOVED_TO_ANOTHER_ORGANIZATION', 'ACCOUNT_DELETED']).nullable(),
});

/** The state of an association between a learning profile and a user. Instants are ISO 8601 text. */
export type AssociationChanged = z.output<typeof schema>;

/** Published by association when an association starts, changes or ends. */
export const associationChanged: EventContract<AssociationChanged> = { type: 'association.changed.v1', schema };

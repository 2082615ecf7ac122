import { z } from 'zod';
import type { EventContract } from './event.js';

const instant = z.iso.datetime();
const schema = z.object({
  id: z.uuid(),
  version: z.int().positive(),
  organizationId: z.uuid(),
  email: z.string(),
  displayName: z.string(),
  roles: z.array(z.string()),
  status: z.enum(['INVITED', 'ACTIVE', 'DEACTIVATED', 'DELETED']),
  invitedAt: instant,
  deactivatedAt: instant.nullable(),
  deletedAt: instant.nullable(),
  /** The drop date of a leaver (R21); null for other users. */
  leavesReportAt: instant.nullable(),
  /**
   * When the leaver signal that decides the drop date arrived (R21). A link may be reinstated for 30 days from then.
   */
  leavingSince: instant.nullish(),
  /** Department and country as the directory sends them, for grouping. Absent in events of earlier versions. */
  department: z.string().nullish(),
  country: z.string().nullish(),
  /** Offboardings that ended with a return, oldest first, for consumers that missed both. */
  pastOffboardings: z.array(z.object({ leavingSince: instant, leavesReportAt: instant })).optional(),
});

/** The state of a user. Instants are ISO 8601 text. */
export type UserChanged = z.output<typeof schema>;

/** Published by identity when a user is invited or changes. */
export const userChanged: EventContract<UserChanged> = { type: 'identity.user.changed.v1', schema };

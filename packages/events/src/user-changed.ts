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
  /** When a leaver drops out of report and score (R21); null for everybody else. */
  leavesReportAt: instant.nullable(),
  /** The signal that decides when a leaver drops out (R21): a link may be taken up again for 30 days from it. */
  leavingSince: instant.nullish(),
  /** Where the person works, as the directory tells it: for grouping. Left out by copies of identity from before. */
  department: z.string().nullish(),
  country: z.string().nullish(),
  /** Departures that took effect before the person came back, oldest first: for who missed leave and return. */
  departures: z.array(z.object({ leavingSince: instant, leavesReportAt: instant })).optional(),
});

/** The state of a user of an organisation. Instants are ISO texts. */
export type UserChanged = z.output<typeof schema>;

/** identity tells what a user is now. */
export const userChanged: EventContract<UserChanged> = { type: 'identity.user.changed.v1', schema };

import { z } from 'zod';
import type { EventContract } from './event.js';

/** One line: no control characters, line separators, or marks that change the direction of the text after them. */
const line = (longest: number) =>
  z
    .string()
    .min(1)
    .max(longest)
    .regex(/^[^\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]*$/u, 'one line of printable text');

const schema = z.object({
  /** A reminder that is published again has the same id, so that it is sent once. */
  id: z.uuid(),
  version: z.literal(1),
  organizationId: z.uuid(),
  userId: z.uuid(),
  kind: z.enum(['RENEWAL', 'NEXT_ASSOCIATION']),
  subject: line(200),
  /** Plain text without greeting and farewell. Never names, addresses or profile ids. */
  paragraphs: z.array(line(1000)).min(1).max(100),
  /** The button of the mail: a path at PUBLIC_URL. */
  action: z.object({ label: line(60), path: z.string().regex(/^\/(?![/\\])[\x21-\x7e]{0,200}$/) }),
  /** After this instant the reminder is not worth sending. */
  notAfter: z.iso.datetime(),
});

/** A mail that is due to a user: what it says, without anything about the person. Instants are ISO 8601 text. */
export type ReminderDue = z.output<typeof schema>;

/**
 * Published by association and credits to identity, which knows addresses and opt-outs and sends the mail. Identity
 * ignores it for a user of another organization, and while it has no mail server.
 */
export const reminderDue: EventContract<ReminderDue> = { type: 'reminder.due.v1', schema };

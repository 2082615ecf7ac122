import { z } from 'zod';
import { partnerEvent } from './event-contract.js';

const count = z.int().nonnegative();

/** A Skills Report was published. */
export const reportPublished = partnerEvent({
  type: 'report.published',
  description: 'The Skills Report of a month was published; it never changes.',
  subject: 'the month',
  data: z.object({
    reportId: z.uuid(),
    month: z.string().regex(/^\d{4}-\d{2}$/),
    publishedAt: z.iso.datetime(),
    totals: z.object({ people: count, credentials: count, expiringWithin90Days: count, leaving: count }),
    /** Rows that the report before it did not have, and rows that only that one has. */
    changes: z.object({ gained: count, lost: count }),
  }),
  example: {
    subject: '2026-11',
    subjectVersion: 1,
    data: {
      reportId: '0193b042-55d1-7c3e-a8f6-1b7e9d0c4a52',
      month: '2026-11',
      publishedAt: '2026-11-10T00:00:21.000Z',
      totals: { people: 54, credentials: 128, expiringWithin90Days: 10, leaving: 1 },
      changes: { gained: 21, lost: 7 },
    },
  },
});

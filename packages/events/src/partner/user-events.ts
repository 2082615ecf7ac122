import { z } from 'zod';
import { partnerEvent } from './event-contract.js';
import { EXAMPLE_PERSON } from './event-fields.js';

/** `personRef` is null for a user who never linked a learning profile. */
const fields = { userId: z.uuid(), personRef: z.string().nullable() };

/** A user becomes a leaver, gets another drop date, or no longer leaves. */
export const userLeaving = partnerEvent({
  type: 'user.leaving',
  description: 'A user leaves at the report refresh in leavesReportAt; null: the user no longer leaves.',
  subject: 'the id of the user',
  data: z.object({ ...fields, leavesReportAt: z.iso.datetime().nullable() }),
  example: {
    subject: EXAMPLE_PERSON.userId,
    subjectVersion: 5,
    data: { ...EXAMPLE_PERSON, leavesReportAt: '2027-02-10T00:00:00.000Z' },
  },
});

/** A leaver stopped counting. */
export const userLeft = partnerEvent({
  type: 'user.left',
  description: 'A leaver stopped counting at the report refresh.',
  subject: 'the id of the user',
  data: z.object({ ...fields, leftAt: z.iso.datetime() }),
  example: {
    subject: EXAMPLE_PERSON.userId,
    subjectVersion: 6,
    data: { ...EXAMPLE_PERSON, leftAt: '2027-02-10T00:00:00.000Z' },
  },
});

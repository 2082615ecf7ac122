import { z } from 'zod';
import { partnerEvent } from './event-contract.js';

const data = z.object({
  code: z.string(),
  /** The id of the rule set that scored the day. */
  ruleset: z.string(),
  track: z.enum(['ENTERPRISE', 'SMB']),
  on: z.iso.date(),
  /** The nearest number; `scoreExact` is the fraction. */
  score: z.number(),
  scoreExact: z.string(),
  required: z.number(),
  skillingPoints: z.number(),
  skillingMax: z.number(),
  attained: z.boolean(),
  /** The score before the change; null for the first one. */
  previousScore: z.number().nullable(),
});

/** The score of a designation when it was attained or lost. */
export type DesignationEventData = z.output<typeof data>;

const EXAMPLE: DesignationEventData = {
  code: 'infrastructure',
  ruleset: '2026-07',
  track: 'SMB',
  on: '2026-11-22',
  score: 72,
  scoreExact: '72',
  required: 70,
  skillingPoints: 40,
  skillingMax: 40,
  attained: true,
  previousScore: 68,
};

/** The organization attained a designation. */
export const designationAttained = partnerEvent({
  type: 'designation.attained',
  description: 'The organization attained a designation.',
  subject: 'the code of the designation',
  data,
  example: { subject: 'infrastructure', subjectVersion: 7, data: EXAMPLE },
});

/** The organization lost a designation. */
export const designationLost = partnerEvent({
  type: 'designation.lost',
  description:
    'The organization no longer attains a designation. Whether it keeps it follows from the qualification window.',
  subject: 'the code of the designation',
  data,
  example: {
    subject: 'infrastructure',
    subjectVersion: 8,
    data: {
      ...EXAMPLE,
      on: '2027-03-03',
      score: 68,
      scoreExact: '68',
      skillingPoints: 36,
      attained: false,
      previousScore: 72,
    },
  },
});

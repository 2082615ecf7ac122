import { z } from 'zod';
import { partnerEvent } from './event-contract.js';
import { EXAMPLE_PERSON, personFields, source } from './event-fields.js';

/** The maximum number of credits of one event; more are sent in several. */
export const MAX_CREDITS_PER_EVENT = 40;

/** Why a credit stopped counting. REPLACED: its achievement became part of another one. */
const DROP_REASONS = [
  'NOT_LINKED',
  'MOVED_AWAY',
  'PERSON_LEFT',
  'EXPIRED',
  'REVOKED',
  'RETIRED',
  'NOT_IN_ANY_REQUIREMENT',
  'REPLACED',
] as const;

const EXAMPLE_CREDIT = '0193a5b1-2f64-7a85-9e07-d4b3c2a1f098';

const countedCredit = z.object({
  creditId: z.uuid(),
  credentialCode: z.string(),
  source,
  achievedAt: z.iso.datetime(),
  /** The last day it counts; null when it does not expire. */
  expiresOn: z.iso.date().nullable(),
  countedAt: z.iso.datetime(),
});
const droppedCredit = z.object({
  creditId: z.uuid(),
  credentialCode: z.string(),
  reason: z.enum(DROP_REASONS),
  droppedAt: z.iso.datetime(),
});

/** Credits of one person count from now on. */
export const creditCounted = partnerEvent({
  type: 'credit.counted',
  description: 'Credits of one person count from now on.',
  subject: 'the personRef',
  data: z.object({ ...personFields, credits: z.array(countedCredit).min(1).max(MAX_CREDITS_PER_EVENT) }),
  example: {
    subject: EXAMPLE_PERSON.personRef,
    subjectVersion: 3,
    data: {
      ...EXAMPLE_PERSON,
      credits: [
        {
          creditId: EXAMPLE_CREDIT,
          credentialCode: 'AZ-AVD',
          source: 'MICROSOFT_LEARN',
          achievedAt: '2026-03-02T10:00:00.000Z',
          expiresOn: '2027-03-02',
          countedAt: '2026-11-22T16:55:55.693Z',
        },
      ],
    },
  },
});

/** Credits of one person count no longer. */
export const creditDropped = partnerEvent({
  type: 'credit.dropped',
  description: 'Credits of one person count no longer, each with the reason.',
  subject: 'the personRef',
  data: z.object({ ...personFields, credits: z.array(droppedCredit).min(1).max(MAX_CREDITS_PER_EVENT) }),
  example: {
    subject: EXAMPLE_PERSON.personRef,
    subjectVersion: 4,
    data: {
      ...EXAMPLE_PERSON,
      credits: [
        {
          creditId: EXAMPLE_CREDIT,
          credentialCode: 'AZ-AVD',
          reason: 'EXPIRED',
          droppedAt: '2027-03-03T00:00:00.000Z',
        },
      ],
    },
  },
});

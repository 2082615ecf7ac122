import { z } from 'zod';
import { partnerEvent } from './event-contract.js';
import { EXAMPLE_ASSOCIATION, EXAMPLE_PERSON, personFields, source } from './event-fields.js';

const association = { associationId: z.uuid(), ...personFields, source };

/** A person linked a learning profile, or an ended link was reinstated. */
export const associationStarted = partnerEvent({
  type: 'association.started',
  description: 'A person linked a learning profile to the organization, or an ended link was reinstated.',
  subject: 'the id of the association',
  data: z.object({ ...association, startedAt: z.iso.datetime(), reinstated: z.boolean() }),
  example: {
    subject: EXAMPLE_ASSOCIATION,
    subjectVersion: 1,
    data: {
      associationId: EXAMPLE_ASSOCIATION,
      ...EXAMPLE_PERSON,
      source: 'MICROSOFT_LEARN',
      startedAt: '2026-11-22T16:55:55.623Z',
      reinstated: false,
    },
  },
});

/** A link ended. */
export const associationEnded = partnerEvent({
  type: 'association.ended',
  description: 'A link ended: removed by the user, moved to another organization, or ended with the account.',
  subject: 'the id of the association',
  data: z.object({
    ...association,
    endedAt: z.iso.datetime(),
    reason: z.enum(['REMOVED_BY_USER', 'MOVED_TO_ANOTHER_ORGANIZATION', 'ACCOUNT_DELETED']),
  }),
  example: {
    subject: EXAMPLE_ASSOCIATION,
    subjectVersion: 2,
    data: {
      associationId: EXAMPLE_ASSOCIATION,
      ...EXAMPLE_PERSON,
      source: 'MICROSOFT_LEARN',
      endedAt: '2027-02-01T09:00:00.000Z',
      reason: 'MOVED_TO_ANOTHER_ORGANIZATION',
    },
  },
});

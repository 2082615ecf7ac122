import { storedInstant } from '@app/subgraph-kit/database/idempotency';
import { z } from 'zod';
import { LEARNING_SOURCES } from '../../providers/domain/learning-source.js';
import { END_REASONS } from '../domain/association.js';

/** Restores an association from stored JSON. */
export const storedAssociation = z.object({
  id: z.string(),
  version: z.int(),
  source: z.enum(LEARNING_SOURCES),
  profileId: z.string(),
  userId: z.string(),
  organizationId: z.string(),
  startedAt: storedInstant,
  endedAt: storedInstant.nullable(),
  endReason: z.enum(END_REASONS).nullable(),
  leftAt: storedInstant.nullable(),
});

/** Restores the outcome of a confirmation, which a repeated confirmation returns again. */
export const storedConfirmation = z.object({
  kind: z.literal('confirmed'),
  association: storedAssociation,
  allowance: z.object({
    limit: z.int(),
    used: z.int(),
    remaining: z.int(),
    countedStarts: z.array(storedInstant),
    coolOffEndsAt: storedInstant.nullable(),
    yearOpensAt: storedInstant.nullable(),
    nextAssociationAt: storedInstant.nullable(),
  }),
});

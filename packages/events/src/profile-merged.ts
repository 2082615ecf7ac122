import { z } from 'zod';
import type { EventContract } from './event.js';

const schema = z.object({
  id: z.uuid(),
  version: z.int().positive(),
  source: z.enum(['MICROSOFT_LEARN', 'PARTNER_UNIVERSITY']),
  fromProfileId: z.string(),
  /** The surviving profile when it was recorded; a later merge may lead on from it. */
  intoProfileId: z.string(),
  mergedAt: z.iso.datetime(),
});

/** Two profiles of one person became one: the old id leads to the new one for ever. Instants are ISO texts. */
export type ProfileMerged = z.output<typeof schema>;

/** association tells that a learning source merged two profiles. */
export const profileMerged: EventContract<ProfileMerged> = { type: 'association.profile.merged.v1', schema };

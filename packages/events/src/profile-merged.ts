import { z } from 'zod';
import type { EventContract } from './event.js';

const schema = z.object({
  id: z.uuid(),
  version: z.int().positive(),
  source: z.enum(['MICROSOFT_LEARN', 'PARTNER_UNIVERSITY']),
  fromProfileId: z.string(),
  /** The surviving profile at the time of the record. A later merge may lead to another one. */
  intoProfileId: z.string(),
  mergedAt: z.iso.datetime(),
});

/**
 * A merge of two learning profiles of one person: the old id resolves to the new one permanently. Instants are ISO 8601
 * text.
 */
export type ProfileMerged = z.output<typeof schema>;

/** Published by association when a learning source has merged two profiles. */
export const profileMerged: EventContract<ProfileMerged> = { type: 'association.profile.merged.v1', schema };

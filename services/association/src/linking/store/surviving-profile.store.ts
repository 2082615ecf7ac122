import { columns, text } from '@app/subgraph-kit/database/columns';
import { queryRows } from '@app/subgraph-kit/database/query-rows';
import type { EntityManager } from 'typeorm';
import type { LearningSource } from '../../providers/domain/learning-source.js';
import { lockLink } from './association.store.js';

const SURVIVING_PROFILE = {
  columns: columns({ id: text('id') }),
  text: 'SELECT association.surviving_profile($1, $2) AS id',
};

/** The profile id that all recorded merges lead to; the id itself when it was never merged. */
export async function survivingProfile(
  manager: EntityManager,
  source: LearningSource,
  profileId: string,
): Promise<string> {
  const [row] = await queryRows(manager, SURVIVING_PROFILE, [source, profileId]);
  return row?.id ?? profileId;
}

/** Locks the work account and the surviving profile, and returns that profile. Repeats when a merge commits meanwhile. */
export async function lockSurvivingLink(
  manager: EntityManager,
  source: LearningSource,
  proved: { userId: string; profileId: string },
): Promise<string> {
  for (;;) {
    const profileId = await survivingProfile(manager, source, proved.profileId);
    await lockLink(manager, source, { userId: proved.userId, profileId });
    if ((await survivingProfile(manager, source, proved.profileId)) === profileId) return profileId;
  }
}

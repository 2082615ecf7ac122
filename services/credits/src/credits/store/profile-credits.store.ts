import { columns, day, instant, nullable, type RowOf, text, uuid } from '@app/subgraph-kit/database/columns';
import type { RequestReads } from '@app/subgraph-kit/database/reads';
import type { LearningSource } from '../../catalog/domain/catalog.js';
import type { Day } from '../../values/domain/day.js';
import { CREDIT, CREDIT_SOURCES } from './credit-list.store.js';

const ACHIEVEMENT = columns(
  {
    id: uuid(),
    credentialCode: text(),
    achievedAt: instant(),
    expiresOn: nullable(day<Day>()),
    recordedAt: instant(),
    revokedAt: nullable(instant()),
  },
  'achievement',
);
const LINK = columns({ id: uuid() }, 'association');

/** An achievement of a profile, whether any organization counts it or not. */
export type ProfileAchievement = RowOf<typeof ACHIEVEMENT>;

const OF_PROFILES = 'source = $1 AND profile_id = ANY($2)';

const ACHIEVEMENTS = {
  name: 'achievements-of-profiles',
  columns: ACHIEVEMENT,
  text: `SELECT ${ACHIEVEMENT} FROM achievement WHERE ${OF_PROFILES} ORDER BY achieved_at, id`,
};
const CREDITS = {
  name: 'credits-of-profiles',
  columns: CREDIT,
  text: `SELECT ${CREDIT} FROM ${CREDIT_SOURCES}
    WHERE achievement.source = $1 AND achievement.profile_id = ANY($2) ORDER BY credit.associated_at, credit.id`,
};
const LINKS = {
  name: 'associations-of-profiles',
  columns: LINK,
  text: `SELECT ${LINK} FROM association WHERE ${OF_PROFILES}`,
};

/** What is recorded for profiles of a source: achievements, their credits, and the ids of the links. */
export async function readProfiles(reads: RequestReads, source: LearningSource, profileIds: readonly string[]) {
  const values = [source, profileIds];
  const achievements = await reads.query(ACHIEVEMENTS, values);
  const credits = await reads.query(CREDITS, values);
  const links = await reads.query(LINKS, values);
  return { achievements, credits, linkIds: links.map(({ id }) => id) };
}

import type { EntityManager } from 'typeorm';
import { type BatchDecision, decideBatch } from '../../achievements/domain/batch.js';
import type { ReadItem } from '../../achievements/domain/reported-item.js';
import { survivingProfiles, withoutMerges } from '../../achievements/store/profile-merge.store.js';
import { repeatedNotTaken } from '../../achievements/store/repeated-expiry.store.js';
import {
  type InsertedReports,
  insertReports,
  insertTraining,
  knownReports,
  lockReported,
  type NewAchievementReport,
  type NewTraining,
} from '../../achievements/store/report.store.js';
import type { Catalogue, LearningSource } from '../../catalog/domain/catalog.js';
import type { Touched } from '../../credits/store/counting-job.store.js';

/** What became of every item, and what was touched. */
export type RecordedBatch = BatchDecision & Touched & Pick<InsertedReports, 'expiriesNotTaken'>;

/**
 * Decides about the items that a source sent and records the accepted ones with the achievements that they mean, in a
 * number of statements that does not grow with the batch. What holds for one item holds in whatever way it came.
 */
export async function recordBatch(
  manager: EntityManager,
  catalogue: Catalogue,
  { source, items, now }: { source: LearningSource; items: readonly ReadItem[]; now: Date },
): Promise<RecordedBatch> {
  await withoutMerges(manager);
  const read = await underSurvivors(manager, source, items);
  const readable = read.flatMap((item) => (item.kind === 'refused' ? [] : [item]));
  const externalIds = readable.map((item) => item.externalId);
  await lockReported(manager, source, { profileIds: readable.map((item) => item.profileId), externalIds });
  const decision = decideBatch(read, await knownReports(manager, source, externalIds));
  const training = decision.accepted.flatMap((item): NewTraining[] => (item.kind === 'training' ? [item] : []));
  const reports = decision.accepted.flatMap((item): NewAchievementReport[] =>
    item.kind === 'achievement' ? [item] : [],
  );
  await insertTraining(manager, source, training, now);
  const inserted = await insertReports(manager, catalogue, source, reports, now);
  const again = await repeatedNotTaken(manager, catalogue, source, decision.repeatedExpiries);
  const expiriesNotTaken = [...inserted.expiriesNotTaken, ...again].sort((a, b) => a.index - b.index);
  const touched = new Set(decision.accepted.map(({ profileId }) => profileId));
  const profiles = [...touched].map((profileId) => ({ source, profileId }));
  return { ...decision, profiles, ...inserted, expiriesNotTaken };
}

/** What is sent under the id of a merged profile is the surviving one's. */
async function underSurvivors(
  manager: EntityManager,
  source: LearningSource,
  items: readonly ReadItem[],
): Promise<ReadItem[]> {
  const profileIds = items.flatMap((item) => (item.kind === 'refused' ? [] : [item.profileId]));
  const surviving = await survivingProfiles(manager, source, profileIds);
  return items.map((item) => (item.kind === 'refused' ? item : { ...item, profileId: surviving(item.profileId) }));
}

import type { EntityManager } from 'typeorm';
import { type BatchDecision, decideBatch } from '../../achievements/domain/batch.js';
import type { ValidatedItem } from '../../achievements/domain/reported-item.js';
import { blockMerges, findSurvivingProfiles } from '../../achievements/store/profile-merge.store.js';
import { findRepeatedNotTaken } from '../../achievements/store/repeated-expiry.store.js';
import {
  findRecordedItems,
  type InsertedReports,
  insertReports,
  insertTraining,
  lockReports,
  type NewAchievementReport,
  type NewTraining,
} from '../../achievements/store/report.store.js';
import type { Catalog, LearningSource } from '../../catalog/domain/catalog.js';
import type { ChangedProfiles } from '../../credits/store/counting-job.store.js';

/** The outcome of every item, and the touched profiles and achievements. */
export type RecordedBatch = BatchDecision & ChangedProfiles & Pick<InsertedReports, 'expiriesNotTaken'>;

/**
 * Decides about the items of a source and records the accepted ones with their achievements, in a number of statements
 * that does not grow with the batch. The API and file imports share these rules.
 */
export async function recordBatch(
  manager: EntityManager,
  catalog: Catalog,
  { source, items, now }: { source: LearningSource; items: readonly ValidatedItem[]; now: Date },
): Promise<RecordedBatch> {
  await blockMerges(manager);
  const read = await underSurvivingProfiles(manager, source, items);
  const readable = read.flatMap((item) => (item.kind === 'rejected' ? [] : [item]));
  const externalIds = readable.map((item) => item.externalId);
  await lockReports(manager, source, { profileIds: readable.map((item) => item.profileId), externalIds });
  const decision = decideBatch(read, await findRecordedItems(manager, source, externalIds));
  const training = decision.accepted.flatMap((item): NewTraining[] => (item.kind === 'training' ? [item] : []));
  const reports = decision.accepted.flatMap((item): NewAchievementReport[] =>
    item.kind === 'achievement' ? [item] : [],
  );
  await insertTraining(manager, source, training, now);
  const inserted = await insertReports(manager, catalog, source, reports, now);
  const again = await findRepeatedNotTaken(manager, catalog, source, decision.repeatedExpiries);
  const expiriesNotTaken = [...inserted.expiriesNotTaken, ...again].sort((a, b) => a.index - b.index);
  const touched = new Set(decision.accepted.map(({ profileId }) => profileId));
  const profiles = [...touched].map((profileId) => ({ source, profileId }));
  return { ...decision, profiles, ...inserted, expiriesNotTaken };
}

/** Items of a retired profile id belong to the surviving profile. */
async function underSurvivingProfiles(
  manager: EntityManager,
  source: LearningSource,
  items: readonly ValidatedItem[],
): Promise<ValidatedItem[]> {
  const profileIds = items.flatMap((item) => (item.kind === 'rejected' ? [] : [item.profileId]));
  const surviving = await findSurvivingProfiles(manager, source, profileIds);
  return items.map((item) => (item.kind === 'rejected' ? item : { ...item, profileId: surviving(item.profileId) }));
}

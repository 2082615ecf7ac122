import type { EntityManager } from 'typeorm';
import { type BatchDecision, decideBatch } from '../../achievements/domain/batch.js';
import type { ValidatedItem } from '../../achievements/domain/reported-item.js';
import { blockMerges, findSurvivingProfiles } from '../../achievements/store/profile-merge.store.js';
import { findRecordedHistories } from '../../achievements/store/recorded-history.store.js';
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
import type { Identity } from '../domain/layout.js';
import { adoptRecordedIds, RecordedCompletions } from '../domain/recorded-completions.js';

/** The outcome of every item, and the touched profiles and achievements. */
export type RecordedBatch = BatchDecision & ChangedProfiles & Pick<InsertedReports, 'expiriesNotTaken'>;

/** The items of a source. Those of a file without ids are identified by what they report. */
export type SentBatch = {
  readonly source: LearningSource;
  readonly items: readonly ValidatedItem[];
  readonly now: Date;
  readonly identity?: Identity;
};

/**
 * Decides about the items of a source and records the accepted ones with their achievements, in a number of statements
 * that does not grow with the batch. The API and file imports share these rules.
 */
export async function recordBatch(
  manager: EntityManager,
  catalog: Catalog,
  { source, items, now, identity = 'external-id' }: SentBatch,
): Promise<RecordedBatch> {
  await blockMerges(manager);
  const sent = await underSurvivingProfiles(manager, source, items);
  const readable = sent.flatMap((item) => (item.kind === 'rejected' ? [] : [item]));
  const sentIds = readable.map((item) => item.externalId);
  await lockReports(manager, source, { profileIds: readable.map((item) => item.profileId), externalIds: sentIds });
  const read = identity === 'completion' ? await underRecordedIds(manager, catalog, source, sent) : sent;
  const externalIds = read.flatMap((item) => (item.kind === 'rejected' ? [] : [item.externalId]));
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

/** A recorded completion keeps its externalId. The lock of its profile covers it. */
async function underRecordedIds(
  manager: EntityManager,
  catalog: Catalog,
  source: LearningSource,
  items: readonly ValidatedItem[],
): Promise<ValidatedItem[]> {
  const achievements = items.flatMap((item) => (item.kind === 'achievement' ? [item] : []));
  const histories = await findRecordedHistories(manager, source, achievements);
  return adoptRecordedIds(items, new RecordedCompletions(catalog, histories));
}

/** Items of a retired profile id belong to the surviving profile. */
export async function underSurvivingProfiles(
  manager: EntityManager,
  source: LearningSource,
  items: readonly ValidatedItem[],
): Promise<ValidatedItem[]> {
  const profileIds = items.flatMap((item) => (item.kind === 'rejected' ? [] : [item.profileId]));
  const surviving = await findSurvivingProfiles(manager, source, profileIds);
  return items.map((item) => (item.kind === 'rejected' ? item : { ...item, profileId: surviving(item.profileId) }));
}

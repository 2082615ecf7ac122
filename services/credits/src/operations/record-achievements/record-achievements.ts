import type { Caller } from '@app/subgraph-kit/caller';
import { withIdempotency } from '@app/subgraph-kit/idempotency';
import { inTransaction } from '@app/subgraph-kit/transaction';
import type { EntityManager } from 'typeorm';
import type { Dependencies } from '../../dependencies.js';
import { type AcceptedItem, decideBatch } from '../../domain/batch.js';
import type { LearningSource } from '../../domain/catalogue.js';
import { type ReadItem, readItem, type SentItem } from '../../domain/reported-item.js';
import { settleAchievements } from '../../persistence/achievement.store.js';
import { askForCounting } from '../../persistence/counting-job.store.js';
import { survivingProfiles, withoutMerges } from '../../persistence/profile-merge.store.js';
import {
  insertReports,
  insertTraining,
  knownReports,
  lockReported,
  type NewAchievementReport,
  type NewTraining,
} from '../../persistence/report.store.js';

export type RecordAchievements = {
  readonly caller: Caller;
  readonly source: LearningSource;
  readonly items: readonly SentItem[];
  readonly idempotencyKey: string | null;
};

export type RecordAchievementsOutcome =
  | {
      kind: 'recorded';
      recorded: number;
      repeated: number;
      refused: { index: number; externalId: string; message: string }[];
    }
  | { kind: 'invalid-batch'; message: string };

const MOST_ITEMS = 1_000;

/**
 * Records what a learning source reports: item by item accepted, repeated or refused, all accepted ones in one
 * transaction with the credits they open, in a number of statements that does not grow with the batch.
 */
export async function recordAchievements(
  dependencies: Dependencies,
  command: RecordAchievements,
): Promise<RecordAchievementsOutcome> {
  const { dataSource, clock, rules } = dependencies;
  const { caller, source, items, idempotencyKey } = command;
  if (items.length === 0) return { kind: 'invalid-batch', message: 'The batch is empty. Send 1 to 1,000 items.' };
  if (items.length > MOST_ITEMS) {
    return { kind: 'invalid-batch', message: `The batch has ${items.length} items. Send at most 1,000 at a time.` };
  }
  const request = { caller, operation: 'recordAchievements', key: idempotencyKey, input: { source, items }, clock };
  return inTransaction(dataSource, 'every-organization', (manager) =>
    withIdempotency(manager, request, async () => {
      await withoutMerges(manager);
      const now = clock.now();
      const sent = items.map((item) => readItem(item, { source, catalogue: rules.catalogue, now }));
      const read = await underSurvivors(manager, source, sent);
      const readable = read.filter((item): item is AcceptedItem => item.kind !== 'refused');
      const externalIds = readable.map((item) => item.externalId);
      await lockReported(manager, source, { profileIds: readable.map((item) => item.profileId), externalIds });
      const decision = decideBatch(read, await knownReports(manager, source, externalIds));
      await store(manager, dependencies, source, decision.accepted, now);
      const refused = decision.refused.map(({ index, message }) => ({
        index,
        externalId: items[index]?.externalId ?? '',
        message,
      }));
      const { repeated, accepted } = decision;
      return { answer: { kind: 'recorded' as const, recorded: accepted.length, repeated, refused }, keep: true };
    }),
  );
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

async function store(
  manager: EntityManager,
  dependencies: Dependencies,
  source: LearningSource,
  accepted: readonly AcceptedItem[],
  now: Date,
): Promise<void> {
  const reports = accepted.filter((item): item is NewAchievementReport => item.kind === 'achievement');
  await insertTraining(
    manager,
    source,
    accepted.filter((item): item is NewTraining => item.kind === 'training'),
    now,
  );
  if (reports.length === 0) return;
  await insertReports(manager, source, reports, now);
  const histories = reports.map(({ profileId, credential }) => ({
    source,
    profileId,
    credentialCode: credential.code,
  }));
  await settleAchievements(manager, dependencies.rules.catalogue, histories);
  const profiles = [...new Set(reports.map(({ profileId }) => profileId))].map((profileId) => ({ source, profileId }));
  await askForCounting(manager, profiles, { now, deadlineDays: dependencies.creditDeadlineDays });
}

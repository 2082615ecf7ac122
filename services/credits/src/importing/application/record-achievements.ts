import type { Caller } from '@app/subgraph-kit/callers/caller';
import { withIdempotency } from '@app/subgraph-kit/database/idempotency';
import { inTransaction } from '@app/subgraph-kit/database/transaction';
import { type SentItem, validateItem } from '../../achievements/domain/reported-item.js';
import type { IgnoredExpiry } from '../../achievements/domain/stated-expiry.js';
import type { LearningSource } from '../../catalog/domain/catalog.js';
import { enqueueCounting } from '../../credits/store/counting-job.store.js';
import type { Dependencies } from '../../dependencies.js';
import type { Day } from '../../values/domain/day.js';
import { recordBatch } from '../store/achievement-batch.store.js';

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
      rejected: { index: number; externalId: string; message: string }[];
      /** Absent in outcomes that were stored for an idempotency key before this field existed. */
      expiriesNotTaken?: NotTaken[];
    }
  | { kind: 'invalid-batch'; message: string };

/** A stated expiry that does not apply. */
export type NotTaken = { index: number; externalId: string; stated: Day; expiresOn: Day | null; message: string };

const WHY: Record<IgnoredExpiry, string> = {
  SUPERSEDED: 'Another report of the same completion, recorded later, states another expiry.',
  NOT_LATER: 'A renewal never shortens the expiry: the stated day is not after the one that applies.',
  RETIRED: 'The credential was retired before this completion and cannot be renewed.',
  NEVER_EXPIRES: 'The held credential never expires.',
  REVOKED: 'The report of this externalId was revoked: its expiry does not move.',
};

const MOST_ITEMS = 1_000;

/**
 * Records the items of a learning source: each is accepted, repeated or rejected. All accepted ones and the credits
 * that they open are stored in one transaction, in a number of statements that does not grow with the batch.
 */
export async function recordAchievements(
  dependencies: Dependencies,
  command: RecordAchievements,
): Promise<RecordAchievementsOutcome> {
  const { dataSource, clock, rules, creditDeadlineDays } = dependencies;
  const { caller, source, items, idempotencyKey } = command;
  if (items.length === 0) return { kind: 'invalid-batch', message: 'The batch is empty. Send 1 to 1,000 items.' };
  if (items.length > MOST_ITEMS) {
    return { kind: 'invalid-batch', message: `The batch has ${items.length} items. Send at most 1,000 at a time.` };
  }
  const request = { caller, operation: 'recordAchievements', key: idempotencyKey, input: { source, items }, clock };
  return inTransaction(dataSource, 'every-organization', (manager) =>
    withIdempotency(manager, request, async () => {
      const now = clock.now();
      const read = items.map((item) => validateItem(item, { source, catalog: rules.catalog, now }));
      const { accepted, repeated, ...batch } = await recordBatch(manager, rules.catalog, {
        source,
        items: read,
        now,
      });
      await enqueueCounting(manager, batch.profiles, { now, deadlineDays: creditDeadlineDays });
      const rejected = batch.rejected.map(({ index, message }) => ({
        index,
        externalId: items[index]?.externalId ?? '',
        message,
      }));
      const expiriesNotTaken = batch.expiriesNotTaken.map(({ index, stated, because, expiresOn }) => {
        return { index, externalId: items[index]?.externalId ?? '', stated, expiresOn, message: WHY[because] };
      });
      const answer = { kind: 'recorded' as const, recorded: accepted.length, repeated, rejected, expiriesNotTaken };
      return { answer, keep: true };
    }),
  );
}

import { type Caller, callerKey } from '@app/subgraph-kit/callers/caller';
import { withIdempotency } from '@app/subgraph-kit/database/idempotency';
import { inTransaction } from '@app/subgraph-kit/database/transaction';
import { badUserInput } from '@app/subgraph-kit/graphql/errors';
import { parseText } from '@app/subgraph-kit/values/text';
import type { Dependencies } from '../../dependencies.js';
import { organizationIsKnown } from '../../scores/store/partner-figure.store.js';
import type { ExportContent } from '../domain/export-content.js';
import { layoutFault, MOST_FEEDS } from '../domain/export-limits.js';
import { lockRequests } from '../store/export.store.js';
import { countFeeds, insertFeed } from '../store/export-feed.store.js';
import type { ExportsServices } from './exports-services.js';
import { hashOfKey } from './feed-keys.js';
import { renewFeeds } from './renew-feeds.js';

const YEAR_IN_MILLISECONDS = 365 * 24 * 60 * 60 * 1000;

export type CreateExportFeed = ExportContent & {
  readonly caller: Caller;
  readonly organizationId: string;
  readonly label: string;
  readonly expiresAt: Date | null;
  readonly idempotencyKey: string | null;
};

export type CreateExportFeedOutcome =
  | { readonly kind: 'created'; readonly feedId: string; readonly key: string }
  | { readonly kind: 'too-many' }
  | { readonly kind: 'unavailable'; readonly message: string }
  | { readonly kind: 'unknown-organization' };

type Stored = Exclude<CreateExportFeedOutcome, { kind: 'created' }> | { kind: 'created'; feedId: string; seed: string };

/** Creates a feed with a key of its own and queues its first file. A repetition under the same idempotency key gets the same key. */
export async function createExportFeed(
  dependencies: Dependencies & { readonly exports: ExportsServices },
  { caller, idempotencyKey, ...input }: CreateExportFeed,
): Promise<CreateExportFeedOutcome> {
  const { dataSource, clock, exports } = dependencies;
  const { organizationId } = input;
  const label = parseText(input.label, { min: 1, max: 100 });
  if (label === undefined) throw badUserInput('label: 1 to 100 characters on one line.');
  const message = layoutFault(input);
  if (message !== null) return { kind: 'unavailable', message };
  const stored = { ...input, expiresAt: input.expiresAt?.toISOString() ?? null };
  const request = { caller, operation: 'createExportFeed', key: idempotencyKey, input: stored, clock };
  const outcome = await inTransaction(dataSource, { organizationId }, (manager) =>
    withIdempotency<Stored>(manager, request, async () => {
      if (!(await organizationIsKnown(manager, organizationId)))
        return { answer: { kind: 'unknown-organization' }, keep: false };
      await lockRequests(manager, organizationId);
      const createdAt = clock.now();
      const expiresAt = validUntil(input, createdAt);
      if ((await countFeeds(manager, organizationId)) >= MOST_FEEDS)
        return { answer: { kind: 'too-many' }, keep: false };
      const seed = exports.feedKeys.newSeed();
      const keyHash = hashOfKey(exports.feedKeys.keyOf(seed));
      const feed = { ...input, label, expiresAt, keyHash, createdAt, createdBy: callerKey(caller) };
      const { id } = await insertFeed(manager, feed);
      return { answer: { kind: 'created', feedId: id, seed }, keep: true };
    }),
  );
  if (outcome.kind !== 'created') return outcome;
  // The job does the same every minute.
  await renewFeeds(dependencies).catch(() => undefined);
  return { kind: 'created', feedId: outcome.feedId, key: exports.feedKeys.keyOf(outcome.seed) };
}

/** A feed with personal data ends after a year at the latest. Throws BAD_USER_INPUT. */
function validUntil(
  { expiresAt, includesPersonalData }: Pick<CreateExportFeed, 'expiresAt' | 'includesPersonalData'>,
  now: Date,
): Date | null {
  const latest = new Date(now.getTime() + YEAR_IN_MILLISECONDS);
  if (expiresAt === null) return includesPersonalData ? latest : null;
  if (expiresAt <= now) throw badUserInput('expiresAt: an instant in the future.');
  if (includesPersonalData && expiresAt > latest)
    throw badUserInput('expiresAt: at most a year from now for a feed with personal data.');
  return expiresAt;
}

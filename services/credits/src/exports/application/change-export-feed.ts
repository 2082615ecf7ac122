import type { Caller } from '@app/subgraph-kit/callers/caller';
import { tenantScopeOf } from '@app/subgraph-kit/database/tenant-scope';
import { inTransaction } from '@app/subgraph-kit/database/transaction';
import { badUserInput } from '@app/subgraph-kit/graphql/errors';
import { isUuid } from '@app/subgraph-kit/values/text';
import type { EntityManager } from 'typeorm';
import type { Dependencies } from '../../dependencies.js';
import { deleteFeed, type FeedWithKeys, findFeed, replaceKey } from '../store/export-feed.store.js';
import { mayExport } from './export-access.js';
import type { ExportsServices } from './exports-services.js';
import { hashOfKey } from './feed-keys.js';

const MOST_HOURS = 7 * 24;
const HOUR_IN_MILLISECONDS = 3_600_000;

type Change = { readonly caller: Caller; readonly feedId: string };

/** Gives a feed a new key, which is shown once; the one before stays valid for some hours. Null: there is no such feed. */
export async function rotateExportFeedKey(
  { dataSource, clock, exports }: Dependencies & { readonly exports: ExportsServices },
  { previousValidForHours: hours, ...change }: Change & { readonly previousValidForHours: number },
): Promise<{ readonly feedId: string; readonly key: string } | null> {
  if (hours < 0 || hours > MOST_HOURS) throw badUserInput(`previousValidForHours: 0 to ${MOST_HOURS}.`);
  const key = exports.feedKeys.keyOf(exports.feedKeys.newSeed());
  return changeFeed(dataSource, change, async (manager, { id }) => {
    const previousUntil = new Date(clock.now().getTime() + hours * HOUR_IN_MILLISECONDS);
    await replaceKey(manager, id, { keyHash: hashOfKey(key), previousUntil });
    return { feedId: id, key };
  });
}

/** Deletes a feed with its files; its keys open nothing from now on. Null: there is no such feed. */
export async function deleteExportFeed(
  { dataSource, clock }: Pick<Dependencies, 'dataSource' | 'clock'>,
  change: Change,
): Promise<{ readonly feedId: string } | null> {
  return changeFeed(dataSource, change, async (manager, { id }) => {
    await deleteFeed(manager, id, clock.now());
    return { feedId: id };
  });
}

async function changeFeed<T>(
  dataSource: Dependencies['dataSource'],
  { caller, feedId }: Change,
  work: (manager: EntityManager, feed: FeedWithKeys) => Promise<T>,
): Promise<T | null> {
  if (!isUuid(feedId)) return null;
  return inTransaction(dataSource, tenantScopeOf(caller), async (manager) => {
    const feed = await findFeed(manager, feedId, { lock: true });
    return feed === null || !mayExport(caller, feed) ? null : work(manager, feed);
  });
}

import type { ExportRowFragment, FeedRowFragment } from '../../graphql/documents.ts';
import { isUnfinished } from './export-words.ts';

type LookedExport = Pick<ExportRowFragment, 'state' | 'requestedAt' | 'expiresAt'>;
type LookedFeed = { readonly createdAt: FeedRowFragment['createdAt']; readonly latest: object | null };

const SHORTEST = 1_000;
const LONGEST = 15_000;
/** Links are renewed so long before they stop working. */
const MARGIN = 60_000;

/**
 * Milliseconds until the exports and feeds have to be asked for again; undefined where nothing changes by itself. A file that
 * takes long is looked at less often: after a tenth of the time that it has taken.
 */
export function nextLook(
  exports: readonly LookedExport[],
  feeds: readonly LookedFeed[],
  now: Date,
): number | undefined {
  const beingMadeSince = (instant: string): number => Math.min(LONGEST, -until(instant, now) / 10);
  const waits = exports.flatMap((one) => {
    if (isUnfinished(one)) return [beingMadeSince(one.requestedAt)];
    return one.expiresAt === null ? [] : [until(one.expiresAt, now) - MARGIN];
  });
  for (const { latest, createdAt } of feeds) if (latest === null) waits.push(beingMadeSince(createdAt));
  return waits.length === 0 ? undefined : Math.max(SHORTEST, Math.min(...waits));
}

function until(instant: string, now: Date): number {
  return new Date(instant).getTime() - now.getTime();
}

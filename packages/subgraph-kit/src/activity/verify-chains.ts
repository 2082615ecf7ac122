import type { RequestReads } from '../database/reads.js';
import type { ActivityLog } from './activity-log.js';
import { readChain, readEnds, readOutsiders, type StoredEntry } from './chain.store.js';
import type { ChainFault } from './chain-fault.js';
import { FEWEST_DAYS_KEPT } from './chain-sql.js';
import { type ChainEnds, followChain } from './follow-chain.js';
import { compareWithSaved, type SavedEnd } from './saved-ends.js';

const DAY = 24 * 60 * 60 * 1000;
const LONGEST_WAIT = 10 * 60 * 1000;

/** What verification saw. */
export type Verified = {
  readonly organizations: number;
  readonly entries: number;
  readonly faults: readonly ChainFault[];
  /** The ends of the chains, to be kept outside the database. */
  readonly ends: readonly SavedEnd[];
};

/** What is verified. */
export type Verification = {
  /** Null: every organization. */
  readonly organizationId: string | null;
  readonly now: Date;
  /** Ends that were saved before, which the chains of today have to continue. */
  readonly saved: readonly SavedEnd[];
};

/**
 * Computes every hash of a log again, in one snapshot: names each entry that was changed, deleted, moved or forged by
 * hand, and a chain that was cut off.
 */
export async function verifyChains(
  reads: RequestReads,
  log: ActivityLog,
  { organizationId, now, saved }: Verification,
): Promise<Verified> {
  const chains = await readEnds(reads, log, organizationId);
  const faults: ChainFault[] = [];
  const ends: SavedEnd[] = [];
  let entries = 0;
  const savedOf = Map.groupBy(
    saved.filter((one) => organizationId === null || one.organizationId === organizationId),
    (one) => one.organizationId,
  );
  const keptSince = new Date(now.getTime() - FEWEST_DAYS_KEPT * DAY);

  for (const chain of chains) {
    const seen = await verifyChain(reads, log, chain, savedOf.get(chain.organizationId) ?? []);
    faults.push(...seen.faults);
    entries += seen.entries;
    if (seen.last !== undefined) ends.push(endOf(chain, seen.last));
    for (const { end, hash } of seen.saved) faults.push(...compareWithSaved(end, { ends: chain, hash, keptSince }));
    savedOf.delete(chain.organizationId);
  }
  // The chains of these organizations are gone with their ends.
  for (const end of [...savedOf.values()].flat())
    faults.push(...compareWithSaved(end, { ends: undefined, hash: undefined, keptSince }));
  const waitingSince = new Date(now.getTime() - LONGEST_WAIT);
  for (const { id, organizationId: owner, sequence } of await readOutsiders(reads, log, {
    organizationId,
    waitingSince,
  }))
    faults.push({ organizationId: owner, kind: sequence === null ? 'WAITING' : 'FORGED', sequence, entryId: id });
  return { organizations: chains.length, entries, faults, ends };
}

async function verifyChain(reads: RequestReads, log: ActivityLog, chain: ChainEnds, saved: readonly SavedEnd[]) {
  const follower = followChain(chain);
  const faults: ChainFault[] = [];
  const hashes = new Map<number, Buffer | undefined>(saved.map(({ sequence }) => [sequence, undefined]));
  let entries = 0;
  let last: StoredEntry | undefined;
  for await (const entry of readChain(reads, log, chain.organizationId)) {
    faults.push(...follower.take(entry));
    if (hashes.has(entry.sequence)) hashes.set(entry.sequence, entry.hash);
    entries += 1;
    last = entry;
  }
  faults.push(...follower.end());
  return { faults, entries, last, saved: saved.map((end) => ({ end, hash: hashes.get(end.sequence) })) };
}

function endOf({ organizationId }: ChainEnds, { sequence, hash, at }: StoredEntry): SavedEnd {
  return { organizationId, sequence, hash: hash.toString('hex'), at: at.toISOString() };
}

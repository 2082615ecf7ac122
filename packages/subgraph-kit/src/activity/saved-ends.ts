import { z } from 'zod';
import type { ChainFault } from './chain-fault.js';
import type { ChainEnds } from './follow-chain.js';

/** The end of a chain as an earlier verification saw it, kept outside the database. */
export type SavedEnd = {
  readonly organizationId: string;
  readonly sequence: number;
  readonly hash: string;
  /** When the entry happened; its retention counts from it. */
  readonly at: string;
};

/** What `skill-link activity verify --json` writes for each log, and `--against` reads. */
export const savedEnds = z.object({
  organizationId: z.uuid(),
  sequence: z.int().positive(),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  at: z.iso.datetime(),
});

/**
 * Compares a saved end with the chain of today. Who rewrites a chain with all its hashes, or cuts it off with its stored
 * end, cannot change what was saved elsewhere. `hash` is that of the entry with the saved number, if it is kept.
 */
export function compareWithSaved(
  saved: SavedEnd,
  today: { ends: ChainEnds | undefined; hash: Buffer | undefined; keptSince: Date },
): ChainFault[] {
  const { organizationId, sequence } = saved;
  const { ends, hash, keptSince } = today;
  if (ends === undefined || sequence > ends.lastSequence)
    return [{ organizationId, kind: 'CUT_OFF', sequence, entryId: null }];
  if (sequence < ends.firstSequence)
    return new Date(saved.at) < keptSince ? [] : [{ organizationId, kind: 'DELETED_EARLY', sequence, entryId: null }];
  if (hash !== undefined && hash.toString('hex') !== saved.hash)
    return [{ organizationId, kind: 'HISTORY_CHANGED', sequence, entryId: null }];
  return [];
}

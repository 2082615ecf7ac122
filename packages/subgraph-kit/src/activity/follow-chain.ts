import type { ChainFault, ChainFaultKind } from './chain-fault.js';
import { type HashedEntry, hashOf } from './entry-hash.js';

/** Both ends of the chain of an organization, as the service stores them. */
export type ChainEnds = {
  readonly organizationId: string;
  readonly firstSequence: number;
  readonly firstPreviousHash: Buffer;
  readonly lastSequence: number;
  readonly lastHash: Buffer;
};

/** An entry as it is stored. */
export type ChainedEntry = HashedEntry & { readonly id: string; readonly previousHash: Buffer; readonly hash: Buffer };

/** Follows the chain of one organization: takes its entries in the order of their numbers, and says what is wrong. */
export function followChain(ends: ChainEnds): { take(entry: ChainedEntry): ChainFault[]; end(): ChainFault[] } {
  const { organizationId, firstSequence, lastSequence } = ends;
  let last: { id: string | null; sequence: number; hash: Buffer; isNamed: boolean } = {
    id: null,
    sequence: firstSequence - 1,
    hash: ends.firstPreviousHash,
    isNamed: false,
  };
  const fault = (kind: ChainFaultKind, sequence: number, entryId: string | null): ChainFault => ({
    ...{ organizationId, kind, sequence, entryId },
  });
  const missing = (kind: 'MISSING' | 'CUT_OFF', from: number, to: number): ChainFault[] => {
    if (from > to) return [];
    return [from === to ? fault(kind, from, null) : { ...fault(kind, from, null), lastSequence: to }];
  };

  return {
    take(entry) {
      const { id, sequence } = entry;
      if (sequence < firstSequence || sequence > lastSequence) return [fault('FORGED', sequence, id)];
      const faults = missing('MISSING', last.sequence + 1, sequence - 1);
      // Of an entry that was changed the hash can be wrong as well: the next one is not at fault.
      const follows = faults.length === 0 && !last.isNamed;
      const isChanged = !hashOf(entry.previousHash, entry).equals(entry.hash);
      if (isChanged) faults.push(fault('CHANGED', sequence, id));
      else if (follows && !entry.previousHash.equals(last.hash))
        faults.push(
          last.id === null ? fault('BEGINNING_CHANGED', sequence, id) : fault('REWRITTEN', last.sequence, last.id),
        );
      last = { id, sequence, hash: entry.hash, isNamed: isChanged };
      return faults;
    },
    end() {
      const faults = missing('CUT_OFF', last.sequence + 1, lastSequence);
      const isComplete = faults.length === 0 && last.sequence === lastSequence && !last.isNamed;
      if (isComplete && !last.hash.equals(ends.lastHash)) faults.push(fault('END_CHANGED', last.sequence, last.id));
      return faults;
    },
  };
}

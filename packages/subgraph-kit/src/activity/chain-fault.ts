/** What verification found. `sequence` and `entryId` name the entry, as far as there is one. */
export type ChainFault = {
  readonly organizationId: string;
  readonly kind: ChainFaultKind;
  readonly sequence: number | null;
  /** The last number of several neighbors; absent where it is about one entry. */
  readonly lastSequence?: number;
  readonly entryId: string | null;
};

export type ChainFaultKind = keyof typeof FAULTS;

/** What each kind says, for people. */
const FAULTS = {
  CHANGED: 'was changed after it was chained, or moved to another number',
  REWRITTEN: 'was rewritten together with its hash: the next entry has another previous hash',
  MISSING: 'is missing: it was deleted, or moved to another number',
  FORGED: 'is outside the ends of the chain: it was not chained by the service',
  CUT_OFF: 'is missing at the end of the chain',
  END_CHANGED: 'ends the chain, whose stored end has another hash',
  BEGINNING_CHANGED: 'begins the chain, which is anchored at another hash',
  HISTORY_CHANGED: 'had another hash when the ends were saved',
  DELETED_EARLY: 'was deleted before its retention was over',
  WAITING: 'has waited for the chain for more than ten minutes: no worker runs, or it was moved out of the chain',
} as const;

/** The fault in a line. */
export function faultText({ organizationId, kind, sequence, lastSequence, entryId }: ChainFault): string {
  const numbers = lastSequence === undefined ? `entry ${sequence ?? '-'}` : `entry ${sequence} to ${lastSequence}`;
  return `organization ${organizationId}: ${numbers}${entryId === null ? '' : ` (${entryId})`} ${FAULTS[kind]}`;
}

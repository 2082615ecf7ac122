import type { Association } from './association.js';
import { reportRefreshAfter } from './instants.js';

/** One deactivation or deletion that the organisation's policy counts, and when it was taken back. */
export type LeaverSignal = { at: Date; takenBackAt: Date | null };

export type Departure = { leftAt: Date; dropsAt: Date };

/** Decision (h): the first signal that was not taken back before its own refresh decides. */
export function departure(signals: readonly LeaverSignal[]): Departure | undefined {
  const inOrder = [...signals].sort((a, b) => a.at.getTime() - b.at.getTime());
  for (const signal of inOrder) {
    const dropsAt = reportRefreshAfter(signal.at);
    if (signal.takenBackAt === null || signal.takenBackAt >= dropsAt) return { leftAt: signal.at, dropsAt };
  }
  return undefined;
}

/** A leaver's association ends at the refresh, not at the deactivation; until then it is active. */
export function afterDeparture(association: Association, left: Departure | undefined, now: Date): Association {
  if (!left || association.endedAt !== null || now < left.dropsAt || left.leftAt < association.startedAt) {
    return association;
  }
  return { ...association, endedAt: left.dropsAt, endReason: 'ACCOUNT_DELETED', leftAt: left.leftAt };
}

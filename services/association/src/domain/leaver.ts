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
  if (!left || association.endedAt !== null || now < left.dropsAt || association.startedAt >= left.dropsAt) {
    return association;
  }
  return { ...association, endedAt: left.dropsAt, endReason: 'ACCOUNT_DELETED', leftAt: left.leftAt };
}

/** What is told of a user, as far as leaving is concerned. */
export type AccountNews = {
  leavesReportAt: Date | null;
  leavingSince?: Date | null;
  deactivatedAt: Date | null;
  deletedAt: Date | null;
};

/** The announced departure with the signal behind it: where that is not told, the first signal of the month before. */
export function announcedDeparture(news: AccountNews): Departure | null {
  const dropsAt = news.leavesReportAt;
  if (dropsAt === null) return null;
  if (news.leavingSince) return { leftAt: news.leavingSince, dropsAt };
  const signals = [news.deactivatedAt, news.deletedAt].filter((signal) => signal !== null);
  const decides = signals.sort((a, b) => a.getTime() - b.getTime()).find((signal) => isMonthBefore(signal, dropsAt));
  return { leftAt: decides ?? signals.at(-1) ?? dropsAt, dropsAt };
}

/** The month alone, so that it does not depend on the day of the report. */
function isMonthBefore(signal: Date, refresh: Date): boolean {
  const monthOf = (instant: Date) => instant.getUTCFullYear() * 12 + instant.getUTCMonth();
  return monthOf(signal) + 1 === monthOf(refresh);
}

/** What news of a user makes of the departure that was known before. */
export type DepartureNews =
  /** It had taken effect when the news came about: nothing takes it back. */
  | 'took-effect'
  /** It was taken back before its own refresh; whatever was ended for it goes on. */
  | 'taken-back'
  | 'unchanged';

/** R23 and decision (h), by the instant at which the news came about: when it is heard decides nothing. */
export function departureAfterNews(known: Departure | null, told: Departure | null, toldAt: Date): DepartureNews {
  if (known === null || known.dropsAt.getTime() === told?.dropsAt.getTime()) return 'unchanged';
  return toldAt >= known.dropsAt ? 'took-effect' : 'taken-back';
}

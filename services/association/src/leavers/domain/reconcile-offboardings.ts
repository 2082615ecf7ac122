import type { Association } from '../../linking/domain/association.js';

/** The signal that decides when somebody leaves, and the refresh at which they do; identity says both. */
export type Departure = { leftAt: Date; dropsAt: Date };

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

/** What is known of a user's leaving: the departure that stands, whether it was worked on, and the last that ever was. */
export type KnownLeaving = { departure: Departure | null; departed: boolean; departedUntil: Date | null };

/** What a user's news say of it; `past` took effect before the person came back, oldest first. Old news do not tell. */
export type ToldLeaving = { departure: Departure | null; past: readonly Departure[] | undefined; toldAt: Date };

export type LeavingNews = {
  /** Was worked on, and had been taken back before its own refresh: whatever was ended for it goes on. */
  takenBack: Departure | null;
  /** Took effect, and nobody has worked on it yet: its links end at its refresh. Oldest first. */
  tookEffect: readonly Departure[];
  /** The last refresh that has been worked on after that. */
  departedUntil: Date | null;
};

/**
 * R23 and decision (h): what news make of the departures known before. Who tells knows which took effect, also when
 * leave and return were both missed; when it is heard decides nothing, and what was worked on once is not again.
 */
export function leavingNews(known: KnownLeaving, told: ToldLeaving): LeavingNews {
  const stood = known.departure;
  const ended = stood !== null && stood.dropsAt.getTime() !== told.departure?.dropsAt.getTime() ? stood : null;
  const past = told.past ?? (ended !== null && told.toldAt >= ended.dropsAt ? [ended] : []);
  const took = (one: Departure) => past.some(({ dropsAt }) => dropsAt.getTime() === one.dropsAt.getTime());
  const takenBack = ended !== null && known.departed && !took(ended) ? ended : null;
  // What came before the one that is taken back was worked on before it.
  const until = takenBack === null ? known.departedUntil : new Date(takenBack.dropsAt.getTime() - 1);
  const tookEffect = past.filter(({ dropsAt }) => until === null || dropsAt > until);
  return { takenBack, tookEffect, departedUntil: tookEffect.at(-1)?.dropsAt ?? until };
}

import type { Report } from '../../achievements/domain/achievement-history.js';
import {
  type CountingSpan,
  countingSpans,
  type Days,
  joinSpans,
  overlap,
} from '../../achievements/domain/counting-span.js';
import { groupHistories } from '../../achievements/domain/profile-history.js';
import type { Catalogue, LearningSource } from '../../catalog/domain/catalog.js';
import { dayOf } from '../../values/domain/day.js';

/** A profile in the hands of a person of an organisation, for as long as the organisation may count it. */
export type Link = {
  readonly source: LearningSource;
  readonly profileId: string;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  /** When a leaver's achievements drop; null while nobody left. */
  readonly leavesReportAt: Date | null;
};

export type ProfileReport = Report & {
  readonly source: LearningSource;
  readonly profileId: string;
  readonly credentialCode: string;
};

/**
 * What a person's links let an organisation count, day by day, past and to come. On no day is a credential there twice:
 * of several achievements of it the earliest stands for the person.
 */
export function computeHoldings(
  catalogue: Catalogue,
  links: readonly Link[],
  reports: readonly ProfileReport[],
): CountingSpan[] {
  const spans = groupHistories(catalogue, reports).flatMap((history) => {
    // An exam holds nothing: what it earned has a history of its own.
    if (history.credential.kind === 'EXAM') return [];
    const linked = links.filter(
      ({ source, profileId }) => source === history.source && profileId === history.profileId,
    );
    return countingSpans(history.credential, history.reports).flatMap((span) =>
      linked.flatMap((link) => {
        const days = overlap(span, daysLinked(link));
        return days ? [{ ...span, ...days }] : [];
      }),
    );
  });
  const byCredential = Map.groupBy(spans, ({ credentialCode }) => credentialCode);
  return [...byCredential.values()].flatMap(oneADay);
}

/** A day is looked at from its end: the day of an end is no longer linked, the day of a start is. */
function daysLinked({ startedAt, endedAt, leavesReportAt }: Link): Days {
  const ends = [endedAt, leavesReportAt].flatMap((instant) => (instant === null ? [] : [dayOf(instant)]));
  return { from: dayOf(startedAt), until: ends.sort()[0] ?? null };
}

function oneADay(spans: readonly CountingSpan[]): CountingSpan[] {
  if (spans.length === 1) return [...spans];
  const edges = [...new Set(spans.flatMap(({ from, until }) => (until === null ? [from] : [from, until])))].sort();
  const chosen = edges.flatMap((from, index) => {
    const days = { from, until: edges[index + 1] ?? null };
    const there = spans.filter((span) => span.from <= from && (span.until === null || span.until > from));
    const [earliest] = there.sort(
      (a, b) => a.achievedAt.getTime() - b.achievedAt.getTime() || (a.achievementId < b.achievementId ? -1 : 1),
    );
    return earliest ? [{ ...earliest, ...days }] : [];
  });
  return joinSpans(chosen);
}

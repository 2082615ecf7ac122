import type { Report } from '../../achievements/domain/achievement-history.js';
import {
  type CountingSpan,
  countingSpans,
  type Days,
  joinSpans,
  overlap,
} from '../../achievements/domain/counting-span.js';
import { groupHistories } from '../../achievements/domain/profile-history.js';
import type { Catalog, LearningSource } from '../../catalog/domain/catalog.js';
import { dayOf } from '../../values/domain/day.js';

/** A profile linked with a person of an organization, for as long as the organization may count it. */
export type Link = {
  readonly source: LearningSource;
  readonly profileId: string;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  /** The drop date of a leaver (R21); null otherwise. */
  readonly leavesReportAt: Date | null;
};

export type ProfileReport = Report & {
  readonly source: LearningSource;
  readonly profileId: string;
  readonly credentialCode: string;
};

/**
 * Computes the days on which an organization counts the credentials of a person, past and future. A credential counts
 * once a day: the earliest of several achievements represents it.
 */
export function computeHoldings(
  catalog: Catalog,
  links: readonly Link[],
  reports: readonly ProfileReport[],
): CountingSpan[] {
  const spans = groupHistories(catalog, reports).flatMap((history) => {
    // An exam is no holding: the credential that it earns has its own history.
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

/** The state at the end of a day decides: the day on which a link starts counts, the day on which it ends does not. */
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

import type { Credential } from '../../catalog/domain/catalog.js';
import { addDays, type Day, dayOf, FIRST_DAY, LAST_DAY } from '../../values/domain/day.js';
import { composeAchievements, type Report } from './achievement-history.js';
import { isRetiredAt } from './holding.js';

/** A half-open range of days; null: without an end. */
export type Days = { readonly from: Day; readonly until: Day | null };

/** The days on which one achievement counts. */
export type CountingSpan = Days & {
  readonly achievementId: string;
  readonly credentialCode: string;
  readonly achievedAt: Date;
};

/**
 * The days on which the reports of one profile and one credential count. A revocation removes the days from its own on,
 * never earlier ones.
 */
export function countingSpans(credential: Credential, reports: readonly Report[]): CountingSpan[] {
  const revokedOn = reports.flatMap(({ revokedAt }) => (revokedAt === null ? [] : [dayOf(revokedAt)]));
  const edges = [...new Set(revokedOn)].sort();
  const spans = [null, ...edges].flatMap((from, index) => {
    const until = edges[index] ?? null;
    const standing = reports
      .filter(({ revokedAt }) => revokedAt === null || (until !== null && dayOf(revokedAt) >= until))
      .map((report) => ({ ...report, revokedAt: null }));
    return composeAchievements(credential, standing).flatMap((achieved) => {
      const days = overlap(daysOf(credential, achieved), { from: from ?? FIRST_DAY, until });
      if (!days) return [];
      const achievementId = achieved.achievementId ?? achieved.reports[0]?.id ?? '';
      return [{ ...days, achievementId, credentialCode: credential.code, achievedAt: achieved.achievedAt }];
    });
  });
  return joinSpans(spans);
}

/** The intersection of two ranges; undefined when it is empty. */
export function overlap(a: Days, b: Days): Days | undefined {
  const { from } = a.from > b.from ? a : b;
  const until = earlierEnd(a.until, b.until);
  return until !== null && until <= from ? undefined : { from, until };
}

/** The end of a span together with the spans that follow it without a gap. */
export function endOfChain(span: Days, spans: readonly Days[]): Day | null {
  const next = spans.find(({ from }) => from === span.until);
  return next ? endOfChain(next, spans) : span.until;
}

/** Joins adjacent spans of one achievement, unless a revocation changed the instant of achievement. */
export function joinSpans(spans: readonly CountingSpan[]): CountingSpan[] {
  const result: CountingSpan[] = [];
  for (const span of spans) {
    const last = result.findIndex((one) => one.until === span.from && isSame(one, span));
    const before = result[last];
    if (before) result[last] = { ...before, until: span.until };
    else result.push(span);
  }
  return result;
}

function isSame(one: CountingSpan, other: CountingSpan): boolean {
  return one.achievementId === other.achievementId && one.achievedAt.getTime() === other.achievedAt.getTime();
}

function daysOf(credential: Credential, { achievedAt, expiresOn }: { achievedAt: Date; expiresOn: Day | null }): Days {
  const from = dayOf(achievedAt);
  const { retirement } = credential;
  // Achieved after the retirement: it counts on no day.
  if (isRetiredAt(credential, achievedAt)) return { from, until: from };
  const until = earlierEnd(dayAfter(expiresOn), dayAfter(retirement?.countsThrough ?? null));
  return { from, until };
}

/** Null after the last day of the calendar, which feeds send for "never". */
function dayAfter(day: Day | null): Day | null {
  return day === null || day === LAST_DAY ? null : addDays(day, 1);
}

function earlierEnd(a: Day | null, b: Day | null): Day | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}

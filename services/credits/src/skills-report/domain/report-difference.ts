import { addDays, dayOf, firstInstantOf } from '../../values/domain/day.js';
import { type ChangeCause, causeOf } from './report-change.js';
import { type Knowledge, type RowFacts, stateAt } from './report-row-facts.js';

/** Why a report differs from what is known today of its day. */
export type DifferenceReason =
  | 'RECORDED_LATER'
  | 'REVOKED_LATER'
  | 'MERGED_LATER'
  | 'LINK_CHANGED'
  | 'FIGURE_RECORDED_LATER'
  | 'EARLIER_FACTS_CHANGED';

/** Which view has the row: the published report, or the replay of its day with today's knowledge. */
export type DifferenceKind = 'ONLY_OFFICIAL' | 'ONLY_AS_KNOWN_NOW';
export type Difference = { readonly reason: DifferenceReason; readonly at: Date | null };

const FOREVER = new Date(8_640_000_000_000_000);

const REASONS: Record<ChangeCause, DifferenceReason> = {
  EARNED: 'RECORDED_LATER',
  REVOKED: 'REVOKED_LATER',
  PROFILE_MERGED: 'MERGED_LATER',
  LINKED: 'LINK_CHANGED',
  MOVED_HERE: 'LINK_CHANGED',
  RETURNED: 'LINK_CHANGED',
  UNLINKED: 'LINK_CHANGED',
  LEFT: 'LINK_CHANGED',
  MOVED_AWAY: 'LINK_CHANGED',
  EXPIRED: 'RECORDED_LATER',
  RULE_CHANGE: 'EARLIER_FACTS_CHANGED',
  CORRECTION: 'EARLIER_FACTS_CHANGED',
};

/**
 * Why a row is in the report and not in the replay, or the reverse. The replay covers the whole day, so events after
 * the refresh on the same day come first, then achievements reported later, then later merges.
 */
export function differenceOf(kind: DifferenceKind, facts: RowFacts, refresh: Date): Difference {
  const end = new Date(firstInstantOf(addDays(dayOf(refresh), 1)).getTime() - 1);
  const isNow = kind === 'ONLY_AS_KNOWN_NOW';
  const explains = (known: Knowledge) => stateAt(facts, end, known).counts === isNow;
  if (explains({ reports: end, merges: end })) {
    const { cause, at } = causeOf(isNow ? 'GAINED' : 'LOST', facts, { earlier: refresh, later: end });
    return { reason: REASONS[cause], at };
  }
  if (explains({ reports: FOREVER, merges: end })) {
    return { reason: 'RECORDED_LATER', at: firstSince(refresh, facts.reports, 'recordedAt') };
  }
  if (explains({ reports: FOREVER, merges: FOREVER })) {
    return { reason: 'MERGED_LATER', at: firstSince(refresh, facts.merges, 'publishedAt') };
  }
  return { reason: 'EARLIER_FACTS_CHANGED', at: null };
}

function firstSince<Key extends string>(
  instant: Date,
  facts: readonly { readonly [key in Key]: Date }[],
  key: Key,
): Date | null {
  const later = facts.map((fact) => fact[key]).filter((at) => at >= instant);
  return later.toSorted((a, b) => a.getTime() - b.getTime())[0] ?? null;
}

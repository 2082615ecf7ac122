import { addDays, dayOf, firstInstantOf } from '../../values/domain/day.js';
import { type RowFacts, type RowState, stateAt } from './report-row-facts.js';

export const GAIN_CAUSES = ['MOVED_HERE', 'LINKED', 'RETURNED', 'EARNED', 'PROFILE_MERGED', 'RULE_CHANGE'] as const;
export const LOSS_CAUSES = [
  'MOVED_AWAY',
  'UNLINKED',
  'LEFT',
  'REVOKED',
  'EXPIRED',
  'PROFILE_MERGED',
  'RULE_CHANGE',
] as const;
export type ChangeCause = (typeof GAIN_CAUSES)[number] | (typeof LOSS_CAUSES)[number] | 'CORRECTION';

export type ChangeKind = 'GAINED' | 'LOST';
export type Refreshes = { readonly earlier: Date; readonly later: Date };
export type Cause = { readonly cause: ChangeCause; readonly at: Date | null };

/** An event that may change the state, and the first refresh that includes it. */
type Happening = { readonly cause: ChangeCause; readonly at: Date; readonly seenAt: number };

const CAUSES = { GAINED: GAIN_CAUSES, LOST: LOSS_CAUSES } as const;
/** Causes that change the link, then causes that change the achievement. */
const OF_LINK: ReadonlySet<ChangeCause> = new Set([
  'MOVED_HERE',
  'LINKED',
  'RETURNED',
  'MOVED_AWAY',
  'UNLINKED',
  'LEFT',
]);
const OF_ACHIEVEMENT: ReadonlySet<ChangeCause> = new Set(['EARNED', 'REVOKED', 'EXPIRED', 'PROFILE_MERGED']);

/**
 * Why a row was gained or lost between two refreshes: the last event between them that added or removed the row. When
 * several events have the same instant, the first in the order of the causes above wins. CORRECTION when no event
 * between the refreshes explains the change: facts from before the earlier refresh became known later, or were
 * corrected.
 */
export function causeOf(kind: ChangeKind, facts: RowFacts, refreshes: Refreshes): Cause {
  const happenings = happeningsOf(facts, refreshes);
  const times = [...new Set(happenings.map(({ seenAt }) => seenAt))].sort((a, b) => a - b);
  const wanted = kind === 'GAINED';
  let before = stateAt(facts, refreshes.earlier);
  let found: Cause | undefined;
  for (const time of times) {
    const after = stateAt(facts, new Date(time));
    if (isRow(before) !== isRow(after)) {
      const now = happenings.filter(({ seenAt }) => seenAt === time);
      found = isRow(after) === wanted ? firstCause(kind, now, before, after) : undefined;
    }
    before = after;
  }
  const settled = isRow(stateAt(facts, refreshes.later)) === wanted;
  return (settled && found) || { cause: 'CORRECTION', at: null };
}

function isRow({ counts }: RowState): boolean {
  return counts;
}

function firstCause(kind: ChangeKind, happenings: readonly Happening[], before: RowState, after: RowState): Cause {
  const fits = ({ cause }: Happening) => {
    if (before.link !== after.link) return OF_LINK.has(cause);
    return before.active !== after.active ? OF_ACHIEVEMENT.has(cause) : cause === 'RULE_CHANGE';
  };
  const [first] = CAUSES[kind].flatMap((cause) => happenings.filter((one) => one.cause === cause && fits(one)));
  // Corrected reports may add or remove a row against the usual effect of their kind.
  return first ? { cause: first.cause, at: first.at } : { cause: 'CORRECTION', at: happenings[0]?.at ?? null };
}

/** Every event between the refreshes that may have changed the row; expiries follow from the state. */
function happeningsOf(facts: RowFacts, { earlier, later }: Refreshes): Happening[] {
  const known = [...ofLinks(facts), ...ofAchievements(facts), ...ofRules(facts, { earlier, later })];
  const within = ({ seenAt }: Happening) => seenAt > earlier.getTime() && seenAt <= later.getTime();
  const happenings = known.filter(within);
  const instants = [earlier, ...happenings.map(({ seenAt }) => new Date(seenAt))];
  const days = new Set(instants.flatMap((at) => stateAt(facts, at).expiries));
  return [...happenings, ...[...days].map((day) => atOnce('EXPIRED', firstInstantOf(addDays(day, 1)))).filter(within)];
}

function* ofLinks({ links, offboardings }: RowFacts): Generator<Happening> {
  for (const { startedAt, endedAt, endReason, movedHere } of links) {
    yield afterwards(movedHere ? 'MOVED_HERE' : 'LINKED', startedAt);
    if (endedAt === null) continue;
    if (endReason === 'ACCOUNT_DELETED') yield atOnce('LEFT', endedAt);
    else yield afterwards(endReason === 'REMOVED_BY_USER' ? 'UNLINKED' : 'MOVED_AWAY', endedAt);
  }
  for (const { leavesReportAt, canceledAt } of offboardings) {
    yield atOnce('LEFT', leavesReportAt);
    if (canceledAt) yield afterwards('RETURNED', canceledAt);
  }
}

function* ofAchievements({ reports, merges }: RowFacts): Generator<Happening> {
  for (const { achievedAt, recordedAt, revokedAt } of reports) {
    yield afterwards('EARNED', new Date(Math.max(achievedAt.getTime(), recordedAt.getTime())));
    if (revokedAt) yield afterwards('REVOKED', revokedAt);
  }
  for (const { publishedAt } of merges) yield afterwards('PROFILE_MERGED', publishedAt);
}

function ofRules({ relevance }: RowFacts, { earlier, later }: Refreshes): Happening[] {
  return relevance.edges(dayOf(earlier), dayOf(later)).map((day) => atOnce('RULE_CHANGE', firstInstantOf(day)));
}

/** Included by a refresh at the same instant. */
function atOnce(cause: ChangeCause, at: Date): Happening {
  return { cause, at, seenAt: at.getTime() };
}

/** Not included by a refresh at the same instant. */
function afterwards(cause: ChangeCause, at: Date): Happening {
  return { cause, at, seenAt: at.getTime() + 1 };
}

import { addDays, type Day, numberOfDay } from '../../values/domain/day.js';
import type { DaySpan } from './attained-days.js';
import { lastOfMonth, qualificationWindow } from './qualification-window.js';

const RENEWAL_DAYS = 30;

/** The decisive days of a designation, and the number of days on which it is attained. */
export type Qualification = {
  readonly from: Day;
  readonly to: Day;
  /** Last day of the renewal period after the anniversary; null without an anniversary. */
  readonly renewalThrough: Day | null;
  readonly daysAttained: number;
  readonly lastAttainedOn: Day | null;
  readonly daysLeft: number;
  /** Last day whose moving window has an attained day; null with an anniversary or without an attained day. */
  readonly qualifiedThrough: Day | null;
};

/**
 * The window of a day: with an anniversary the six months that end with its month, and the renewal after it. `before`
 * are its days before the day.
 */
export function windowOf(on: Day, anniversary: Day | null) {
  const { from, to } = qualificationWindow(on, anniversary);
  const renewalThrough = anniversary && addDays(anniversary, RENEWAL_DAYS);
  const last = latest(renewalThrough ?? to, to);
  return { from, to, renewalThrough, last, before: { from, through: earliest(addDays(on, -1), last) } };
}

/** `before`: attained days of the window before the day; `attained`: whether the day itself is attained. */
export function qualificationOf(
  { on, attained }: { readonly on: Day; readonly attained: boolean },
  anniversary: Day | null,
  before: readonly DaySpan[],
): Qualification {
  const { from, to, renewalThrough, last } = windowOf(on, anniversary);
  const today = attained && from <= on && on <= last ? [{ from: on, until: addDays(on, 1) }] : [];
  const spans = [...before, ...today];
  const daysAttained = spans.reduce((sum, span) => sum + numberOfDay(span.until) - numberOfDay(span.from), 0);
  const until = spans.at(-1)?.until;
  const lastAttainedOn = until === undefined ? null : addDays(until, -1);
  // The window of a day begins five months before its month.
  const qualifiedThrough = anniversary === null && lastAttainedOn !== null ? lastOfMonth(lastAttainedOn, 5) : null;
  const end = anniversary === null ? (qualifiedThrough ?? on) : last;
  const daysLeft = Math.max(0, numberOfDay(end) - Math.max(numberOfDay(on), numberOfDay(from) - 1));
  return { from, to, renewalThrough, daysAttained, lastAttainedOn, daysLeft, qualifiedThrough };
}

function earliest(a: Day, b: Day): Day {
  return a < b ? a : b;
}

function latest(a: Day, b: Day): Day {
  return a < b ? b : a;
}

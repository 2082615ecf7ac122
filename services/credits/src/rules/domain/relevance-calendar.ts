import { addDays, type Day, parseDay } from '../../values/domain/day.js';
import { type RelevantCredential, relevantOn } from './relevance.js';

type Rules = Parameters<typeof relevantOn>[0];

/** The relevant credentials of each day; days without a change share one answer. */
export type RelevanceCalendar = {
  readonly on: (day: Day) => ReadonlyMap<string, RelevantCredential>;
  /** Days after the first and up to the last one from which the relevant credentials may differ. */
  readonly edges: (after: Day, until: Day) => readonly Day[];
  /** The days around a day in which the credential stays relevant, or stays irrelevant. */
  readonly unchanged: (code: string, day: Day) => RelevancePeriod;
};

/** Half-open; null: no such day is known. */
export type RelevancePeriod = { readonly from: Day | null; readonly until: Day | null };

const CALENDARS = new WeakMap<Rules, RelevanceCalendar>();

/** The calendar of the rule data; built once. */
export function relevanceCalendar(rules: Rules): RelevanceCalendar {
  const known = CALENDARS.get(rules) ?? calendarOf(rules);
  CALENDARS.set(rules, known);
  return known;
}

function calendarOf(rules: Rules): RelevanceCalendar {
  // The relevant credentials may change where a rule starts or ends, and on the day after the last day that counts.
  const named = [...daysIn([rules.ruleSets, rules.specializations, rules.catalog.credentials])];
  const edges = [...new Set(named.flatMap((day) => [day, addDays(day, 1)]))].sort();
  const answers = new Map<number, ReadonlyMap<string, RelevantCredential>>();
  const periods = new Map<string, RelevancePeriod>();
  const on = (day: Day) => {
    const place = edges.filter((edge) => edge <= day).length;
    const known = answers.get(place) ?? new Map(relevantOn(rules, day).map((one) => [one.code, one]));
    answers.set(place, known);
    return known;
  };
  return {
    on,
    unchanged(code, day) {
      const past = edges.filter((edge) => edge <= day);
      const key = `${past.length} ${code}`;
      const known = periods.get(key);
      if (known) return known;
      const relevant = on(day).has(code);
      const changes = (edge: Day) => on(edge).has(code) !== on(addDays(edge, -1)).has(code);
      const period = {
        from: past.findLast(changes) ?? null,
        until: edges.slice(past.length).find((edge) => on(edge).has(code) !== relevant) ?? null,
      };
      periods.set(key, period);
      return period;
    },
    edges: (after, until) => edges.filter((edge) => after < edge && edge <= until),
  };
}

function* daysIn(value: unknown): Generator<Day> {
  if (typeof value === 'string') {
    const day = parseDay(value);
    // At most the last day of the calendar.
    if (day && day < '9999') yield day;
  } else if (Array.isArray(value)) {
    for (const one of value) yield* daysIn(one);
  } else if (value !== null && typeof value === 'object') {
    for (const one of Object.values(value)) yield* daysIn(one);
  }
}

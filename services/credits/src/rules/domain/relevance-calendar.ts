import { addDays, type Day, parseDay } from '../../values/domain/day.js';
import { type RelevantCredential, relevantOn } from './relevance.js';

type Rules = Parameters<typeof relevantOn>[0];

/** What requirements name on any day; days on which nothing changes share one answer. */
export type RelevanceCalendar = {
  readonly on: (day: Day) => ReadonlyMap<string, RelevantCredential>;
  /** Days after the first and up to the last one from which other credentials may be relevant. */
  readonly edges: (after: Day, until: Day) => readonly Day[];
};

const CALENDARS = new WeakMap<Rules, RelevanceCalendar>();

/** The calendar of rule data; made once. */
export function relevanceCalendar(rules: Rules): RelevanceCalendar {
  const known = CALENDARS.get(rules) ?? calendarOf(rules);
  CALENDARS.set(rules, known);
  return known;
}

function calendarOf(rules: Rules): RelevanceCalendar {
  // Whichever rule names a day: something begins or ends on it, or counts through it and ends on the next.
  const named = [...daysIn([rules.ruleSets, rules.specializations, rules.catalogue.credentials])];
  const edges = [...new Set(named.flatMap((day) => [day, addDays(day, 1)]))].sort();
  const answers = new Map<number, ReadonlyMap<string, RelevantCredential>>();
  return {
    on(day) {
      const place = edges.filter((edge) => edge <= day).length;
      const known = answers.get(place) ?? new Map(relevantOn(rules, day).map((one) => [one.code, one]));
      answers.set(place, known);
      return known;
    },
    edges: (after, until) => edges.filter((edge) => after < edge && edge <= until),
  };
}

function* daysIn(value: unknown): Generator<Day> {
  if (typeof value === 'string') {
    const day = parseDay(value);
    // No day is after the last one of the calendar.
    if (day && day < '9999') yield day;
  } else if (Array.isArray(value)) {
    for (const one of value) yield* daysIn(one);
  } else if (value !== null && typeof value === 'object') {
    for (const one of Object.values(value)) yield* daysIn(one);
  }
}

import type { RiskFragment } from '../../../graphql/documents.ts';
import { day } from '../../../text/dates.ts';
import { points } from '../../../text/numbers.ts';

/** The points from certifications from a day on, and whether they attain the designation then. */
export type ForecastDay = { readonly on: string; readonly value: number; readonly attained: boolean };

type Today = {
  readonly code: string;
  readonly on: string;
  readonly score: number;
  readonly required: number;
  readonly attained: boolean;
  readonly skillingPoints: number;
  readonly skillingMax: number;
};

type ForecastPoint = {
  readonly designation: string;
  readonly on: string;
  readonly skillingPoints: number;
  readonly attained: boolean;
};

/** Today and the first days of the next months. */
export function forecastDays(today: Today, forecast: readonly ForecastPoint[]): ForecastDay[] {
  const { code, on, skillingPoints: value, attained } = today;
  const later = forecast.filter(({ designation }) => designation === code);
  return [{ on, value, attained }, ...later.map((point) => ({ ...point, value: point.skillingPoints }))];
}

/** The points from certifications that attain it with today's other metrics; undefined where no number of them does. */
export function skillingThreshold({ score, required, skillingPoints, skillingMax }: Today): number | undefined {
  const threshold = required - (score - skillingPoints);
  return threshold > 0 && threshold <= skillingMax ? threshold : undefined;
}

/** What the next months bring, in a sentence. */
export function forecastSentence({ attained, skillingMax }: Today, days: readonly ForecastDay[]): string {
  const change = days.find((one) => one.attained !== attained);
  const last = days.at(-1);
  const left = ({ value }: ForecastDay) =>
    `${points(value)} of ${points(skillingMax)} points from certifications are left`;
  if (change !== undefined) {
    const state = attained ? 'is no longer attained' : 'is attained';
    return `If nothing is renewed or earned, it ${state} by ${day(change.on)}: ${left(change)}.`;
  }
  const state = attained ? 'stays attained for 12 months' : 'is not attained in the next 12 months';
  return `If nothing is renewed or earned, it ${state}.${last === undefined ? '' : ` On ${day(last.on)}, ${left(last)}.`}`;
}

/** A number for each day of a loss, in the order of days. */
export function markedDays(risks: readonly Pick<RiskFragment, 'on'>[], until: string): ReadonlyMap<string, string> {
  const days = [...new Set(risks.flatMap(({ on }) => on ?? []))].filter((on) => on <= until).sort();
  return new Map(days.map((on, index) => [on, String(index + 1)]));
}

/** The days on which several people lose a certification that costs points, and how many people that are. */
export function jointDays(
  risks: readonly { readonly on: string | null; readonly together: readonly { readonly personRef: string }[] }[],
): { readonly on: string; readonly value: number }[] {
  const people = new Map<string, Set<string>>();
  for (const { on, together } of risks) {
    if (on === null) continue;
    const those = people.get(on) ?? new Set();
    for (const { personRef } of together) those.add(personRef);
    people.set(on, those);
  }
  return [...people]
    .map(([on, those]) => ({ on, value: those.size }))
    .filter(({ value }) => value > 1)
    .sort((a, b) => (a.on < b.on ? -1 : 1));
}

/** The joint days in a sentence, with the worst of them. */
export function jointSentence(days: readonly { readonly on: string; readonly value: number }[]): string {
  const [worst] = days.toSorted((a, b) => b.value - a.value);
  if (worst === undefined) return '';
  if (days.length === 1) return `On ${day(worst.on)}, certifications of ${worst.value} people end together.`;
  return `On ${days.length} days, certifications of several people end together; on ${day(worst.on)}, those of ${worst.value} people.`;
}

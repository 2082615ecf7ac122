import { ticks } from 'd3-array';

/** A position on a scale, as a percentage of its length for the attributes of SVG. */
export type Place = `${number}%`;

/** Where a value lies on a scale from 0 to `max`. A value beyond an end lies at that end. */
export function place(value: number, max: number): Place {
  return `${percentOf(value, max)}%`;
}

/** The same as a number of percent. */
export function percentOf(value: number, max: number): number {
  if (max <= 0) return 0;
  return round((Math.min(Math.max(value, 0), max) / max) * 100);
}

/** Round values of a scale from 0 to `max`, except those whose label would touch the label of `threshold`. */
export function ticksBeside(max: number, threshold?: number): number[] {
  const isFree = (tick: number) => threshold === undefined || Math.abs(tick - threshold) > max * 0.12;
  return ticks(0, max, 5).filter(isFree);
}

/** Where an instant or a day of the API lies between two others, in percent. */
export function percentOfTime(at: string, from: string, to: string): number {
  const start = Date.parse(from);
  return percentOf(Date.parse(at) - start, Date.parse(to) - start);
}

/** The first days of the months between two days, at most `limit` of them at equal distances. */
export function monthStarts(from: string, to: string, limit: number): string[] {
  const first = new Date(from);
  const starts: string[] = [];
  for (let month = 0; ; month += 1) {
    const start = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + month)).toISOString().slice(0, 10);
    if (start > to) return thinned(starts, limit);
    if (start >= from.slice(0, 10)) starts.push(start);
  }
}

/** At most `limit` items, at equal distances from the first. */
export function thinned<Item>(items: readonly Item[], limit: number): Item[] {
  const every = Math.max(1, Math.ceil(items.length / limit));
  return items.filter((_, index) => index % every === 0);
}

function round(percent: number): number {
  return Math.round(percent * 100) / 100;
}

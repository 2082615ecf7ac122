import { addDays, type Day } from './day.js';

/** The days that decide about a designation, both inclusive: the month of the anniversary, else today's, and the five before it. */
export function qualificationWindow(today: Day, anniversary: Day | null): { readonly from: Day; readonly to: Day } {
  const last = anniversary ?? today;
  return { from: firstOfMonth(last, -5), to: anniversary === null ? today : addDays(firstOfMonth(anniversary, 1), -1) };
}

function firstOfMonth(day: Day, months: number): Day {
  const month = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + months;
  const year = String(Math.floor(month / 12)).padStart(4, '0');
  return `${year}-${String((month % 12) + 1).padStart(2, '0')}-01` as Day;
}

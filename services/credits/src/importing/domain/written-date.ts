import { parseDay } from '../../values/domain/day.js';

/** How a file writes dates: year first, or day or month first with the year last. ISO dates are read in each of them. */
export type WrittenOrder = 'iso' | 'day-first' | 'month-first';

const TIME = '(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,]\\d{1,9})?)?';
const ISO = new RegExp(`^(\\d{4}-\\d{2}-\\d{2})(?:(?:T| {1,2})${TIME} ?(Z|[+-]\\d{2}:?\\d{2})?)?$`);
const YEAR_LAST = new RegExp(`^(\\d{1,2})([/.-])(\\d{1,2})\\2(\\d{4})(?:,? {1,2}${TIME} ?([AaPp][Mm])?)?$`);

/** Parses a date with or without a time, in UTC unless it states an offset; undefined when it is none in this order. */
export function parseWrittenDate(text: string, order: WrittenOrder): Date | undefined {
  const iso = ISO.exec(text);
  if (iso) {
    const [, day = '', hour = '00', minute = '00', second = '00', zone = 'Z'] = iso;
    return instantOf(day, { hour: Number(hour), minute, second, zone });
  }
  const parts = yearLastParts(text);
  if (!parts || order === 'iso') return undefined;
  const [day, month] = order === 'day-first' ? [parts.first, parts.second] : [parts.second, parts.first];
  return instantOf(`${parts.year}-${twoDigits(month)}-${twoDigits(day)}`, parts.time);
}

type Time = { readonly hour: number; readonly minute: string; readonly second: string; readonly zone: string };

function yearLastParts(text: string): { first: number; second: number; year: string; time: Time } | undefined {
  const found = YEAR_LAST.exec(text);
  if (!found) return undefined;
  const [, first, , second, year = '', hour = '0', minute = '00', seconds = '00', half] = found;
  const time = { hour: hourOf(Number(hour), half), minute, second: seconds, zone: 'Z' };
  return { first: Number(first), second: Number(second), year, time };
}

/** The hour of a day of 24 hours; NaN for an hour that a clock of twelve hours does not have. */
function hourOf(hour: number, half: string | undefined): number {
  if (half === undefined) return hour;
  if (hour < 1 || hour > 12) return Number.NaN;
  return (hour % 12) + (half.toLowerCase() === 'pm' ? 12 : 0);
}

function instantOf(day: string, { hour, minute, second, zone }: Time): Date | undefined {
  if (parseDay(day) === undefined || !(hour <= 23)) return undefined;
  const offset = /^[+-]\d{4}$/.test(zone) ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone;
  const instant = new Date(`${day}T${twoDigits(hour)}:${minute}:${second}${offset}`);
  return Number.isNaN(instant.getTime()) ? undefined : instant;
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}

/** A date of the file and its line, as an example in a message. */
type Example = { readonly text: string; readonly line: number };

/**
 * Finds out whether a file writes the day or the month first. One date with a number above twelve decides for all of
 * them; two that contradict each other decide nothing.
 */
export class OrderEvidence {
  #dayFirst: Example | undefined;
  #monthFirst: Example | undefined;
  #open: Example | undefined;
  #hasYearLast = false;

  /** Takes a date into account. Texts that are no dates are ignored: their rows are rejected later. */
  add(text: string, line: number): void {
    const parts = yearLastParts(text);
    if (!parts) return;
    this.#hasYearLast = true;
    const { first, second } = parts;
    if (first > 12 && second <= 12) this.#dayFirst ??= { text, line };
    else if (second > 12 && first <= 12) this.#monthFirst ??= { text, line };
    else if (first !== second && first <= 12) this.#open ??= { text, line };
  }

  /** The order of the file, or why it cannot be known. */
  decide(): { readonly order: WrittenOrder } | { readonly fault: string } {
    if (this.#dayFirst && this.#monthFirst) {
      return {
        fault:
          `The file mixes two kinds of dates: ${shown(this.#dayFirst)} has the day first, ` +
          `${shown(this.#monthFirst)} the month. Export it again without editing it in a spreadsheet.`,
      };
    }
    if (this.#dayFirst) return { order: 'day-first' };
    if (this.#monthFirst) return { order: 'month-first' };
    // Without an open one, day and month are equal in every date.
    if (!this.#open) return { order: this.#hasYearLast ? 'day-first' : 'iso' };
    return {
      fault:
        `No date shows whether the day or the month is first: ${shown(this.#open)} can be either. ` +
        'State it with --dates day-first or --dates month-first.',
    };
  }
}

function shown({ text, line }: Example): string {
  return `"${text}" in line ${line}`;
}

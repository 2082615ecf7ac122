/** An all-day event of a calendar. */
export type CalendarEvent = {
  /** The same for the same event, so that a calendar replaces what it imported before. */
  readonly id: string;
  /** A day or an instant of the API; an instant stands on its UTC day. */
  readonly on: string;
  readonly title: string;
  readonly note?: string;
  /** So many days before it the calendar reminds. */
  readonly remindDaysBefore?: number;
};

/** A calendar file (RFC 5545) of events, written at an instant. */
export function calendarFile(events: readonly CalendarEvent[], now: Date): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Skill Link//Web application//EN',
    ...events.flatMap((event) => linesOf(event, now)),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

function linesOf({ id, on, title, note, remindDaysBefore }: CalendarEvent, now: Date): string[] {
  const alarm = [
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    `DESCRIPTION:${escaped(title)}`,
    `TRIGGER:-P${remindDaysBefore}D`,
    'END:VALARM',
  ];
  return [
    'BEGIN:VEVENT',
    `UID:${escaped(id)}`,
    `DTSTAMP:${stamp(now)}`,
    `DTSTART;VALUE=DATE:${new Date(on).toISOString().slice(0, 10).replaceAll('-', '')}`,
    `SUMMARY:${escaped(title)}`,
    ...(note === undefined ? [] : [`DESCRIPTION:${escaped(note)}`]),
    'TRANSP:TRANSPARENT',
    ...(remindDaysBefore === undefined ? [] : alarm),
    'END:VEVENT',
  ];
}

function stamp(now: Date): string {
  return `${now.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
}

function escaped(text: string): string {
  return text.replaceAll(/[\\,;]/g, '\\$&').replaceAll(/\r\n?|\n/g, '\\n');
}

const MAX_BYTES = 75;
const encoder = new TextEncoder();

/** A line of at most 75 bytes; what is left goes on in the next ones, after a space. No character is divided. */
function folded(line: string): string {
  let bytes = 0;
  return [...line]
    .map((character) => {
      const size = encoder.encode(character).length;
      const breaks = bytes + size > MAX_BYTES;
      bytes = breaks ? 1 + size : bytes + size;
      return breaks ? `\r\n ${character}` : character;
    })
    .join('');
}

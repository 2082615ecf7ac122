import fc from 'fast-check';
import { calendarFile } from '../../../src/text/calendar.ts';

const NOW = new Date('2026-11-30T19:45:12.345Z');

describe('a calendar file', () => {
  it('has an all-day event with a reminder', () => {
    const event = { id: 'credit-1', on: '2027-10-27', title: 'AZ-104 expires', note: 'Renew it', remindDaysBefore: 30 };
    expect(calendarFile([event], NOW).split('\r\n')).toEqual([
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//Skill Link//Web application//EN',
      'BEGIN:VEVENT',
      'UID:credit-1',
      'DTSTAMP:20261130T194512Z',
      'DTSTART;VALUE=DATE:20271027',
      'SUMMARY:AZ-104 expires',
      'DESCRIPTION:Renew it',
      'TRANSP:TRANSPARENT',
      'BEGIN:VALARM',
      'ACTION:DISPLAY',
      'DESCRIPTION:AZ-104 expires',
      'TRIGGER:-P30D',
      'END:VALARM',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ]);
  });

  it('puts an instant on its UTC day', () => {
    expect(calendarFile([{ id: '1', on: '2026-12-30T23:59:59Z', title: 'Link' }], NOW)).toContain(
      'DTSTART;VALUE=DATE:20261230\r\n',
    );
  });

  it('keeps any text in its line: nothing in it starts a property, and lines have at most 75 bytes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (title) => {
        const file = calendarFile([{ id: '1', on: '2026-12-30', title }], NOW);
        for (const line of file.split('\r\n')) expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
        const unfolded = file.replaceAll('\r\n ', '');
        const summary = unfolded.split('\r\n').filter((line) => line.startsWith('SUMMARY:'));
        expect(summary).toHaveLength(1);
        const read = summary[0]
          ?.slice('SUMMARY:'.length)
          .replaceAll(/\\(.)/g, (_, sign) => (sign === 'n' ? '\n' : sign));
        expect(read).toBe(title.replaceAll(/\r\n?/g, '\n'));
      }),
    );
  });
});

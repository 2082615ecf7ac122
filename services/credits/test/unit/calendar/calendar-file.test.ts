import fc from 'fast-check';
import { calendarFile } from '../../../src/calendar/application/calendar-file.js';
import {
  type CalendarEvent,
  calendarEvents,
  type ExpiringItem,
  firstDayShown,
} from '../../../src/calendar/domain/calendar-events.js';
import { loadRules } from '../../../src/rules/store/load-rules.js';
import type { Day } from '../../../src/values/domain/day.js';
import { eventsIn } from '../../support/calendar.js';

const { catalog } = loadRules();
const TODAY = '2026-11-30' as Day;
const at = (text: string) => new Date(text);
const expiring: ExpiringItem = {
  achievementId: '0199aaaa-0000-7000-8000-000000000001',
  credentialCode: 'AZ-ADMIN',
  expiresOn: '2027-06-30' as Day,
  recordedAt: at('2026-06-30T08:00:00.000Z'),
  changedAt: at('2026-06-30T08:00:00.000Z'),
};
const event = (more: Partial<CalendarEvent> = {}): CalendarEvent => ({
  ...{ uid: 'expiry-one', on: TODAY, title: 'Title', text: 'Text', sequence: 0 },
  changedAt: at('2026-06-30T08:00:00.000Z'),
  ...more,
});

describe('calendarEvents', () => {
  it('has the day on which a renewal opens, and the day of the expiry', () => {
    const events = calendarEvents(catalog, { expiring: [expiring], nextDates: [] }, TODAY);
    expect(events.map(({ on, title }) => [on, title])).toEqual([
      ['2027-01-01', 'Renewal opens: Azure Administrator Associate'],
      ['2027-06-30', 'Expires: Azure Administrator Associate'],
    ]);
  });

  it('has the expiry alone where nothing can be renewed, and nothing for an unknown credential', () => {
    const items = ['AZ-DS', 'unknown'].map((credentialCode) => ({ ...expiring, credentialCode }));
    const events = calendarEvents(catalog, { expiring: items, nextDates: [] }, TODAY);
    expect(events.map(({ title }) => title)).toEqual(['Expires: Azure Data Scientist Associate']);
  });

  it('keeps the uid when an expiry moves, with a higher sequence', () => {
    const [, before] = calendarEvents(catalog, { expiring: [expiring], nextDates: [] }, TODAY);
    const moved = { ...expiring, expiresOn: '2028-06-30' as Day, changedAt: at('2027-02-01T00:00:00.000Z') };
    const [, after] = calendarEvents(catalog, { expiring: [moved], nextDates: [] }, TODAY);
    expect([after?.uid, after?.on]).toEqual([before?.uid, '2028-06-30']);
    expect(before?.sequence).toBe(0);
    expect(after?.sequence).toBeGreaterThan(0);
    // A signed integer of 32 bits holds changes of 68 years.
    expect(after?.sequence).toBeLessThan(2 ** 31);
  });

  it('has the UTC day of a next association date, and its time in words', () => {
    const nextAt = at('2026-12-31T23:30:00.000Z');
    const date = { id: 'one', source: 'PARTNER_UNIVERSITY', nextAt, version: 3, changedAt: TODAY_AT } as const;
    const [next] = calendarEvents(catalog, { expiring: [], nextDates: [date] }, TODAY);
    expect(next).toMatchObject({
      ...{ on: '2026-12-31', title: 'Partner University: next association possible', sequence: 2 },
      text: expect.stringContaining('From 31 December 2026, 23:30 UTC on'),
    });
  });

  it('shows an expiry for a month afterwards', () => {
    expect(firstDayShown(TODAY)).toBe('2026-10-30');
  });
});
const TODAY_AT = at('2026-11-30T00:00:00.000Z');

describe('calendarFile', () => {
  it('is read by another library as all-day events, with every title, text and uid unchanged', () => {
    const words = fc.string({ unit: 'grapheme', maxLength: 200 }).filter((text) => /^\S.*\S$/u.test(text));
    fc.assert(
      fc.property(words, words, fc.integer({ min: 0, max: 2 ** 31 - 1 }), (title, text, sequence) => {
        const [read] = eventsIn(calendarFile([event({ title, text, sequence })], 'https://skill-link.example/profile'));
        expect(read).toEqual({
          ...{ uid: 'expiry-one@skill-link', summary: title, description: text, day: TODAY, isAllDay: true, sequence },
          modified: '2026-06-30T08:00:00.000Z',
        });
      }),
      { numRuns: 200 },
    );
  });

  it('has lines of at most 75 bytes that end with CRLF, and no character is divided', () => {
    const title = 'Ünïcødé 🎓 '.repeat(30).trim();
    const file = calendarFile([event({ title })], 'https://skill-link.example/profile');
    const lines = file.split('\r\n');
    expect(lines.pop()).toBe('');
    expect(lines.filter((line) => Buffer.byteLength(line) > 75 || /[\r\n]/.test(line))).toEqual([]);
    expect(file).not.toContain('\ufffd');
  });

  it('asks calendar applications to read it twice a day, and is the same for the same events', () => {
    const file = calendarFile([event()], 'https://skill-link.example/profile');
    expect(file).toContain('REFRESH-INTERVAL;VALUE=DURATION:PT12H\r\n');
    expect(file).toContain('X-PUBLISHED-TTL:PT12H\r\n');
    expect(file).toContain('DTSTAMP:20260630T080000Z\r\n');
    expect(calendarFile([event()], 'https://skill-link.example/profile')).toBe(file);
  });

  it('of a user without any day is a calendar too', () => {
    const file = calendarFile([], 'https://skill-link.example/profile');
    expect(file).toMatch(/^BEGIN:VCALENDAR\r\nVERSION:2\.0\r\n.*END:VCALENDAR\r\n$/s);
    expect(eventsIn(file)).toEqual([]);
  });
});

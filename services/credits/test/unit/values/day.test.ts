import { addDays, addYears, type Day, dayOf, isWithin, parseDay } from '../../../src/values/domain/day.js';

const day = (text: string) => parseDay(text) as Day;

it('accepts days of the calendar and nothing else', () => {
  expect(parseDay('2024-02-29')).toBe('2024-02-29');
  for (const text of ['2025-02-29', '2025-13-01', '2025-1-1', '2025-01-01T00:00:00Z', '', 'today']) {
    expect(parseDay(text)).toBeUndefined();
  }
});

it('uses UTC days in any time zone of the machine', () => {
  expect(dayOf(new Date('2026-08-01T23:59:59.999Z'))).toBe('2026-08-01');
  expect(dayOf(new Date('2026-08-02T01:00:00+02:00'))).toBe('2026-08-01');
});

it('adds a year to the same day, to 28 February in common years, and never passes the last day', () => {
  expect(addYears(day('2025-09-14'), 1)).toBe('2026-09-14');
  expect(addYears(day('2024-02-29'), 1)).toBe('2025-02-28');
  expect(addYears(day('2024-02-29'), 4)).toBe('2028-02-29');
  expect(addYears(day('9999-06-01'), 1)).toBe('9999-12-31');
});

it('adds days across months and leap days', () => {
  expect(addDays(day('2024-02-28'), 2)).toBe('2024-03-01');
  expect(addDays(day('2026-09-14'), -180)).toBe('2026-03-18');
});

it('ranges are half-open, and a missing end is open', () => {
  const span = { from: day('2026-07-01'), until: day('2026-08-01') };
  expect(['2026-06-30', '2026-07-01', '2026-07-31', '2026-08-01'].map((text) => isWithin(day(text), span))).toEqual([
    false,
    true,
    true,
    false,
  ]);
  expect(isWithin(day('1900-01-01'), { until: null })).toBe(true);
});

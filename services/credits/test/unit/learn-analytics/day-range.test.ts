import { monthsOf, readRange } from '../../../src/learn-analytics/domain/day-range.js';

const read = (from: string, to: string) => {
  const range = readRange(from, to);
  if ('fault' in range) throw new Error(range.fault);
  return range;
};

it.each([
  ['1970-01-01', '1970-01-01', 0, 0],
  ['1969-12-31', '1970-01-02', -1, 1],
  ['2024-02-28', '2024-03-01', 19_781, 19_783],
  ['9999-12-31', '9999-12-31', 2_932_896, 2_932_896],
])('%s to %s are the days %d to %d since 1970', (from, to, firstDay, lastDay) => {
  expect(read(from, to)).toMatchObject({ from, to, firstDay, lastDay });
});

it.each([
  ['1970-01-01', '1970-01-31', 0, 31],
  ['1970-01-01', '1970-02-27', 0, 31],
  ['1970-01-02', '1970-02-28', 31, 59],
  ['1970-01-02', '1970-03-01', 31, 59],
  ['1970-01-02', '1970-01-31', 31, 31],
  ['1970-01-02', '1970-02-27', 58, 58],
  ['1970-01-01', '1970-01-30', 30, 30],
  ['1969-12-01', '1970-01-01', -31, 0],
  ['9999-12-01', '9999-12-31', 2_932_866, 2_932_897],
])('the whole months of %s to %s are the days from %d to before %d', (from, to, wholeFrom, wholeUntil) => {
  expect(read(from, to)).toMatchObject({ wholeFrom, wholeUntil });
});

it.each([
  ['2026-02-01', '2026-02-01', ['2026-02']],
  ['2025-11-30', '2026-02-01', ['2025-11', '2025-12', '2026-01', '2026-02']],
])('%s to %s touches the months %j', (from, to, months) => {
  expect(monthsOf(read(from, to))).toEqual(months);
});

it.each([
  ['2026-02-02', '2026-02-01', 'to: the range ends before it begins.'],
  ['2026-02-30', '2026-03-01', 'from: not a day of the calendar.'],
  ['2026-02-01', 'today', 'to: not a day of the calendar.'],
  ['1976-02-01', '2026-02-02', 'to: a range spans at most 50 years.'],
])('rejects the range %s to %s: %s', (from, to, fault) => {
  expect(readRange(from, to)).toEqual({ fault });
});

it('accepts fifty years to the day', () => {
  expect(monthsOf(read('1976-02-01', '2026-02-01'))).toHaveLength(601);
});

import { expect, test } from '@jest/globals';
import { daysLater, nextCalendarYear, twelveMonthsLater } from '../../../src/linking/domain/instants.js';

const at = (text: string) => new Date(text);

test.each([
  ['2023-01-31T00:00:00Z', '2023-03-02T00:00:00Z'],
  ['2024-01-31T00:00:00Z', '2024-03-01T00:00:00Z'],
])('thirty times 24 hours after %s is %s', (from, to) => {
  expect(daysLater(at(from), 30)).toEqual(at(to));
});

test.each([
  ['2024-02-29T13:00:00.001Z', '2025-02-28T13:00:00.001Z'],
  ['2023-02-28T13:00:00Z', '2024-02-28T13:00:00Z'],
  ['2024-12-31T23:59:59.999Z', '2025-12-31T23:59:59.999Z'],
])('twelve months after %s is %s', (from, to) => {
  expect(twelveMonthsLater(at(from))).toEqual(at(to));
});

test('the calendar year opens on 1 January, UTC', () => {
  expect(nextCalendarYear(at('2024-12-31T23:59:59.999Z'))).toEqual(at('2025-01-01T00:00:00Z'));
  expect(nextCalendarYear(at('2025-01-01T00:00:00Z'))).toEqual(at('2026-01-01T00:00:00Z'));
});

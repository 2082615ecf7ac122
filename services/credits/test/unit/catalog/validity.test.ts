import fc from 'fast-check';
import { firstExpiry } from '../../../src/achievements/domain/holding.js';
import { addPeriod, type Period, parsePeriod } from '../../../src/catalog/domain/validity.js';
import { loadRules } from '../../../src/rules/store/load-rules.js';
import { addDays, addYears, type Day } from '../../../src/values/domain/day.js';

const period = (text: string) => parsePeriod(text) as Period;

it.each([
  ['2025-09-14', 'P1Y', '2026-09-14'],
  ['2024-02-29', 'P1Y', '2025-02-28'],
  ['2024-02-29', 'P4Y', '2028-02-29'],
  ['2025-08-31', 'P6M', '2026-02-28'],
  ['2025-12-31', 'P18M', '2027-06-30'],
  ['2025-01-01', 'P52W', '2025-12-31'],
  ['2025-01-31', 'P1M1D', '2025-03-01'],
  ['2025-01-01', 'P730D', '2027-01-01'],
  ['9999-06-01', 'P1Y', '9999-12-31'],
])('what is earned on %s and valid for %s is valid until %s', (day, text, expected) => {
  expect(addPeriod(day as Day, period(text))).toBe(expected);
});

it.each(['', 'P', 'P1', '1Y', 'PT1H', 'P1.5Y', 'P1Y2', 'p1y', 'P-1Y', 'P0D', 'P1M1Y'])(
  '%s is not a valid duration',
  (text) => {
    expect(parsePeriod(text)).toBeUndefined();
  },
);

const anyDay = fc.integer({ min: 0, max: 40_000 }).map((days) => addDays('1980-01-01' as Day, days));

it('years are years, days are days, and twelve months are a year', () => {
  fc.assert(
    fc.property(anyDay, fc.integer({ min: 1, max: 30 }), (day, count) => {
      expect(addPeriod(day, period(`P${count}Y`))).toBe(addYears(day, count));
      expect(addPeriod(day, period(`P${count * 12}M`))).toBe(addYears(day, count));
      expect(addPeriod(day, period(`P${count}D`))).toBe(addDays(day, count));
      expect(addPeriod(day, period(`P${count}W`))).toBe(addDays(day, 7 * count));
    }),
  );
});

it('a GitHub certification has the validity in force on the day on which it was earned', () => {
  const actions = loadRules().catalog.get('GH-ACTIONS');
  if (!actions) throw new Error('There is no GH-ACTIONS.');
  expect(firstExpiry(actions, '2025-06-30' as Day)).toBe('2028-06-30');
  expect(firstExpiry(actions, '2025-07-01' as Day)).toBe('2027-07-01');
});

import fc from 'fast-check';
import { monthOf, monthsRefreshed, nextRefresh, refreshOf } from '../../../src/values/domain/report-month.js';

const at = (text: string) => new Date(text);

it.each([
  ['2026-08-09T23:59:59.999Z', '2026-08-10T00:00:00.000Z'],
  ['2026-08-10T00:00:00.000Z', '2026-09-10T00:00:00.000Z'],
  ['2026-12-10T00:00:00.001Z', '2027-01-10T00:00:00.000Z'],
  ['2026-12-31T23:59:59.999Z', '2027-01-10T00:00:00.000Z'],
  ['2024-02-29T12:00:00.000Z', '2024-03-10T00:00:00.000Z'],
])('after %s the next refresh is %s', (after, expected) => {
  expect(nextRefresh(at(after), 10).toISOString()).toBe(expected);
});

it.each([
  ['2026-08-10T00:00:00.000Z', '2026-08-10T00:00:00.000Z', []],
  ['2026-08-09T23:59:59.999Z', '2026-08-10T00:00:00.000Z', ['2026-08']],
  ['2026-08-09T23:59:59.999Z', '2026-08-09T23:59:59.999Z', []],
  ['2026-11-20T00:00:00.000Z', '2027-02-09T00:00:00.000Z', ['2026-12', '2027-01']],
  ['2027-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z', []],
])('after %s and until %s are refreshed %j', (after, until, expected) => {
  expect(monthsRefreshed(10, { after: at(after), until: at(until) })).toEqual(expected);
});

const instant = fc.date({ min: at('2020-01-01T00:00:00Z'), max: at('2099-01-01T00:00:00Z'), noInvalidDate: true });
const reportDay = fc.integer({ min: 1, max: 28 });

it('every refresh follows the previous one, for any report day, without gaps', () => {
  fc.assert(
    fc.property(instant, reportDay, (after, day) => {
      const next = nextRefresh(after, day);
      expect(next > after).toBe(true);
      expect(refreshOf(monthOf(next), day)).toEqual(next);
      expect(monthsRefreshed(day, { after, until: next })).toEqual([monthOf(next)]);
      expect(monthsRefreshed(day, { after, until: new Date(next.getTime() - 1) })).toEqual([]);
    }),
  );
});

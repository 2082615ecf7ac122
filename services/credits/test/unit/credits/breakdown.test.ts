import fc from 'fast-check';
import { type BreakdownGroup, breakdownOf } from '../../../src/credits/domain/breakdown.js';

const group = (department: string | null, country: string | null, people: number): BreakdownGroup => {
  return { department, country, people, credentials: 2 * people };
};
const placesShown = (groups: readonly BreakdownGroup[]) =>
  breakdownOf(groups, { first: 100, withNames: false }).groups.map((one) => `${one.department} ${one.country}`);

it('the hidden people of a department, of a country and of the organization are at least five', () => {
  const shownLess = placesShown([group('Sales', 'DE', 9), group('Sales', 'SE', 7), group('Sales', 'FR', 1)]);
  expect(shownLess).toEqual(['Sales DE']);
  expect(placesShown([group('Sales', null, 9), group('Support', null, 7), group('Legal', null, 2)])).toEqual([
    'Sales null',
  ]);
  expect(placesShown([group('Sales', null, 9), group('Legal', null, 3), group('Board', null, 2)])).toEqual([
    'Sales null',
  ]);
  expect(placesShown([group('Sales', null, 9), group(null, null, 2)])).toEqual(['Sales null', 'null null']);
});

const place = fc.constantFrom('a', 'b', 'c', null);
const groups = fc
  .uniqueArray(fc.tuple(place, place, fc.integer({ min: 1, max: 12 })), { selector: ([a, b]) => `${a} ${b}` })
  .map((all) => all.map(([department, country, people]) => group(department, country, people)));

it('no difference of totals reveals to callers without names what fewer than five people hold', () => {
  fc.assert(
    fc.property(groups, (all) => {
      const { groups: shown, others } = breakdownOf(all, { first: 100, withNames: false });
      const sum = (some: readonly BreakdownGroup[]) => some.reduce((total, { people }) => total + people, 0);
      expect(sum(shown) + others.people).toBe(sum(all));
      const totals = [() => 'all', (one: BreakdownGroup) => one.department, (one: BreakdownGroup) => one.country];
      for (const totalOf of totals) {
        for (const [key, whole] of Map.groupBy(all, totalOf)) {
          const seen = shown.filter((one) => totalOf(one) === key);
          const hidden = sum(whole) - sum(seen);
          expect(hidden === 0 || hidden >= 5 || seen.length === 0).toBe(true);
        }
      }
    }),
  );
});

it('callers with names see every group', () => {
  fc.assert(
    fc.property(groups, (all) => {
      expect(breakdownOf(all, { first: 100, withNames: true }).groups).toEqual(all);
    }),
  );
});

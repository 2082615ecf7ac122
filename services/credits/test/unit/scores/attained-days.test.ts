import fc from 'fast-check';
import type { PartnerFigure } from '../../../src/rules/domain/partner-figure.js';
import { loadRules } from '../../../src/rules/store/load-rules.js';
import { attainedSpans } from '../../../src/scores/domain/attained-days.js';
import { scoreDesignations } from '../../../src/scores/domain/designation.js';
import { qualificationOf, windowOf } from '../../../src/scores/domain/qualification.js';
import { addDays, type Day, numberOfDay } from '../../../src/values/domain/day.js';
import { whole } from '../../../src/values/domain/fraction.js';

const rules = loadRules();
const day = (text: string) => text as Day;
const FIRST = day('2026-05-20');
const AREAS = ['security', 'infrastructure', 'business-applications'];

const offset = fc.integer({ min: 0, max: 80 });
const figure = fc.record({
  metric: fc.constantFrom(
    'netCustomerAdds.customers',
    'usageGrowth.growthPercent',
    'totalAcrUsd',
    'deployments.services',
  ),
  value: fc.constantFrom(0, 5, 2_000),
  from: offset,
});

/** All figures at their maximum in the first days, so that some days are attained. */
const full = [
  { metric: 'netCustomerAdds.customers', value: 10, from: 0 },
  { metric: 'usageGrowth.growthPercent', value: 100, from: 0 },
  { metric: 'totalAcrUsd', value: 9_000, from: 0 },
  { metric: 'deployments.services', value: 10, from: 0 },
];

it('equals a score of every single day, across a change of rules', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...AREAS),
      fc.array(figure, { minLength: 3, maxLength: 10 }),
      fc.array(fc.record({ at: offset, people: fc.integer({ min: 0, max: 20 }) }), { maxLength: 6 }),
      (designation, told, changes) => {
        const figures = [...told, ...full].map(({ metric, value, from }, index): PartnerFigure => {
          const frame = { designation: null, recordedAt: new Date(0), id: String(index) };
          return { ...frame, metric, value: whole(value), holdsFrom: addDays(FIRST, from) };
        });
        const sorted = [...changes].sort((a, b) => a.at - b.at);
        const peopleOn = (on: Day) => sorted.findLast(({ at }) => addDays(FIRST, at) <= on)?.people ?? 10;
        const history = {
          ...{ ...rules, figures, changes: sorted.map(({ at }) => addDays(FIRST, at)) },
          holdersOn: (on: Day) => () => peopleOn(on),
        };
        const spans = attainedSpans(designation, FIRST, addDays(FIRST, 80), history);
        for (let index = 0; index <= 80; index += 1) {
          const on = addDays(FIRST, index);
          const scored = scoreDesignations({ ...rules, on, figures, holders: () => peopleOn(on) });
          const attained = scored.find(({ area }) => area.id === designation)?.attained ?? false;
          expect([on, spans.some(({ from, until }) => from <= on && on < until)]).toEqual([on, attained]);
        }
        for (const { from, until } of spans) expect(numberOfDay(until)).toBeGreaterThan(numberOfDay(from));
      },
    ),
    { numRuns: 20 },
  );
});
const spans = (...days: [from: string, until: string][]) =>
  days.map(([from, until]) => ({ from: day(from), until: day(until) }));

describe('the window of an organization that is not enrolled', () => {
  it.each([
    // attained today: the window moves with the day
    ['2024-08-15', true, [], 1, '2024-08-15', '2025-01-31', 169],
    // the last attained day leaves the window at the end of the fifth month after its own
    ['2024-08-15', false, [['2024-03-01', '2024-03-11']], 10, '2024-03-10', '2024-08-31', 16],
    ['2024-08-31', false, [['2024-03-01', '2024-03-02']], 1, '2024-03-01', '2024-08-31', 0],
    ['2024-08-15', false, [], 0, null, null, 0],
  ] as const)(
    'of %s, attained %s, after %j has %i attained days',
    (on, attained, before, count, last, through, left) => {
      const given = spans(...(before as unknown as [string, string][]));
      expect(qualificationOf({ on: day(on), attained }, null, given)).toEqual({
        ...{ from: '2024-03-01', to: on, renewalThrough: null, daysAttained: count },
        ...{ lastAttainedOn: last, daysLeft: left, qualifiedThrough: through },
      });
    },
  );
});

describe('the window before an anniversary', () => {
  const anniversary = day('2024-08-15');

  it.each([
    ['2024-06-02', true, 11, 104],
    ['2024-02-01', true, 10, 198],
    ['2024-08-31', true, 11, 14],
    ['2024-09-14', true, 11, 0],
    ['2024-12-01', true, 10, 0],
  ] as const)(
    'on %s, attained %s, has %i attained days and %i left, the renewal included',
    (on, attained, count, left) => {
      const before = spans(['2024-03-01', '2024-03-11']);
      expect(qualificationOf({ on: day(on), attained }, anniversary, before)).toMatchObject({
        ...{ from: '2024-03-01', to: '2024-08-31', renewalThrough: '2024-09-14', qualifiedThrough: null },
        ...{ daysAttained: count, daysLeft: left },
      });
    },
  );

  it('looks at days before that of the score only', () => {
    expect(windowOf(day('2024-06-02'), anniversary).before).toEqual({ from: '2024-03-01', through: '2024-06-01' });
    expect(windowOf(day('2024-12-01'), anniversary).before).toEqual({ from: '2024-03-01', through: '2024-09-14' });
    expect(windowOf(day('2024-12-01'), day('2024-12-20')).last).toBe('2025-01-19');
  });
});

it('stays within the calendar at both ends', () => {
  const none = { from: day('9999-07-01'), to: day('9999-12-31') };
  for (const anniversary of [null, day('9999-12-31')]) {
    expect(qualificationOf({ on: day('9999-12-31'), attained: true }, anniversary, [])).toMatchObject(none);
    expect(windowOf(day('9999-12-31'), anniversary).last).toBe('9999-12-31');
  }
  expect(windowOf(day('0001-01-01'), null).before).toEqual({ from: '0001-01-01', through: '0001-01-01' });
});

import {
  designationsUsing,
  exactFigure,
  figuresInForce,
  figuresUsedBy,
  type PartnerFigure,
} from '../../../src/rules/domain/partner-figure.js';
import type { Area } from '../../../src/rules/domain/rule-set.js';
import { loadRules } from '../../../src/rules/store/load-rules.js';
import type { Day } from '../../../src/values/domain/day.js';
import { fractionText, parseFraction, toDouble } from '../../../src/values/domain/fraction.js';

const { ruleSets } = loadRules();
const dataAi = ruleSets[0]?.areas.find(({ id }) => id === 'data-ai') as Area;

function figure(holdsFrom: string, value: string, changes: Partial<PartnerFigure> = {}): PartnerFigure {
  const recordedAt = new Date('2026-08-01T00:00:00Z');
  const exact = parseFraction(value) ?? { numerator: 0n, denominator: 1n };
  const common = { designation: null, metric: 'smbCustomerPercent', recordedAt, id: '1' };
  return { ...common, value: exact, holdsFrom: holdsFrom as Day, ...changes };
}

function holding(figures: PartnerFigure[], day: string): string[] {
  return figuresInForce(figures, dataAi, day as Day).map(({ metric, value }) => `${metric}=${fractionText(value)}`);
}

it.each([
  [0.1, '1/10'],
  [0.1 + 0.2, '7500000000000001/25000000000000000'],
  [-2.5, '-5/2'],
  [-0, '0'],
  [1e15, '1000000000000000'],
  [1.5e-7, '3/20000000'],
])('converts the double %d to the decimal that is written for it', (value, exact) => {
  const read = exactFigure(value);
  expect(read && fractionText(read)).toBe(exact);
  expect(read && toDouble(read)).toBe(value === 0 ? 0 : value);
});

it.each([[1.1e15], [-1e16], [1e-13], [Number.NaN], [Number.POSITIVE_INFINITY]])('rejects %d as a figure', (value) => {
  expect(exactFigure(value)).toBeUndefined();
});

it('a figure holds from its day until the next one', () => {
  const figures = [figure('2026-07-10', '80'), figure('2026-07-01', '10'), figure('2026-07-20', '20')];
  expect(
    ['2026-06-30', '2026-07-01', '2026-07-09', '2026-07-10', '2026-08-30'].map((day) => holding(figures, day)),
  ).toEqual([
    [],
    ['smbCustomerPercent=10'],
    ['smbCustomerPercent=10'],
    ['smbCustomerPercent=80'],
    ['smbCustomerPercent=20'],
  ]);
});

it('the figure recorded later holds, whether it is for one designation or for all that use it', () => {
  const later = { recordedAt: new Date('2026-08-02T00:00:00Z') };
  const own = { designation: 'data-ai' };
  expect(holding([figure('2026-07-01', '10', own), figure('2026-07-01', '20', later)], '2026-08-01')).toEqual([
    'smbCustomerPercent=20',
  ]);
  expect(holding([figure('2026-07-01', '10', { ...own, ...later }), figure('2026-07-01', '20')], '2026-08-01')).toEqual(
    ['smbCustomerPercent=10'],
  );
  expect(holding([figure('2026-07-01', '10'), figure('2026-07-01', '20', { id: '2' })], '2026-08-01')).toEqual([
    'smbCustomerPercent=20',
  ]);
  expect(holding([figure('2026-07-01', '10', { designation: 'security' })], '2026-08-01')).toEqual([]);
});

it('lists the figures that an area uses for classification, gates and metrics on any track', () => {
  expect([...figuresUsedBy(dataAi)].sort()).toEqual([
    'deployments.services',
    'netCustomerAdds.customers',
    'smbCustomerPercent',
    'totalAcrUsd',
    'usageGrowth.growthPercent',
  ]);
  expect(designationsUsing(ruleSets, 'largeWorkloads')).toEqual(new Set(['business-applications']));
  expect(designationsUsing(ruleSets, 'intermediate.people').size).toBe(0);
});

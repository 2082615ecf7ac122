import type { LinearMetric, LinearRule } from '../../../src/rules/domain/rule-set.js';
import { linearPoints } from '../../../src/scores/domain/linear-metric.js';
import { type Fraction, fractionText, parseFraction, whole } from '../../../src/values/domain/fraction.js';

const options = [
  { id: 'a', fullAt: whole(10) },
  { id: 'b', fullAt: whole(20) },
];

function points(rule: Partial<LinearRule>, facts: Record<string, string>): string {
  const metric: LinearMetric = {
    id: 'm',
    title: 'M',
    category: 'PERFORMANCE',
    max: whole(30),
    kind: 'linear',
    tracks: { ENTERPRISE: { combine: 'best', gate: null, options, ...rule } },
  };
  const known = new Map(Object.entries(facts).map(([name, value]) => [name, parseFraction(value) as Fraction]));
  return fractionText(linearPoints(metric, 'SMB', known));
}

it('takes the best option, never their sum', () => {
  expect(points({}, { 'm.a': '5', 'm.b': '15' })).toBe('45/2');
});

it('adds options where the rule says so, up to the maximum', () => {
  expect(points({ combine: 'sum' }, { 'm.a': '1', 'm.b': '1' })).toBe('9/2');
  expect(points({ combine: 'sum' }, { 'm.a': '9', 'm.b': '19' })).toBe('30');
});

it('clamps every option on its own: a loss in one does not lower the other, and no option pays more than its maximum', () => {
  expect(points({ combine: 'sum' }, { 'm.a': '-5', 'm.b': '10' })).toBe('15');
  expect(points({}, { 'm.a': '1000' })).toBe('30');
});

it('pays nothing while the fact of its gate is below, and treats a missing fact as zero', () => {
  const gate = { fact: 'total', atLeast: whole(1000) };
  expect(points({ gate }, { 'm.a': '10', total: '999.99' })).toBe('0');
  expect(points({ gate }, { 'm.a': '10', total: '1000' })).toBe('30');
  expect(points({ gate }, { 'm.a': '10' })).toBe('0');
  expect(points({}, {})).toBe('0');
});

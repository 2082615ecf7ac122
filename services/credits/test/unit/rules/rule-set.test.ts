import { listedOn, listOf } from '../../../src/rules/domain/credential-list.js';
import { namedOn, type PeopleMetric, ruleSetOn, stepsOn } from '../../../src/rules/domain/rule-set.js';
import { loadRules } from '../../../src/rules/store/load-rules.js';
import { type Day, parseDay } from '../../../src/values/domain/day.js';
import { vectorsOf } from '../../support/vectors.js';

const { ruleSets } = loadRules();
const day = (text: string) => parseDay(text) as Day;

it.each(vectorsOf('ruleset'))('$id: $title', ({ on, expect: expected }) => {
  expect({ ruleset: ruleSetOn(ruleSets, day(on))?.id ?? null }).toEqual(expected);
});

it('has no rule set before the first one', () => {
  expect(ruleSetOn(ruleSets, day('2023-09-30'))).toBeUndefined();
  expect(namedOn(undefined, day('2023-09-30')).size).toBe(0);
});

it('removes a credential from the list on the day that its period ends', () => {
  const area = ruleSetOn(ruleSets, day('2023-11-30'))?.areas.find(({ id }) => id === 'business-applications');
  const metric = area?.metrics.find(({ id }) => id === 'intermediate') as PeopleMetric;
  const listed = (on: string) =>
    stepsOn(metric, 'ENTERPRISE', day(on)).flatMap((step) => listedOn(listOf(step.anyOf), day(on)));
  expect(listed('2023-11-30')).toContain('PP-APPMAKER');
  expect(listed('2023-12-01')).not.toContain('PP-APPMAKER');
});

it('names a credential only in requirements of its time', () => {
  const named = (on: string) => namedOn(ruleSetOn(ruleSets, day(on)), day(on));
  expect(named('2026-06-30').has('STACK-HUB')).toBe(true);
  expect(named('2026-07-01').has('STACK-HUB')).toBe(false);
});

it('has dated steps only in their period, under either pair of names', () => {
  const area = ruleSetOn(ruleSets, day('2023-11-30'))?.areas.find(({ id }) => id === 'security');
  const metric = area?.metrics.find(({ id }) => id === 'intermediate') as PeopleMetric;
  const people = (on: string) => stepsOn(metric, 'ENTERPRISE', day(on)).map((step) => [step.id, step.people]);
  expect(people('2023-11-30')).toEqual([
    [1, 1],
    [2, 1],
    [3, 1],
  ]);
  expect(people('2023-12-01')).toEqual([
    [1, 2],
    [2, 2],
    [3, 1],
  ]);
});

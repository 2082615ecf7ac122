import { relevantOn } from '../../../src/rules/domain/relevance.js';
import { loadRules } from '../../../src/rules/store/load-rules.js';
import { type Day, parseDay } from '../../../src/values/domain/day.js';

const rules = loadRules();
const on = (day: string) => new Map(relevantOn(rules, parseDay(day) as Day).map((one) => [one.code, one]));

it.each([
  ['IAM', '2026-08-10', ['security']],
  ['M365-FUND', '2027-03-10', ['modern-work']],
  ['M365-FUND', '2027-04-10', undefined],
  ['IAM', '2023-09-10', undefined],
])('%s is on %s relevant to %j', (code, day, expected) => {
  const relevantTo = on(day).get(code)?.relevantTo;
  if (expected === undefined) expect(relevantTo).toBeUndefined();
  else expect(relevantTo).toEqual(expect.arrayContaining(expected));
});

it('lists designations before specializations, each once, and only credentials that a requirement names', () => {
  const designations = new Set(rules.ruleSets.flatMap(({ areas }) => areas.map(({ id }) => id)));
  for (const { relevantTo } of on('2026-08-10').values()) {
    expect(relevantTo.length).toBeGreaterThan(0);
    expect(new Set(relevantTo).size).toBe(relevantTo.length);
    const first = relevantTo.findIndex((id) => !designations.has(id));
    if (first >= 0) expect(relevantTo.slice(first).some((id) => designations.has(id))).toBe(false);
  }
});

import fc from 'fast-check';
import type { CountingHolding } from '../../../src/holdings/domain/holder.js';
import { scorePeople } from '../../../src/rules/domain/people-metric.js';
import { namedOn, type PeopleMetric, type RuleSet, ruleSetOn } from '../../../src/rules/domain/rule-set.js';
import { loadRules } from '../../../src/rules/store/load-rules.js';
import { type DesignationOutcome, scoreDesignations } from '../../../src/scores/domain/designation.js';
import { contributionsOf, explain, firstNeeded } from '../../../src/scores/domain/explanation.js';
import { parseDay } from '../../../src/values/domain/day.js';
import { compare, fractionText, minimum, sum } from '../../../src/values/domain/fraction.js';
import { firstOfEach, holdersAmong } from '../../support/holders.js';

const { catalog, ruleSets } = loadRules();
const on = parseDay('2026-08-01') as never;
const ruleSet = ruleSetOn(ruleSets, on) as RuleSet;
const codes = [...namedOn(ruleSet, on)].sort();
const counted = { state: 'COUNTED', reason: null } as const;

const holding = fc.record({
  personRef: fc.integer({ min: 1, max: 14 }).map((number) => `p${number}`),
  credentialCode: fc.constantFrom(...codes, 'AZ-ADMIN', 'AZ-ARCH', 'AZ-SEC', 'SEC-OPS'),
  achievedAt: fc.integer({ min: 0, max: 5 }).map((days) => new Date(Date.UTC(2026, 5, 1 + days))),
});
const holdings = fc
  .array(holding, { maxLength: 45 })
  .map((list) => list.map((entry, index): CountingHolding => ({ ...entry, achievementId: `h${index}` })));

function score(held: readonly CountingHolding[]): DesignationOutcome[] {
  return scoreDesignations({ ruleSets: [ruleSet], catalog, on, holders: holdersAmong(held, on).count, figures: [] });
}

/** The contributions of every holding, explained by the first holders alone as the service reads them. */
function contributions(held: readonly CountingHolding[], first?: number) {
  const designations = score(held);
  const among = holdersAmong(oneEach(held), on).held;
  const explanation = explain(designations, firstOfEach(among, first ?? firstNeeded(designations)), among);
  return held.flatMap((one) =>
    contributionsOf(designations, explanation, one, counted).map((part) => ({ by: one.achievementId, ...part })),
  );
}

/** As the service stores them: of several achievements of a credential the earliest counts for a person. */
function oneEach(held: readonly CountingHolding[]): CountingHolding[] {
  const earliest = [...held].sort((a, b) => a.achievedAt.getTime() - b.achievedAt.getTime());
  return [...new Map(earliest.reverse().map((one) => [`${one.personRef} ${one.credentialCode}`, one])).values()];
}

function digest(held: readonly CountingHolding[]): unknown {
  return score(held).map(({ score: total, track, metrics }) => [
    fractionText(total),
    track,
    metrics.map(({ points, steps }) => [
      fractionText(points),
      steps.map((step) => [step.peopleHave, step.reached, fractionText(step.points)]),
    ]),
  ]);
}

function neverLower(before: readonly DesignationOutcome[], after: readonly DesignationOutcome[]): void {
  before.forEach((outcome, index) => {
    expect(compare(after[index]?.score as never, outcome.score)).toBeGreaterThanOrEqual(0);
  });
}

describe('for any holdings', () => {
  it('the order of holdings does not matter', () => {
    fc.assert(
      fc.property(holdings, fc.infiniteStream(fc.nat()), (held, numbers) => {
        const shuffled = held
          .map((entry) => ({ entry, rank: numbers.next().value as number }))
          .sort((a, b) => a.rank - b.rank)
          .map(({ entry }) => entry);
        expect(digest(shuffled)).toEqual(digest(held));
      }),
    );
  });

  it('another holding never lowers a score', () => {
    fc.assert(
      fc.property(holdings, holding, (held, more) =>
        neverLower(score(held), score([...held, { ...more, achievementId: 'more' }])),
      ),
    );
  });

  it('removing a person never raises a score', () => {
    fc.assert(
      fc.property(holdings, fc.integer({ min: 1, max: 14 }), (held, number) =>
        neverLower(score(held.filter(({ personRef }) => personRef !== `p${number}`)), score(held)),
      ),
    );
  });

  it('no metric passes its maximum, and the contributions of a metric add up exactly to its points', () => {
    fc.assert(
      fc.property(holdings, (held) => {
        const parts = contributions(held);
        for (const { area, metrics } of score(held)) {
          for (const { id, points, max } of metrics) {
            const ofMetric = parts.filter(({ designation, metric }) => designation === area.id && metric === id);
            expect(fractionText(minimum(points, max))).toBe(fractionText(points));
            expect(fractionText(sum(ofMetric.map((part) => part.points)))).toBe(fractionText(points));
          }
        }
      }),
    );
  });

  it('a contribution without points has a reason, and one with points has none', () => {
    fc.assert(
      fc.property(holdings, (held) => {
        for (const { points, reason } of contributions(held)) expect(points.numerator > 0n).toBe(reason === null);
      }),
    );
  });

  it('the first holders of each credential explain as much as all holders', () => {
    const text = (parts: ReturnType<typeof contributions>) =>
      parts.map(({ points, ...part }) => ({ ...part, points: fractionText(points) }));
    fc.assert(
      fc.property(holdings, (held) => {
        expect(text(contributions(held))).toEqual(text(contributions(held, held.length)));
      }),
    );
  });
});

describe('of several that compete for capped points', () => {
  const paying = (held: CountingHolding[], metric: string) =>
    contributions(held)
      .filter((part) => `${part.designation} ${part.metric}` === metric && part.reason === null)
      .map(({ by }) => held.find(({ achievementId }) => achievementId === by)?.personRef);
  const gates = ['x', 'y'].flatMap((who) => [at(who, 'AZ-ADMIN', 1), at(who, 'AZ-ARCH', 1)]);

  it('the earliest achievement pays', () => {
    const people = ['c', 'b', 'a', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k'];
    const held = [...gates, ...people.map((who, index) => at(who, 'PBI-DA', index + 2))];
    expect(paying(held, 'data-ai intermediate')).toEqual(people.slice(0, 10));
  });

  it('then the first credential code, then the first person', () => {
    const ten = ['j', 'i', 'h', 'g', 'f', 'e', 'd', 'c', 'b', 'a'].map((who) => at(who, 'PBI-DA', 2));
    expect(paying([...gates, ...ten, at('z', 'AZ-DBA', 2)], 'data-ai intermediate')).toEqual([
      'i',
      'h',
      'g',
      'f',
      'e',
      'd',
      'c',
      'b',
      'a',
      'z',
    ]);
  });

  const reasons = (held: CountingHolding[], by: string) =>
    contributions(held).flatMap((part) =>
      part.by === by && part.designation === 'data-ai' && part.metric === 'intermediate' ? [part.reason] : [],
    );

  it('a second credential of the same person in the same step has the reason that the person is counted already', () => {
    const held = [...gates, at('a', 'PBI-DA', 1), at('a', 'COSMOS', 2)];
    expect([reasons(held, 'a PBI-DA'), reasons(held, 'a COSMOS')]).toEqual([[null], ['PERSON_ALREADY_COUNTED']]);
  });

  it('a holder after the metric is full has the reason that the cap is reached', () => {
    const people = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k'];
    const held = [...gates, ...people.map((who, index) => at(who, 'PBI-DA', index + 2))];
    expect(reasons(held, 'k PBI-DA')).toEqual(['CAP_REACHED']);
  });

  it('a step behind a closed gate has the reason that it is not reached', () => {
    expect(reasons([at('a', 'PBI-DA', 1)], 'a PBI-DA')).toEqual(['STEP_NOT_REACHED']);
  });
});

it('counts the people that a step needs: a gate its own, a paying step what fills the metric', () => {
  const needs = (area: string, metric: string, track: 'ENTERPRISE' | 'SMB') =>
    scorePeople(metricOf(area, metric), track, on, () => 0).steps.map((step) => step.peopleNeeded);
  expect(needs('data-ai', 'intermediate', 'ENTERPRISE')).toEqual([2, 2, 10]);
  expect(needs('data-ai', 'intermediate', 'SMB')).toEqual([1, 1, 8]);
  expect(needs('security', 'intermediate', 'ENTERPRISE')).toEqual([2, 2, 6]);
  expect(needs('business-applications', 'advanced', 'ENTERPRISE')).toEqual([7]);
});

function metricOf(area: string, metric: string): PeopleMetric {
  const found = ruleSets[0]?.areas.find(({ id }) => id === area)?.metrics.find(({ id }) => id === metric);
  return found as PeopleMetric;
}

function at(personRef: string, credentialCode: string, dayOfMonth: number): CountingHolding {
  const achievedAt = new Date(Date.UTC(2026, 6, dayOfMonth));
  return { achievementId: `${personRef} ${credentialCode}`, personRef, credentialCode, achievedAt };
}

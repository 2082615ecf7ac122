import fc from 'fast-check';
import { parseDay } from '../../../src/domain/day.js';
import { type DesignationOutcome, scoreDesignations } from '../../../src/domain/designation.js';
import { compare, fractionText, minimum, sum } from '../../../src/domain/fraction.js';
import type { CountingHolding } from '../../../src/domain/people-metric.js';
import { holdingsByCredential, scorePeople } from '../../../src/domain/people-metric.js';
import { namedOn, type PeopleMetric, ruleSetOn } from '../../../src/domain/rule-set.js';
import { loadRules } from '../../../src/rules/load-rules.js';

const { catalogue, ruleSets } = loadRules();
const on = parseDay('2026-08-01') as never;
const ruleSet = ruleSetOn(ruleSets, on) as never;
const codes = [...namedOn(ruleSet, on)].sort();

const holding = fc.record({
  personRef: fc.integer({ min: 1, max: 14 }).map((number) => `p${number}`),
  credentialCode: fc.constantFrom(...codes, 'AZ-ADMIN', 'AZ-ARCH', 'AZ-SEC', 'SEC-OPS'),
  achievedAt: fc.integer({ min: 0, max: 5 }).map((days) => new Date(Date.UTC(2026, 5, 1 + days))),
});
const holdings = fc
  .array(holding, { maxLength: 45 })
  .map((list) => list.map((entry, index): CountingHolding => ({ ...entry, id: `h${index}` })));

function score(held: readonly CountingHolding[]): DesignationOutcome[] {
  return scoreDesignations({ ruleSet, catalogue, on, holdings: holdingsByCredential(held), figures: [] });
}

function digest(outcomes: readonly DesignationOutcome[]): unknown {
  return outcomes.map(({ score: total, track, metrics }) => [
    fractionText(total),
    track,
    metrics.map(({ points, steps, contributions }) => [
      fractionText(points),
      steps.map((step) => [step.people, step.reached, fractionText(step.points)]),
      contributions.map((part) => `${part.holdingId} ${part.step} ${fractionText(part.points)} ${part.reason}`).sort(),
    ]),
  ]);
}

function neverLower(before: readonly DesignationOutcome[], after: readonly DesignationOutcome[]): void {
  before.forEach((outcome, index) => {
    expect(compare(after[index]?.score as never, outcome.score)).toBeGreaterThanOrEqual(0);
  });
}

describe('whatever people hold', () => {
  it('the order in which holdings are given does not matter', () => {
    fc.assert(
      fc.property(holdings, fc.infiniteStream(fc.nat()), (held, numbers) => {
        const shuffled = held
          .map((entry) => ({ entry, rank: numbers.next().value as number }))
          .sort((a, b) => a.rank - b.rank)
          .map(({ entry }) => entry);
        expect(digest(score(shuffled))).toEqual(digest(score(held)));
      }),
    );
  });

  it('another holding never lowers a score', () => {
    fc.assert(
      fc.property(holdings, holding, (held, more) =>
        neverLower(score(held), score([...held, { ...more, id: 'more' }])),
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
        for (const { metrics } of score(held)) {
          for (const { points, max, contributions } of metrics) {
            expect(fractionText(minimum(points, max))).toBe(fractionText(points));
            expect(fractionText(sum(contributions.map((part) => part.points)))).toBe(fractionText(points));
          }
        }
      }),
    );
  });

  it('a contribution without points says why, and one with points gives no reason', () => {
    fc.assert(
      fc.property(holdings, (held) => {
        for (const { contributions } of score(held).flatMap(({ metrics }) => metrics)) {
          for (const { points, reason } of contributions) expect(points.numerator > 0n).toBe(reason === null);
        }
      }),
    );
  });
});

describe('of several that compete for capped points', () => {
  const metric = metricOf('data-ai', 'intermediate');

  it('the earliest achievement pays', () => {
    const held = [at('a', 'AZ-ADMIN', 5), at('b', 'AZ-ADMIN', 3)];
    expect(payers(metric, held)).toEqual(['b']);
  });

  it('then the first credential code, then the first person', () => {
    const smb = metricOf('security', 'intermediate');
    expect(payers(smb, [at('a', 'CLOUD-AI-SEC', 3), at('b', 'AZ-SEC', 3)])).toEqual(['b']);
    expect(payers(smb, [at('b', 'AZ-SEC', 3), at('a', 'AZ-SEC', 3)])).toEqual(['a']);
  });

  it('a second credential of the same person in the same step says that the person is counted already', () => {
    const { contributions } = scorePeople(
      metricOf('security', 'intermediate'),
      'SMB',
      on,
      holdingsByCredential([at('a', 'AZ-SEC', 1), at('a', 'CLOUD-AI-SEC', 2)]),
    );
    expect(contributions.map(({ reason }) => reason)).toEqual([null, 'PERSON_ALREADY_COUNTED']);
  });

  it('a step behind a closed gate says that it is not reached', () => {
    const { contributions } = scorePeople(metric, 'SMB', on, holdingsByCredential([at('a', 'PBI-DA', 1)]));
    expect(contributions.map(({ reason }) => reason)).toEqual(['STEP_NOT_REACHED']);
  });
});

it('counts the people that a step needs: a gate its own, a paying step what fills the metric', () => {
  const needs = (area: string, metric: string, track: 'ENTERPRISE' | 'SMB') =>
    scorePeople(metricOf(area, metric), track, on, new Map()).steps.map((step) => step.peopleNeeded);
  expect(needs('data-ai', 'intermediate', 'ENTERPRISE')).toEqual([2, 2, 10]);
  expect(needs('data-ai', 'intermediate', 'SMB')).toEqual([1, 1, 8]);
  expect(needs('security', 'intermediate', 'ENTERPRISE')).toEqual([2, 2, 6]);
  expect(needs('business-applications', 'advanced', 'ENTERPRISE')).toEqual([7]);
});

function payers(metric: PeopleMetric, held: CountingHolding[]): (string | undefined)[] {
  return scorePeople(metric, 'SMB', on, holdingsByCredential(held))
    .contributions.filter(({ points }) => points.numerator > 0n)
    .map(({ holdingId }) => held.find(({ id }) => id === holdingId)?.personRef);
}

function metricOf(area: string, metric: string): PeopleMetric {
  const found = ruleSets[0]?.areas.find(({ id }) => id === area)?.metrics.find(({ id }) => id === metric);
  return found as PeopleMetric;
}

function at(personRef: string, credentialCode: string, dayOfMonth: number): CountingHolding {
  const achievedAt = new Date(Date.UTC(2026, 6, dayOfMonth));
  return { id: `${personRef} ${credentialCode}`, personRef, credentialCode, achievedAt };
}

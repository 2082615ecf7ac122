import fc from 'fast-check';
import type { CountingHolding } from '../../../src/holdings/domain/holder.js';
import { figuresUsedBy, type PartnerFigure } from '../../../src/rules/domain/partner-figure.js';
import { loadRules } from '../../../src/rules/store/load-rules.js';
import { type DesignationOutcome, scoreDesignations } from '../../../src/scores/domain/designation.js';
import { addDays, type Day, parseDay } from '../../../src/values/domain/day.js';
import {
  compare,
  type Fraction,
  fractionText,
  isPositive,
  parseFraction,
  sum,
  ZERO,
} from '../../../src/values/domain/fraction.js';
import { holdersAmong } from '../../support/holders.js';

/*
 * Invariants of every rule set, on any of its days and with any recorded figures, including tracks that figures decide,
 * gates that they open, and lists that change within the version.
 */
const { catalog, ruleSets } = loadRules();
const codes = catalog.credentials.map(({ code }) => code);
const figureNames = [...new Set(ruleSets.flatMap(({ areas }) => areas.flatMap((area) => [...figuresUsedBy(area)])))];
const FIRST = parseDay('2023-10-01') as Day;

const day = fc.integer({ min: 0, max: 1_500 }).map((days) => addDays(FIRST, days));
const holding = fc.record({
  personRef: fc.integer({ min: 1, max: 12 }).map((number) => `p${number}`),
  credentialCode: fc.oneof(fc.constantFrom('AZ-ADMIN', 'AZ-ARCH', 'AZ-SEC', 'SEC-OPS'), fc.constantFrom(...codes)),
});
const holdings = fc.array(holding, { maxLength: 60 }).map((list) =>
  list.map(
    (entry, index): CountingHolding => ({
      ...entry,
      achievementId: `h${index}`,
      achievedAt: new Date(Date.UTC(2023, 0, 1 + index)),
    }),
  ),
);
const few = fc.array(
  fc.record({
    metric: fc.constantFrom(...figureNames),
    value: fc.constantFrom('0', '-3', '1/3', '2', '4', '5', '30', '79', '80', '100', '999', '1000', '30000'),
  }),
  { maxLength: 25 },
);
// A partner with maximal figures: the holdings decide.
const many = fc.constantFrom('100', '30000').map((value) => figureNames.map((metric) => ({ metric, value })));
const figures = fc.oneof(few, many);

type Facts = { on: Day; held: readonly CountingHolding[]; recorded: readonly { metric: string; value: string }[] };

function score({ on, held, recorded }: Facts): DesignationOutcome[] {
  const told = recorded.map(
    ({ metric, value }, index): PartnerFigure => ({
      id: String(index),
      designation: null,
      metric,
      value: parseFraction(value) as Fraction,
      holdsFrom: on,
      recordedAt: new Date(index),
    }),
  );
  const ruleSet = ruleSets.filter(({ effectiveFrom }) => effectiveFrom <= on).slice(0, 1);
  return scoreDesignations({ ruleSets: ruleSet, catalog, on, holders: holdersAmong(held, on).count, figures: told });
}

const facts = fc.record({ on: day, held: holdings, recorded: figures });

function neverLower(less: readonly DesignationOutcome[], more: readonly DesignationOutcome[]): void {
  expect(more.length).toBe(less.length);
  less.forEach((outcome, index) => {
    const after = more[index] as DesignationOutcome;
    expect(compare(after.score, outcome.score)).toBeGreaterThanOrEqual(0);
    if (outcome.attained && outcome.track === after.track) expect(after.attained).toBe(true);
  });
}

const text = (outcomes: readonly DesignationOutcome[]) =>
  outcomes.map(({ area, score: total, track, metrics }) => [
    area.id,
    fractionText(total),
    track,
    metrics.map(({ id, points }) => `${id} ${fractionText(points)}`),
  ]);

it('tries both versions of the rules, both tracks and areas that are attained', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(facts, (given) => {
      for (const { ruleSetId, track, attained } of score(given)) seen.add(ruleSetId).add(track).add(String(attained));
    }),
    { seed: 7, numRuns: 400 },
  );
  expect([...seen].sort()).toEqual(['2023-10', '2026-07', 'ENTERPRISE', 'SMB', 'false', 'true'].sort());
});

it('the order of holdings does not matter', () => {
  fc.assert(
    fc.property(facts, fc.infiniteStream(fc.nat()), (given, numbers) => {
      const ranked = given.held.map((entry) => ({ entry, rank: numbers.next().value as number }));
      const held = ranked.sort((a, b) => a.rank - b.rank).map(({ entry }) => entry);
      expect(text(score({ ...given, held }))).toEqual(text(score(given)));
    }),
  );
});

it('another holding never lowers a score, whichever person has it', () => {
  fc.assert(
    fc.property(facts, holding, (given, more) => {
      const one = { ...more, achievementId: 'more', achievedAt: new Date(0) };
      neverLower(score(given), score({ ...given, held: [...given.held, one] }));
    }),
  );
});

it('removing a person, or one holding, never raises a score', () => {
  fc.assert(
    fc.property(facts, fc.nat(), (given, number) => {
      const gone = given.held[number % Math.max(1, given.held.length)];
      const without = given.held.filter(({ personRef }) => personRef !== gone?.personRef);
      neverLower(score({ ...given, held: without }), score(given));
      neverLower(score({ ...given, held: given.held.filter((one) => one !== gone) }), score(given));
    }),
  );
});

it('holding the same credential again changes nothing', () => {
  fc.assert(
    fc.property(facts, (given) => {
      const again = given.held.map((one) => ({ ...one, achievementId: `${one.achievementId} again` }));
      expect(text(score({ ...given, held: [...given.held, ...again] }))).toEqual(text(score(given)));
    }),
  );
});

it('no metric is below zero or above its maximum, and the score is the sum of the metrics', () => {
  fc.assert(
    fc.property(facts, (given) => {
      for (const { metrics, score: total } of score(given)) {
        for (const { points, max } of metrics) {
          expect(compare(points, ZERO)).toBeGreaterThanOrEqual(0);
          expect(compare(points, max)).toBeLessThanOrEqual(0);
        }
        expect(fractionText(sum(metrics.map(({ points }) => points)))).toBe(fractionText(total));
      }
    }),
  );
});

it('a designation is attained exactly with the required score and every metric above zero', () => {
  fc.assert(
    fc.property(facts, (given) => {
      for (const { attained, score: total, required, metrics } of score(given)) {
        expect(attained).toBe(compare(total, required) >= 0 && metrics.every(({ points }) => isPositive(points)));
      }
    }),
  );
});

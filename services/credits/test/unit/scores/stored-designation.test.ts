import { loadRules } from '../../../src/rules/store/load-rules.js';
import { scoreDesignations } from '../../../src/scores/domain/designation.js';
import {
  deserializeDesignation,
  type StoredDesignation,
  serializeDesignation,
} from '../../../src/scores/domain/stored-designation.js';
import { type Day, parseDay } from '../../../src/values/domain/day.js';
import { type Fraction, parseFraction } from '../../../src/values/domain/fraction.js';

it('a designation that is serialized as JSON and read again is unchanged', () => {
  const value = parseFraction('1/3') as Fraction;
  const figure = { designation: null, metric: 'totalAcrUsd', holdsFrom: '2026-07-01' as Day, id: 'one' };
  const outcomes = scoreDesignations({
    ...loadRules(),
    on: parseDay('2026-08-10') as Day,
    holders: ({ members }) => members.length,
    figures: [{ ...figure, value, recordedAt: new Date(0) }],
  });
  expect(outcomes).toHaveLength(6);
  for (const outcome of outcomes) {
    const kept = JSON.parse(JSON.stringify(serializeDesignation(outcome, ({ step }) => [`person of ${step}`])));
    const read = deserializeDesignation(kept as StoredDesignation);
    const { ruleSetId, on, track, score, required, attained, skillingPoints, skillingMax, gaps } = outcome;
    expect(read).toMatchObject({ ruleSetId, on, track, score, required, attained, skillingPoints, skillingMax, gaps });
    expect(read.area).toEqual({ id: outcome.area.id, title: outcome.area.title });
    expect(read.figures).toEqual(
      outcome.figures.map((one) => ({ metric: one.metric, value: one.value, holdsFrom: one.holdsFrom })),
    );
    expect(read.metrics).toEqual(
      outcome.metrics.map((metric) => ({
        ...metric,
        steps: metric.steps.map(({ step, isGate, reached, peopleHave, peopleNeeded, points, credentialCodes }) => ({
          ...{ step, isGate, reached, peopleHave, peopleNeeded, points, credentialCodes },
          people: [`person of ${step}`],
        })),
      })),
    );
  }
});

import { reasonNotCounting } from '../../../src/achievements/domain/holding.js';
import type { Area, RuleSet } from '../../../src/rules/domain/rule-set.js';
import { ruleSetOn } from '../../../src/rules/domain/rule-set.js';
import { loadRules } from '../../../src/rules/store/load-rules.js';
import { type ScoringInput, scoreArea, scoreMetric } from '../../../src/scores/domain/designation.js';
import { addDays, type Day, parseDay } from '../../../src/values/domain/day.js';
import { type Fraction, fractionText, parseFraction } from '../../../src/values/domain/fraction.js';
import { expiryOf } from '../../support/expiry.js';
import { holdersAmong } from '../../support/holders.js';
import { twoDecimals } from '../../support/two-decimals.js';
import { type SentHolding, type Vector, vectorsOf } from '../../support/vectors.js';

const { catalog, ruleSets } = loadRules();

describe('the worked examples', () => {
  it.each(vectorsOf('metric'))('$id: $title', (vector) => {
    const input = inputOf(vector);
    const metric = needed(areaOf(input.ruleSet, vector).metrics.find(({ id }) => id === vector.metric));
    const outcome = scoreMetric(metric, vector.track === 'smb' ? 'SMB' : 'ENTERPRISE', input);
    expect({
      ruleset: input.ruleSet.id,
      points: fractionText(outcome.points),
      display: twoDecimals(outcome.points),
      steps: Object.fromEntries(outcome.steps.map(({ step, points }) => [step, fractionText(points)])),
    }).toMatchObject(vector.expect);
  });

  it.each(vectorsOf('area'))('$id: $title', (vector) => {
    const input = inputOf(vector);
    const outcome = scoreArea(areaOf(input.ruleSet, vector), input);
    expect({
      ruleset: input.ruleSet.id,
      track: outcome.track.toLowerCase(),
      score: fractionText(outcome.score),
      display: twoDecimals(outcome.score),
      qualified: outcome.attained,
      metrics: Object.fromEntries(outcome.metrics.map(({ id, points }) => [id, fractionText(points)])),
    }).toMatchObject(vector.expect);
  });

  it('cover all kinds', () => {
    const counts = Object.fromEntries(
      ['metric', 'area', 'item', 'ruleset'].map((kind) => [kind, vectorsOf(kind).length]),
    );
    expect(counts).toEqual({ metric: 20, area: 1, item: 4, ruleset: 2 });
  });
});

function inputOf(vector: Vector): ScoringInput {
  const on = day(vector.on);
  const holdings = Object.entries(vector.people ?? {}).flatMap(([personRef, held]) =>
    held.flatMap((entry, index) => {
      const sent = typeof entry === 'string' ? { cert: entry, earnedOn: addDays(on, -30) as string } : entry;
      const credential = needed(catalog.get(sent.cert));
      const holding = readHolding(sent);
      const expiresOn = expiryOf(credential, holding);
      if (reasonNotCounting(credential, { earnedOn: holding.earnedOn, expiresOn }, on) !== null) return [];
      const achievedAt = new Date(`${sent.earnedOn}T00:00:00Z`);
      return [{ achievementId: `${personRef}${index}`, personRef, credentialCode: sent.cert, achievedAt }];
    }),
  );
  return {
    ruleSet: needed(ruleSetOn(ruleSets, on)),
    catalog,
    on,
    holders: holdersAmong(holdings, on).count,
    facts: factsOf(vector),
  };
}

function factsOf({ facts = {} }: Vector): Map<string, Fraction> {
  const entries = Object.entries(facts).flatMap(([name, value]): [string, string][] =>
    typeof value === 'string'
      ? [[name, value]]
      : Object.entries(value).map(([option, figure]) => [`${name}.${option}`, figure]),
  );
  return new Map(entries.map(([name, value]) => [name, needed(parseFraction(value))]));
}

function areaOf(ruleSet: RuleSet, { area }: Vector): Area {
  return needed(ruleSet.areas.find(({ id }) => id === area));
}

function readHolding({ earnedOn, renewedOn = [], expiresOn }: SentHolding) {
  return { earnedOn: day(earnedOn), renewedOn: renewedOn.map(day), statedExpiry: expiresOn ? day(expiresOn) : null };
}

function day(text: string): Day {
  return needed(parseDay(text));
}

function needed<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('The example names something that is not there.');
  return value;
}

import type { Catalog } from '../../catalog/domain/catalog.js';
import { figuresInForce, type PartnerFigure } from '../../rules/domain/partner-figure.js';
import { type HolderCount, type StepOutcome, scorePeople } from '../../rules/domain/people-metric.js';
import {
  type Area,
  type Metric,
  type MetricCategory,
  type RuleSet,
  ruleSetOn,
  type Track,
} from '../../rules/domain/rule-set.js';
import type { Day } from '../../values/domain/day.js';
import { compare, type Fraction, sum, ZERO } from '../../values/domain/fraction.js';
import { type Facts, linearPoints } from './linear-metric.js';
import { isWithinReach } from './offer.js';

export type MetricOutcome = {
  readonly id: string;
  readonly title: string;
  readonly category: MetricCategory;
  readonly points: Fraction;
  readonly max: Fraction;
  /** Empty where the metric does not count people. */
  readonly steps: readonly StepOutcome[];
};

/** Progress of an organization toward a designation on a day. */
export type DesignationOutcome = AreaOutcome & {
  /** The recorded figures in force on the day that the area uses. */
  readonly figures: readonly PartnerFigure[];
};

/** The score of one area on one day. */
export type AreaOutcome = {
  readonly area: Area;
  readonly ruleSetId: string;
  readonly on: Day;
  readonly track: Track;
  readonly score: Fraction;
  readonly required: Fraction;
  readonly attained: boolean;
  readonly skillingPoints: Fraction;
  readonly skillingMax: Fraction;
  readonly metrics: readonly MetricOutcome[];
  readonly gaps: readonly Gap[];
};

/** Missing people and credentials, not points. */
export type Gap = {
  readonly metric: string;
  readonly step: number;
  readonly peopleMissing: number;
  readonly anyOf: readonly string[];
};

export type ScoringInput = {
  readonly ruleSet: RuleSet;
  readonly catalog: Catalog;
  readonly on: Day;
  readonly holders: HolderCount;
  readonly facts: Facts;
  /** Omitted when many scores are compared: gaps are not computed. */
  readonly withoutGaps?: true;
};

/** The facts that a score of a day follows from. */
export type ScoreFacts = {
  readonly ruleSets: readonly RuleSet[];
  readonly catalog: Catalog;
  readonly on: Day;
  readonly holders: HolderCount;
  readonly figures: readonly PartnerFigure[];
};

/**
 * Every designation of the rules of a day in their order, each by the figures in force; empty before the first rule
 * set.
 */
export function scoreDesignations(facts: ScoreFacts): DesignationOutcome[] {
  const ruleSet = ruleSetOn(facts.ruleSets, facts.on);
  return ruleSet ? ruleSet.areas.map((area) => scoreDesignation(area, ruleSet, facts)) : [];
}

/** One designation of a rule set. */
export function scoreDesignation(
  area: Area,
  ruleSet: RuleSet,
  given: Omit<ScoreFacts, 'ruleSets'>,
): DesignationOutcome {
  const figures = figuresInForce(given.figures, area, given.on);
  const facts = new Map(figures.map(({ metric, value }) => [metric, value]));
  return { ...scoreArea(area, { ...given, ruleSet, facts }), figures };
}

/** Scores an area as a whole, on the track that its policy selects. */
export function scoreArea(area: Area, input: ScoringInput): AreaOutcome {
  const { trackPolicy } = area;
  if (trackPolicy.mode !== 'best-of-area') return scoreOnTrack(area, classify(area, input.facts), input);
  const [tie, other] = [trackPolicy.tie, trackPolicy.tie === 'SMB' ? 'ENTERPRISE' : 'SMB'] as const;
  const preferred = scoreOnTrack(area, tie, input);
  const alternative = scoreOnTrack(area, other, input);
  // The better total of the area wins; tracks are never mixed by metric.
  return compare(alternative.score, preferred.score) > 0 ? alternative : preferred;
}

export function scoreMetric(metric: Metric, track: Track, input: ScoringInput): MetricOutcome {
  const frame = { id: metric.id, title: metric.title, category: metric.category, max: metric.max };
  if (metric.kind === 'linear') {
    return { ...frame, points: linearPoints(metric, track, input.facts), steps: [] };
  }
  return { ...frame, ...scorePeople(metric, track, input.on, input.holders) };
}

function classify(area: Area, facts: Facts): Track {
  const { trackPolicy } = area;
  if (trackPolicy.mode !== 'classified') return 'ENTERPRISE';
  const reaches = compare(facts.get(trackPolicy.fact) ?? ZERO, trackPolicy.atLeast) >= 0;
  return reaches ? trackPolicy.then : trackPolicy.otherwise;
}

function scoreOnTrack(area: Area, track: Track, input: ScoringInput): AreaOutcome {
  const metrics = area.metrics.map((metric) => scoreMetric(metric, track, input));
  const skilling = metrics.filter((metric) => metric.category === 'SKILLING');
  const score = sum(metrics.map((metric) => metric.points));
  const { minScore, everyMetricAbove } = input.ruleSet;
  return {
    area,
    ruleSetId: input.ruleSet.id,
    on: input.on,
    track,
    score,
    required: minScore,
    attained: compare(score, minScore) >= 0 && metrics.every((metric) => compare(metric.points, everyMetricAbove) > 0),
    skillingPoints: sum(skilling.map((metric) => metric.points)),
    skillingMax: sum(skilling.map((metric) => metric.max)),
    metrics,
    gaps: input.withoutGaps ? [] : metrics.flatMap((metric) => gapsOf(metric, input)),
  };
}

/** Missing people of each metric below its maximum, with the credentials that can still be earned. */
function gapsOf(metric: MetricOutcome, { catalog, on, holders }: ScoringInput): Gap[] {
  if (compare(metric.points, metric.max) >= 0) return [];
  return metric.steps.flatMap((step) => {
    const peopleMissing = (step.peopleNeeded ?? 0) - step.peopleHave;
    if (peopleMissing <= 0) return [];
    const anyOf = step.credentialCodes.filter((code) => isWithinReach(code, catalog, on, holders));
    return [{ metric: metric.id, step: step.step, peopleMissing, anyOf }];
  });
}

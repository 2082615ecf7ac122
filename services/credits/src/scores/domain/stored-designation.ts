import type { StepOutcome } from '../../rules/domain/people-metric.js';
import type { Area, MetricCategory, Track } from '../../rules/domain/rule-set.js';
import type { Day } from '../../values/domain/day.js';
import { type Fraction, fractionText, parseFraction } from '../../values/domain/fraction.js';
import type { DesignationOutcome, Gap, MetricOutcome } from './designation.js';

/** The shown parts of a designation, scored now or stored with a report. */
export type ShownDesignation<Step extends ShownStep> = Omit<DesignationOutcome, 'area' | 'metrics' | 'figures'> & {
  readonly area: Pick<Area, 'id' | 'title'>;
  readonly metrics: readonly ShownMetric<Step>[];
  readonly figures: readonly ShownFigure[];
};
export type ShownMetric<Step extends ShownStep> = Omit<MetricOutcome, 'steps'> & { readonly steps: readonly Step[] };
export type ShownStep = Pick<
  StepOutcome,
  'step' | 'isGate' | 'reached' | 'peopleHave' | 'peopleNeeded' | 'points' | 'credentialCodes'
>;
export type ShownFigure = { readonly metric: string; readonly value: Fraction; readonly holdsFrom: Day };

/** A step with the first of its people. */
export type StepWithPeople = ShownStep & { readonly people: readonly string[] };

type Texts<Value> = { readonly [key in keyof Value]: Value[key] extends Fraction ? string : Value[key] };
type KeptMetric = {
  readonly id: string;
  readonly title: string;
  readonly category: MetricCategory;
  readonly points: string;
  readonly max: string;
  readonly steps: readonly Texts<StepWithPeople>[];
};

/** A designation as data, with exact fractions as text: later rules and code do not change it. */
export type StoredDesignation = {
  readonly code: string;
  readonly title: string;
  readonly ruleSetId: string;
  readonly on: Day;
  readonly track: Track;
  readonly score: string;
  readonly required: string;
  readonly attained: boolean;
  readonly skillingPoints: string;
  readonly skillingMax: string;
  readonly metrics: readonly KeptMetric[];
  readonly figures: readonly Texts<ShownFigure>[];
  readonly gaps: readonly Gap[];
};

/** Serializes an outcome, with the people of each step from `peopleOf`. */
export function serializeDesignation(
  outcome: DesignationOutcome,
  peopleOf: (step: StepOutcome) => readonly string[],
): StoredDesignation {
  const { area, ruleSetId, on, track, attained, gaps } = outcome;
  return {
    ...{ code: area.id, title: area.title, ruleSetId, on, track, attained, gaps },
    score: fractionText(outcome.score),
    required: fractionText(outcome.required),
    skillingPoints: fractionText(outcome.skillingPoints),
    skillingMax: fractionText(outcome.skillingMax),
    metrics: outcome.metrics.map(({ id, title, category, points, max, steps }) => ({
      ...{ id, title, category, points: fractionText(points), max: fractionText(max) },
      steps: steps.map((step) => {
        const { isGate, reached, peopleHave, peopleNeeded, credentialCodes } = step;
        const kept = { step: step.step, isGate, reached, peopleHave, peopleNeeded, credentialCodes };
        return { ...kept, points: fractionText(step.points), people: peopleOf(step) };
      }),
    })),
    figures: outcome.figures.map(({ metric, value, holdsFrom }) => ({ metric, value: fractionText(value), holdsFrom })),
  };
}

export function deserializeDesignation(kept: StoredDesignation): ShownDesignation<StepWithPeople> {
  const { code, title, ruleSetId, on, track, attained, gaps } = kept;
  return {
    ...{ area: { id: code, title }, ruleSetId, on, track, attained, gaps },
    score: exact(kept.score),
    required: exact(kept.required),
    skillingPoints: exact(kept.skillingPoints),
    skillingMax: exact(kept.skillingMax),
    metrics: kept.metrics.map((metric) => ({
      ...metric,
      points: exact(metric.points),
      max: exact(metric.max),
      steps: metric.steps.map((step) => ({ ...step, points: exact(step.points) })),
    })),
    figures: kept.figures.map((figure) => ({ ...figure, value: exact(figure.value) })),
  };
}

function exact(text: string): Fraction {
  const value = parseFraction(text);
  if (!value) throw new Error(`A kept score has "${text}", which is no fraction.`);
  return value;
}

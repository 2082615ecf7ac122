import { type LinearMetric, rulesOfTrack, type Track } from '../../rules/domain/rule-set.js';
import {
  compare,
  divide,
  type Fraction,
  maximum,
  minimum,
  multiply,
  sum,
  whole,
  ZERO,
} from '../../values/domain/fraction.js';

/** Recorded partner figures: classification and gate facts by name, metric values as `<metric>.<option>`. */
export type Facts = ReadonlyMap<string, Fraction>;

/**
 * Points as a share value / fullAt of the maximum; every option is clamped to 0..1 by itself, so that a loss in one
 * does not lower another.
 */
export function linearPoints(metric: LinearMetric, track: Track, facts: Facts): Fraction {
  const rule = rulesOfTrack(metric.tracks, track);
  if (!rule) return ZERO;
  if (rule.gate && compare(facts.get(rule.gate.fact) ?? ZERO, rule.gate.atLeast) < 0) return ZERO;
  const points = rule.options.map((option) => {
    const value = facts.get(`${metric.id}.${option.id}`) ?? ZERO;
    return multiply(minimum(maximum(divide(value, option.fullAt), ZERO), whole(1)), metric.max);
  });
  const combined = rule.combine === 'sum' ? sum(points) : points.reduce(maximum, ZERO);
  return minimum(combined, metric.max);
}

import { listedOn } from '../../rules/domain/credential-list.js';
import type { Area, RuleSet } from '../../rules/domain/rule-set.js';
import { compare, type Fraction, isPositive, subtract } from '../../values/domain/fraction.js';
import type { Colleague } from './cheapest-path.js';
import type { AreaOutcome } from './designation.js';
import { isObtainable, offersFor } from './offer.js';
import {
  isReached,
  type MissingHolders,
  missingHolders,
  type PathFacts,
  type PathGoal,
  scoreByAdded,
} from './path-goal.js';

export type ObstacleReason = 'SCORE_TOO_LOW' | 'METRIC_AT_ZERO' | 'NOTHING_TO_EARN';

/** Why credentials alone do not reach the goal of a designation. */
export type Obstacle = {
  readonly designation: string;
  readonly reason: ObstacleReason;
  /** Null when it concerns the score as a whole. */
  readonly metric: string | null;
  readonly pointsMissing: Fraction;
};

/** The obstacles that remain once people earn all they can; empty when none remains. */
export function obstaclesTo(
  areas: readonly Area[],
  ruleSet: RuleSet,
  facts: PathFacts,
  goal: PathGoal,
  colleagues: readonly Colleague[],
): Obstacle[] {
  const lists = missingHolders(areas, facts);
  const most = lists.map((one) => mostNewHolders(one, facts, colleagues));
  return areas.flatMap((area) => {
    const best = scoreByAdded(area, ruleSet, facts, lists)(most);
    return isReached(goal, best) ? [] : obstaclesOf(best, ruleSet, goal);
  });
}

function obstaclesOf(best: AreaOutcome, ruleSet: RuleSet, goal: PathGoal): Obstacle[] {
  const of = (reason: ObstacleReason, metric: string | null, pointsMissing: Fraction): Obstacle => {
    return { designation: best.area.id, reason, metric, pointsMissing };
  };
  const unfilled = best.metrics
    .filter(({ category, points, max }) => category === 'SKILLING' && compare(points, max) < 0)
    .map(({ id, points, max }) => of('NOTHING_TO_EARN', id, subtract(max, points)));
  if (goal.kind !== 'ATTAINED') return unfilled;
  const atZero = best.metrics
    .filter(({ category, points }) => category !== 'SKILLING' && compare(points, ruleSet.everyMetricAbove) <= 0)
    .map(({ id, points }) => of('METRIC_AT_ZERO', id, subtract(ruleSet.everyMetricAbove, points)));
  const short = subtract(best.required, best.score);
  return [...atZero, ...(isPositive(short) ? [of('SCORE_TOO_LOW', null, short)] : []), ...unfilled];
}

/** All missing holders when a new person can earn a credential of the list, otherwise the holders of a prerequisite. */
function mostNewHolders({ list, missing }: MissingHolders, { catalog, on }: PathFacts, people: readonly Colleague[]) {
  const codes = listedOn(list, on);
  if (codes.some((code) => isObtainable(code, catalog, on))) return missing;
  const guarded = offersFor([list], catalog, on).filter(({ code }) => codes.includes(code));
  const able = people.filter(({ held, sources }) => {
    if (codes.some((code) => held.has(code))) return false;
    return guarded.some((one) => sources?.has(one.source) !== false && one.needs.some((needed) => held.has(needed)));
  });
  return Math.min(missing, able.length);
}

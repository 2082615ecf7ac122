import { namedOn, type RuleSet, ruleSetOn } from '../../rules/domain/rule-set.js';
import { namedBy } from '../../rules/domain/skilling-expression.js';
import { namedBySpecializationsOn, offeredOn, type Specialization } from '../../rules/domain/specialization.js';
import type { Day } from '../../values/domain/day.js';
import { ZERO } from '../../values/domain/fraction.js';
import type { Contribution } from './contribution.js';
import type { Standing } from './credit.js';

/** Every credential that a designation or specialization requires on a day (R19). */
export function requiredOn(
  rules: { readonly ruleSets: readonly RuleSet[]; readonly specializations: readonly Specialization[] },
  day: Day,
): Set<string> {
  const ruleSet = ruleSetOn(rules.ruleSets, day);
  // Before the first rule set there are no requirements.
  if (!ruleSet) return new Set();
  return new Set([...namedOn(ruleSet, day), ...namedBySpecializationsOn(rules.specializations, day)]);
}

/** The specializations that name a credential; they take people, not points. */
export function towardSpecializations(
  specializations: readonly Specialization[],
  day: Day,
  credit: { readonly credentialCode: string; readonly standing: Standing },
): Contribution[] {
  return specializations
    .filter((one) => offeredOn(one, day) && namedBy(one.skilling).includes(credit.credentialCode))
    .map(({ id }) => ({
      designation: id,
      metric: 'skilling',
      step: null,
      points: ZERO,
      reason: credit.standing.reason,
    }));
}

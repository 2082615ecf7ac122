import { namedBy } from '../../rules/domain/skilling-expression.js';
import { offeredOn, type Specialization } from '../../rules/domain/specialization.js';
import type { Day } from '../../values/domain/day.js';
import { ZERO } from '../../values/domain/fraction.js';
import type { Contribution } from './contribution.js';
import type { Standing } from './credit.js';

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

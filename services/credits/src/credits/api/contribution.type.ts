import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { fractionText, toDouble } from '../../values/domain/fraction.js';
import type { Contribution } from '../domain/contribution.js';
import type { CreditReason } from '../domain/credit.js';
import { CreditReasonEnum } from './credit-enums.type.js';

@ObjectType('Contribution', {
  description:
    'One requirement that names the credential. For a specialization, `designation` has its code and `metric` is `skilling`: it takes ' +
    'people, not points. When several achievements compete for capped points, the earliest one pays, ' +
    'then credential code, then personRef: the contributions of a metric add up to its points.',
})
export class ContributionType {
  @Field(() => ID, { description: 'Code of a designation or of a specialization.' })
  designation!: string;

  @Field(() => ID, { description: 'Code of a metric of the designation; `skilling` of a specialization.' })
  metric!: string;

  @Field(() => Int, { nullable: true, description: 'The step of the metric, from 1; null for a specialization.' })
  step!: number | null;

  @Field(() => Float)
  points!: number;

  @Field(() => String, { description: 'Exact value as a fraction, such as 40/3.' })
  pointsExact!: string;

  @Field(() => CreditReasonEnum, {
    nullable: true,
    description: 'Null when it adds points or counts toward a specialization.',
  })
  reason!: CreditReason | null;

  static from({ designation, metric, step, points, reason }: Contribution): ContributionType {
    const shown = { designation, metric, step, points: toDouble(points), pointsExact: fractionText(points), reason };
    return objectOf(ContributionType, shown);
  }
}

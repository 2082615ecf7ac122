import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { DateTimeScalar } from '@app/subgraph-kit/graphql/scalars';
import { Field, Int, ObjectType } from 'type-graphql';
import { LearningSourceEnum } from '../../../providers/api/learning-source.type.js';
import type { LearningSource } from '../../../providers/domain/learning-source.js';
import { type Allowance, canAssociateNow } from '../../domain/allowance.js';

@ObjectType('AssociationAllowance', {
  description:
    'How many associations are left and when the next one may start (R24–R26, R28): by the strictest of the work ' +
    'account, the profile that is linked now or was linked last, and a profile that a limit has rejected since, with ' +
    'its starts up to the rejection.',
})
export class AssociationAllowanceType {
  @Field(() => LearningSourceEnum)
  source!: LearningSource;

  @Field(() => Int, { description: 'How many associations may start in a year (R24).' })
  limit!: number;

  @Field(() => Int, { description: 'The number of starts that count against the limit (countedStarts).' })
  used!: number;

  @Field(() => Int, {
    description: 'How many associations the limit leaves for the year; the cool-off may still come before the next.',
  })
  remaining!: number;

  @Field(() => [DateTimeScalar], {
    description: 'The starts that count, oldest first: instants without their accounts.',
  })
  countedStarts!: readonly Date[];

  @Field(() => Boolean, {
    description:
      'Whether an association may start at this moment: the limits leave room, and no link of this source is active. ' +
      'False while linked, also where `nextAssociationAt` is null: remove access first (R8).',
  })
  canAssociateNow!: boolean;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description:
      'The first instant at which the limits let the next association start; null when they allow it now. An active ' +
      'link of this source has to be removed before that.',
  })
  nextAssociationAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Null when the cool-off is over.' })
  coolOffEndsAt!: Date | null;

  static fromDomain(source: LearningSource, allowance: Allowance, isLinked: boolean): AssociationAllowanceType {
    const { limit, used, remaining, countedStarts, nextAssociationAt, coolOffEndsAt } = allowance;
    const fields = { source, limit, used, remaining, countedStarts, nextAssociationAt, coolOffEndsAt };
    return objectOf(AssociationAllowanceType, {
      ...fields,
      canAssociateNow: canAssociateNow(allowance, isLinked),
    });
  }
}

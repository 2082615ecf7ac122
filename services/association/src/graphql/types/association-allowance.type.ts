import { DateTimeScalar } from '@app/subgraph-kit/scalars';
import { Field, Int, ObjectType } from 'type-graphql';
import type { Allowance } from '../../domain/allowance.js';
import type { LearningSource } from '../../domain/learning-source.js';
import { LearningSourceEnum } from './enums.type.js';

@ObjectType('AssociationAllowance', {
  description:
    'How many associations are left and when the next one may start (R24–R26, R28): by the stricter of the work ' +
    'account and the profile that is linked now or was linked last.',
})
export class AssociationAllowanceType {
  @Field(() => LearningSourceEnum)
  source!: LearningSource;

  @Field(() => Int, { description: 'How many associations may start in a year (R24).' })
  limit!: number;

  @Field(() => Int, { description: 'How many starts count against the limit: countedStarts, counted.' })
  used!: number;

  @Field(() => Int, {
    description: 'How many associations the limit leaves for the year; the cool-off may still come before the next.',
  })
  remaining!: number;

  @Field(() => [DateTimeScalar], {
    description: 'The starts that count, oldest first. Says when, not under which account.',
  })
  countedStarts!: readonly Date[];

  @Field(() => Boolean, { description: 'As far as the limits are concerned, also while linked.' })
  canAssociateNow!: boolean;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'The first instant at which the next association may start; null when that is now.',
  })
  nextAssociationAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Null when the cool-off is over.' })
  coolOffEndsAt!: Date | null;

  static fromDomain(source: LearningSource, allowance: Allowance): AssociationAllowanceType {
    const { limit, used, remaining, countedStarts, nextAssociationAt, coolOffEndsAt } = allowance;
    const canAssociateNow = nextAssociationAt === null;
    const fields = { source, limit, used, remaining, countedStarts, canAssociateNow, nextAssociationAt, coolOffEndsAt };
    return Object.assign(new AssociationAllowanceType(), fields);
  }
}

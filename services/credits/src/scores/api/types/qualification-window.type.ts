import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { DateScalar } from '@app/subgraph-kit/graphql/scalars';
import { Field, Int, ObjectType } from 'type-graphql';
import type { Qualification } from '../../domain/qualification.js';

@ObjectType('QualificationWindow', {
  description:
    'The days that decide about a designation: the organization qualifies when it attains the designation on one of ' +
    'them. Earlier days are replayed as designations(on:) does.',
})
export class QualificationWindowType {
  @Field(() => DateScalar, {
    description: 'First day of the fifth month before the month of the anniversary or of the score.',
  })
  from!: string;

  @Field(() => DateScalar, {
    description: 'Last day of the month of the anniversary; without an anniversary the day of the score.',
  })
  to!: string;

  @Field(() => DateScalar, {
    nullable: true,
    description:
      'Last day of the 30 days of renewal that follow the anniversary and count as well. Null without an anniversary.',
  })
  renewalThrough!: string | null;

  @Field(() => Boolean, { description: 'The designation is attained on at least one day up to the day of the score.' })
  qualified!: boolean;

  @Field(() => Int, { description: 'Attained days, up to the day of the score.' })
  daysAttained!: number;

  @Field(() => DateScalar, { nullable: true, description: 'Null where no day is attained.' })
  lastAttainedOn!: string | null;

  @Field(() => Int, {
    description:
      'With an anniversary: remaining days on which the designation can be attained. Without: days until the last ' +
      'attained day leaves the window; 0 when no day is attained.',
  })
  daysLeft!: number;

  @Field(() => DateScalar, {
    nullable: true,
    description:
      'Last day whose window has an attained day, if no further day is attained. Null with an anniversary, and where ' +
      'no day is attained.',
  })
  qualifiedThrough!: string | null;

  static from(qualification: Qualification): QualificationWindowType {
    const qualified = qualification.daysAttained > 0;
    return objectOf(QualificationWindowType, { ...qualification, qualified });
  }
}

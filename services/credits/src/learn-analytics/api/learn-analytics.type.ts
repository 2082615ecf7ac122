import { Access, Subject, withObject } from '@app/subgraph-kit/access';
import { connectionOf } from '@app/subgraph-kit/connection';
import { objectOf } from '@app/subgraph-kit/object-of';
import { YearMonthScalar } from '@app/subgraph-kit/scalars';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { UserStub } from '../../members/api/user.stub.js';
import { seesNames } from '../../members/application/audiences.js';
import type { DayRange } from '../domain/day-range.js';
import type { LearnPerson } from '../store/learn-analytics.store.js';

export const LearnDimensionEnum = { NAME: 'NAME', ROLE: 'ROLE', PRODUCT: 'PRODUCT' } as const;
registerEnumType(LearnDimensionEnum, {
  name: 'LearnDimension',
  description: 'What completions are counted by: the title of the module or path, a role or a product it is for.',
});

@ObjectType('LearnAnalyticsMonth', { description: 'One UTC month of a range, as far as it lies in the range.' })
export class LearnAnalyticsMonthType {
  @Field(() => YearMonthScalar)
  month!: string;

  @Field(() => Int, { description: 'People whose first module ever, linked or not yet, was completed in it.' })
  newlyTrainedIndividuals!: number;

  @Field(() => Int, { description: 'Pairs of person and module, not cumulative.' })
  moduleCompletions!: number;

  @Field(() => Int)
  learningPathCompletions!: number;
}

@ObjectType('LearnAnalyticsSlice', { description: 'Completions of modules and learning paths under one label.' })
export class LearnAnalyticsSliceType {
  @Field(() => String)
  label!: string;

  @Field(() => Int)
  completions!: number;
}

@ObjectType('LearnIndividual', { description: 'One person and what they completed in the range.' })
@Subject<LearnIndividualType>(({ organizationId, userId }) => ({ organizationId, userId }))
export class LearnIndividualType {
  @Field(() => UserStub, { nullable: true, description: 'Null for callers who may not see who it is.' })
  @Access(seesNames)
  person!: UserStub | null;

  @Field(() => ID, { description: 'Stable name of the person within the organisation.' })
  @Access(withObject)
  personRef!: string;

  @Field(() => Int)
  @Access(withObject)
  moduleCompletions!: number;

  @Field(() => Int)
  @Access(withObject)
  learningPathCompletions!: number;

  userId!: string;
  organizationId!: string;

  static from({ userId, organizationId, personRef, modules, paths }: LearnPerson): LearnIndividualType {
    return objectOf(LearnIndividualType, {
      userId,
      organizationId,
      person: UserStub.of({ id: userId, organizationId }),
      personRef,
      moduleCompletions: modules,
      learningPathCompletions: paths,
    });
  }
}

export const { Connection: LearnIndividualConnection } = connectionOf(
  () => LearnIndividualType,
  'LearnIndividual',
  'trained individuals',
);

@ObjectType('LearnAnalytics', {
  description:
    'Microsoft Learn analytics: what the people who are linked now completed in a range of UTC days, before the link or ' +
    'after. Who moves away or removes the link is gone at once; a leaver stays until the report refresh (REPORT_DAY, by ' +
    'default the 10th). A person who completed an item twice in the range counts once for it.',
})
export class LearnAnalyticsType {
  organizationId!: string;
  range!: DayRange;

  static of(organizationId: string, range: DayRange): LearnAnalyticsType {
    return objectOf(LearnAnalyticsType, { organizationId, range });
  }
}

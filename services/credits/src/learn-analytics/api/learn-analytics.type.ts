import { Access, Subject, withObject } from '@app/subgraph-kit/access/access';
import { connectionOf } from '@app/subgraph-kit/graphql/connection';
import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { YearMonthScalar } from '@app/subgraph-kit/graphql/scalars';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { UserStub } from '../../members/api/user.stub.js';
import { seesNames } from '../../members/application/audiences.js';
import type { DayRange } from '../domain/day-range.js';
import type { LearnPerson } from '../store/learn-analytics.store.js';

export const LearnDimensionEnum = { NAME: 'NAME', ROLE: 'ROLE', PRODUCT: 'PRODUCT' } as const;
registerEnumType(LearnDimensionEnum, {
  name: 'LearnDimension',
  description: 'What completions are grouped by: title of the module or path, its roles or its products.',
});

@ObjectType('LearnAnalyticsMonth', { description: 'The part of a UTC month that lies in the range.' })
export class LearnAnalyticsMonthType {
  @Field(() => YearMonthScalar)
  month!: string;

  @Field(() => Int, {
    description: 'People who completed their first module in the month, before or after they were linked.',
  })
  newlyTrainedIndividuals!: number;

  @Field(() => Int, { description: 'Pairs of person and module of this month, not cumulative.' })
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

@ObjectType('LearnIndividual', { description: 'A person and the number of completions in the range.' })
@Subject<LearnIndividualType>(({ organizationId, userId }) => ({ organizationId, userId }))
export class LearnIndividualType {
  @Field(() => UserStub, { nullable: true, description: 'Null for callers who may not see names.' })
  @Access(seesNames)
  person!: UserStub | null;

  @Field(() => ID, { description: 'Stable name of the person within the organization.' })
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
    'Microsoft Learn analytics: completions of currently linked people in a range of UTC days, including those before the ' +
    'link. People who move away or unlink are left out at once; a leaver stays until the report refresh (REPORT_DAY, by ' +
    'default the 10th). A person who completed an item twice in the range counts once for it.',
})
export class LearnAnalyticsType {
  organizationId!: string;
  range!: DayRange;

  static of(organizationId: string, range: DayRange): LearnAnalyticsType {
    return objectOf(LearnAnalyticsType, { organizationId, range });
  }
}

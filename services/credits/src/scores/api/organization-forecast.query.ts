import { Access } from '@app/subgraph-kit/access/access';
import { badUserInput } from '@app/subgraph-kit/graphql/errors';
import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { DateScalar } from '@app/subgraph-kit/graphql/scalars';
import { Arg, Ctx, Field, FieldResolver, Float, ID, Int, ObjectType, Resolver, Root } from 'type-graphql';
import { OrganizationStub } from '../../members/api/organization.stub.js';
import { creditReaders } from '../../members/application/audiences.js';
import { toDouble } from '../../values/domain/fraction.js';
import type { ForecastPoint } from '../domain/forecast.js';
import type { ScoresContext } from './context.js';

const MOST_MONTHS = 36;

@ObjectType('ForecastPoint', { description: 'A designation on the first day of a future month.' })
export class ForecastPointType {
  @Field(() => DateScalar)
  on!: string;

  @Field(() => ID)
  designation!: string;

  @Field(() => Float)
  skillingPoints!: number;

  @Field(() => Boolean, {
    description:
      'True when these points attain the designation with all other metrics at their maximum: no skilling metric is ' +
      'zero, and the rest makes up the difference.',
  })
  attainable!: boolean;

  @Field(() => Boolean, {
    description:
      'By the partner figures recorded for that day the score reaches the required one and no metric is zero.',
  })
  attained!: boolean;

  static from({ on, designation, skillingPoints, attainable, attained }: ForecastPoint): ForecastPointType {
    const shown = { on, designation, skillingPoints: toDouble(skillingPoints), attainable, attained };
    return objectOf(ForecastPointType, shown);
  }
}

@Resolver(() => OrganizationStub)
export class OrganizationForecastQuery {
  @FieldResolver(() => [ForecastPointType], {
    nullable: true,
    description:
      'Skilling points on the first day of each of the next months (1..36), as today’s holdings expire and retire and as ' +
      'leavers drop on their known days, by the rules of that day and the partner figures recorded for it; nothing else ' +
      'changes. For the same callers as designations.',
  })
  @Access(creditReaders)
  async forecast(
    @Root() { id }: OrganizationStub,
    @Arg('months', () => Int, { defaultValue: 12 }) months: number,
    @Ctx() { loaders }: ScoresContext,
  ): Promise<ForecastPointType[]> {
    if (months < 1 || months > MOST_MONTHS) throw badUserInput(`months: 1 to ${MOST_MONTHS}.`);
    const points = await loaders.forecast(id, months);
    return points.map((point) => ForecastPointType.from(point));
  }
}

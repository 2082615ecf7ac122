import { Access } from '@app/subgraph-kit/access/access';
import { badUserInput } from '@app/subgraph-kit/graphql/errors';
import { DateScalar } from '@app/subgraph-kit/graphql/scalars';
import { Arg, FieldResolver, Resolver, Root } from 'type-graphql';
import { OrganizationStub } from '../../members/api/organization.stub.js';
import { creditReaders } from '../../members/application/audiences.js';
import { readRange } from '../domain/day-range.js';
import { LearnAnalyticsType } from './learn-analytics.type.js';

@Resolver(() => OrganizationStub)
export class LearnAnalyticsQuery {
  @FieldResolver(() => LearnAnalyticsType, {
    nullable: true,
    description:
      'Training completions between two UTC days, both included, at most 50 years. For the same callers as credits; ' +
      'names of people for callers who see them there.',
  })
  @Access(creditReaders)
  learnAnalytics(
    @Root() { id }: OrganizationStub,
    @Arg('from', () => DateScalar) from: string,
    @Arg('to', () => DateScalar) to: string,
  ): LearnAnalyticsType {
    const range = readRange(from, to);
    if ('fault' in range) throw badUserInput(range.fault);
    return LearnAnalyticsType.of(id, range);
  }
}

import { Access } from '@app/subgraph-kit/access/access';
import { pageArguments } from '@app/subgraph-kit/graphql/connection';
import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { OrganizationStub } from '../../members/api/organization.type.js';
import type { RosterBreakdownBy } from '../domain/roster-breakdown.js';
import type { RosterContext } from './context.js';
import { RosterBreakdownByEnum, RosterBreakdownType } from './roster-breakdown.type.js';
import { rosterReaders } from './roster-readers.js';

@Resolver(() => OrganizationStub)
export class RosterBreakdownField {
  @FieldResolver(() => RosterBreakdownType, {
    nullable: true,
    description:
      'The roster in numbers by department or country, as of now. first: 1..100 groups. For the same callers as roster.',
  })
  @Access(rosterReaders)
  async rosterBreakdown(
    @Root() { id }: OrganizationStub,
    @Arg('by', () => RosterBreakdownByEnum, { description: 'What people are grouped by.' }) by: RosterBreakdownBy,
    @Arg('first', () => Int, { defaultValue: 50 }) first: number,
    @Ctx() { loaders }: RosterContext,
  ): Promise<RosterBreakdownType> {
    const page = pageArguments(first, null);
    return RosterBreakdownType.from(await loaders.rosterBreakdown.load({ organizationId: id, by, first: page.first }));
  }
}

import { pageArguments } from '@app/subgraph-kit/connection';
import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { RosterBreakdownBy } from '../../domain/roster-breakdown.js';
import type { AssociationContext } from '../../graphql/context.js';
import { OrganizationStub } from '../../graphql/stubs/organization.stub.js';
import { RosterBreakdownByEnum, RosterBreakdownType } from '../../graphql/types/roster-breakdown.type.js';

@Resolver(() => OrganizationStub)
export class RosterBreakdownField {
  @FieldResolver(() => RosterBreakdownType, {
    nullable: true,
    description:
      'The roster in numbers by department or country, as of now. first: 1..100 groups. For the same callers as roster.',
  })
  async rosterBreakdown(
    @Root() { id }: OrganizationStub,
    @Arg('by', () => RosterBreakdownByEnum, { description: 'What people are grouped by.' }) by: RosterBreakdownBy,
    @Arg('first', () => Int, { defaultValue: 50 }) first: number,
    @Ctx() { loaders }: AssociationContext,
  ): Promise<RosterBreakdownType> {
    const page = pageArguments(first, null);
    return RosterBreakdownType.from(await loaders.rosterBreakdown.load({ organizationId: id, by, first: page.first }));
  }
}

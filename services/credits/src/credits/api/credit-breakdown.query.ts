import { Access, allows } from '@app/subgraph-kit/access/access';
import { pageArguments } from '@app/subgraph-kit/graphql/connection';
import { badUserInput } from '@app/subgraph-kit/graphql/errors';
import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { OrganizationStub } from '../../members/api/organization.stub.js';
import { creditReaders, seesNames } from '../../members/application/audiences.js';
import { type BreakdownBy, breakdownOf } from '../domain/breakdown.js';
import { creditGroups } from '../store/breakdown.store.js';
import type { CreditsContext } from './context.js';
import { CreditFilter } from './credit-filter.type.js';
import { creditSelection } from './credit-page.js';
import { BreakdownByEnum, SkillBreakdownType } from './skill-breakdown.type.js';

@Resolver(() => OrganizationStub)
export class CreditBreakdownQuery {
  @FieldResolver(() => SkillBreakdownType, {
    nullable: true,
    description:
      'Credits by the current department or country of people. first: 1..100 groups. Only callers who see names may ' +
      'filter; reasons that depend on other people’s holdings cannot be counted. For the same callers as credits.',
  })
  @Access(creditReaders)
  async creditBreakdown(
    @Root() { id }: OrganizationStub,
    @Arg('by', () => BreakdownByEnum, { description: 'What people are grouped by.' }) by: BreakdownBy,
    @Arg('filter', () => CreditFilter, { nullable: true, description: 'Selects credits as in credits.' })
    filter: CreditFilter | null | undefined,
    @Arg('first', () => Int, { defaultValue: 50 }) first: number,
    @Ctx() context: CreditsContext,
  ): Promise<SkillBreakdownType> {
    const page = pageArguments(first, null);
    const withNames = allows(seesNames, context.caller, { organizationId: id });
    // Two counts with different filters could be subtracted from each other until one person is left.
    if (filter != null && !withNames) throw badUserInput('filter: for callers who may see who a credit belongs to.');
    const selection = creditSelection(filter ?? {}, { byName: withNames, context });
    if (selection.reasons?.counted)
      throw badUserInput('filter.reason: reasons that depend on the holdings of other people are listed by credits.');
    const groups = await creditGroups(context.reads, id, by, selection);
    return SkillBreakdownType.from(breakdownOf(groups, { first: page.first, withNames }));
  }
}

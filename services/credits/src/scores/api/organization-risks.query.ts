import { Access } from '@app/subgraph-kit/access/access';
import { pageArguments } from '@app/subgraph-kit/graphql/connection';
import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { OrganizationStub } from '../../members/api/organization.stub.js';
import { creditReaders } from '../../members/application/audiences.js';
import { organizationRisks } from '../application/organization-risks.js';
import type { ScoresContext } from './context.js';
import { SkillRiskType } from './types/skill-risk.type.js';

@Resolver(() => OrganizationStub)
export class OrganizationRisksQuery {
  @FieldResolver(() => [SkillRiskType], {
    nullable: true,
    description:
      'People whose leaving, or expiry within a year, would lower a score or close a step of today’s rules, and days ' +
      'on which several expire together, by the rules and partner figures of that day; lost designations first, then ' +
      'by points lost. first: 1..100. Names as for credits; for the same callers as designations.',
  })
  @Access(creditReaders)
  async risks(
    @Root() { id }: OrganizationStub,
    @Arg('first', () => Int, { defaultValue: 20 }) first: number,
    @Ctx() context: ScoresContext,
  ): Promise<SkillRiskType[]> {
    const { first: most } = pageArguments(first, null);
    const { loaders, reads, rules, now } = context;
    const { risks, userIds } = await organizationRisks(id, { ...loaders, reads, rules, now });
    const terms = { userIds, organizationId: id, catalog: rules.catalog };
    return risks.slice(0, most).map((risk) => SkillRiskType.from(risk, terms));
  }
}

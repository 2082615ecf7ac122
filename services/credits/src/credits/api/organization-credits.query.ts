import { Access } from '@app/subgraph-kit/access/access';
import type { ConnectionOf } from '@app/subgraph-kit/graphql/connection';
import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { OrganizationStub } from '../../members/api/organization.stub.js';
import { creditReaders } from '../../members/application/audiences.js';
import type { CreditOrder } from '../store/credit-list.store.js';
import type { CreditsContext } from './context.js';
import { CreditConnection, type CreditType } from './credit.type.js';
import { CreditOrderEnum } from './credit-enums.type.js';
import { CreditFilter } from './credit-filter.type.js';
import { creditPage } from './credit-page.js';

@Resolver(() => OrganizationStub)
export class OrganizationCreditsQuery {
  @FieldResolver(() => CreditConnection, {
    nullable: true,
    description:
      'Every credit of the organization: counted, pending, scheduled to drop or dropped, with the reasons. first: 1..100, ' +
      '1..1,000 for programs of the organization. ' +
      'GLOBAL_ADMIN, PARTNER_ADMIN, EXECUTIVE_REPORT_VIEWER and reports:read.pii with names; REPORT_VIEWER and ' +
      'reports:read with personRef only.',
  })
  @Access(creditReaders)
  async credits(
    @Root() { id }: OrganizationStub,
    @Arg('first', () => Int) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null | undefined,
    @Arg('filter', () => CreditFilter, { nullable: true }) filter: CreditFilter | null | undefined,
    @Arg('orderBy', () => CreditOrderEnum, { nullable: true, defaultValue: 'ACHIEVED_AT_DESC' })
    orderBy: CreditOrder | null,
    @Ctx() context: CreditsContext,
  ): Promise<ConnectionOf<CreditType>> {
    const owner = { id, organizationId: id, userId: null };
    return creditPage({ scope: 'organization', owner, first, after, filter, orderBy }, context);
  }
}

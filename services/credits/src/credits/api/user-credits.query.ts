import { Access } from '@app/subgraph-kit/access/access';
import type { ConnectionOf } from '@app/subgraph-kit/graphql/connection';
import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { UserStub } from '../../members/api/user.stub.js';
import { personAndNameReaders } from '../../members/application/audiences.js';
import type { CreditOrder } from '../store/credit-list.store.js';
import type { CreditsContext } from './context.js';
import { CreditConnection, type CreditType } from './credit.type.js';
import { CreditOrderEnum } from './credit-enums.type.js';
import { CreditFilter } from './credit-filter.type.js';
import { creditPage } from './credit-page.js';

@Resolver(() => UserStub)
export class UserCreditsQuery {
  @FieldResolver(() => CreditConnection, {
    nullable: true,
    description:
      'Where the credits of the person count, or why they do not. first: 1..100, 1..1,000 for programs of the ' +
      'organization. The person, and callers who see credits with names.',
  })
  @Access(personAndNameReaders)
  async credits(
    @Root() { id, organizationId }: UserStub,
    @Arg('first', () => Int) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null | undefined,
    @Arg('filter', () => CreditFilter, { nullable: true }) filter: CreditFilter | null | undefined,
    @Arg('orderBy', () => CreditOrderEnum, { nullable: true, defaultValue: 'ACHIEVED_AT_DESC' })
    orderBy: CreditOrder | null,
    @Ctx() context: CreditsContext,
  ): Promise<ConnectionOf<CreditType>> {
    const owner = { id, organizationId, userId: id };
    return creditPage({ scope: 'user', owner, first, after, filter, orderBy }, context);
  }
}

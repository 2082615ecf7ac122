import type { ConnectionOf } from '@app/subgraph-kit/connection';
import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { CreditsContext } from '../../graphql/context.js';
import { creditPage } from '../../graphql/credit-page.js';
import { UserStub } from '../../graphql/stubs/user.stub.js';
import { CreditConnection, type CreditType } from '../../graphql/types/credit.type.js';
import { CreditFilter } from '../../graphql/types/credit-filter.type.js';
import { CreditOrderEnum } from '../../graphql/types/enums.type.js';
import type { CreditOrder } from '../../persistence/credit-list.store.js';

@Resolver(() => UserStub)
export class UserCreditsQuery {
  @FieldResolver(() => CreditConnection, {
    nullable: true,
    description:
      'Where the credits of the person count, or why they do not. first: 1..100, 1..1,000 for programs of the ' +
      'organization. The person, and callers who see credits with names.',
  })
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

import { Access, allow, visibleTo } from '@app/subgraph-kit/access/access';
import { badUserInput } from '@app/subgraph-kit/graphql/errors';
import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import type { UsersContext } from './context.js';
import { UserType } from './types/user.type.js';
import { loadUser } from './user.reference.js';

const MOST = 100;

@Resolver()
export class UsersQuery {
  @Query(() => [UserType], {
    nullable: 'items',
    description:
      'Users by id: one item for each id, in the same order; null for a user who does not exist or is not visible to ' +
      'the caller, without a difference between the two.',
  })
  @Access(allow('signed-in')) // null for each user who is absent or not visible
  async users(
    @Arg('ids', () => [ID], { description: 'At most 100.' }) ids: string[],
    @Ctx() context: UsersContext,
  ): Promise<(UserType | null)[]> {
    if (ids.length > MOST) throw badUserInput(`ids: at most ${MOST} at a time.`);
    return Promise.all(ids.map(async (id) => visibleTo(context.caller, await loadUser(id, context))));
  }
}

import { Access, allow, visibleTo } from '@app/subgraph-kit/access/access';
import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import type { UsersContext } from './context.js';
import { UserType } from './types/user.type.js';
import { loadUser } from './user.reference.js';

@Resolver()
export class UserQuery {
  @Query(() => UserType, {
    nullable: true,
    description: 'Null when the user is absent or not visible to the caller, without a difference between the two.',
  })
  @Access(allow('signed-in')) // null when absent or not visible
  async user(@Arg('id', () => ID) id: string, @Ctx() context: UsersContext): Promise<UserType | null> {
    return visibleTo(context.caller, await loadUser(id, context));
  }
}

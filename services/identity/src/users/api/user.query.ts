import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import type { UsersContext } from './context.js';
import { UserType } from './types/user.type.js';
import { resolveUserReference } from './user.reference.js';
import { visibleUser } from './visible-user.js';

@Resolver()
export class UserQuery {
  @Query(() => UserType, {
    nullable: true,
    description: 'Null when absent or not visible to the caller: the two cannot be told apart.',
  })
  async user(@Arg('id', () => ID) id: string, @Ctx() context: UsersContext): Promise<UserType | null> {
    return visibleUser(await resolveUserReference({ id }, context), context);
  }
}

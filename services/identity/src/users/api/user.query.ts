import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import type { IdentityContext } from '../../context.js';
import { resolveUserReference } from './user.reference.js';
import { UserType } from './types/user.type.js';
import { visibleUser } from './visible-user.js';

@Resolver()
export class UserQuery {
  @Query(() => UserType, {
    nullable: true,
    description: 'Null when absent or not visible to the caller: the two cannot be told apart.',
  })
  async user(@Arg('id', () => ID) id: string, @Ctx() context: IdentityContext): Promise<UserType | null> {
    return visibleUser(await resolveUserReference({ id }, context), context);
  }
}

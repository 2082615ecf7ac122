import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import type { IdentityContext } from '../../graphql/context.js';
import { resolveUserReference } from '../../graphql/types/user.reference.js';
import { UserType } from '../../graphql/types/user.type.js';
import { visibleUser } from '../../graphql/visibility.js';

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

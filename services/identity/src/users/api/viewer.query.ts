import { Ctx, Query, Resolver } from 'type-graphql';
import type { UsersContext } from './context.js';
import { UserType } from './types/user.type.js';

@Resolver()
export class ViewerQuery {
  @Query(() => UserType, {
    nullable: true,
    description: 'The signed-in person; null for anonymous callers, machine clients and whoever is no user here.',
  })
  async viewer(@Ctx() context: UsersContext): Promise<UserType | null> {
    if (context.caller.kind !== 'person') return null;
    const user = await context.loaders.userById.load(context.caller.userId);
    return user === null ? null : UserType.fromDomain(user, context);
  }
}

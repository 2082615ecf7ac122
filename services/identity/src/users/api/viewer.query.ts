import { Access, allow } from '@app/subgraph-kit/access/access';
import { Ctx, Query, Resolver } from 'type-graphql';
import type { UsersContext } from './context.js';
import { UserType } from './types/user.type.js';
import { loadUser } from './user.reference.js';

@Resolver()
export class ViewerQuery {
  @Query(() => UserType, {
    nullable: true,
    description: 'The signed-in user; null for anonymous callers, programs and accounts without a user.',
  })
  @Access(allow('anyone')) // null for callers who are not users
  async viewer(@Ctx() context: UsersContext): Promise<UserType | null> {
    if (context.caller.kind !== 'person') return null;
    return loadUser(context.caller.userId, context);
  }
}

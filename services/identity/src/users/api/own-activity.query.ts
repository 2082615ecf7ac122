import { Access, allow } from '@app/subgraph-kit/access/access';
import { ACTIVITY_PAGES, activityPage } from '@app/subgraph-kit/activity/activity-page';
import type { ConnectionOf } from '@app/subgraph-kit/graphql/connection';
import { DateTimeScalar } from '@app/subgraph-kit/graphql/scalars';
import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { userActivityLists } from '../store/user-activity-list.store.js';
import type { UsersContext } from './context.js';
import { UserType } from './types/user.type.js';
import { UserActivityConnection, UserActivityType } from './types/user-activity.type.js';

@Resolver(() => UserType)
export class OwnActivityQuery {
  @FieldResolver(() => UserActivityConnection, {
    nullable: true,
    description: `What happened to the own account: invitations, roles, sign-in, and attempts to change it that were rejected, newest first. The own links: linkActivity. ${ACTIVITY_PAGES} The user only.`,
  })
  @Access(allow('self'))
  async activity(
    @Root() { id }: UserType,
    @Arg('first', () => Int) first: number,
    @Ctx() context: UsersContext,
    @Arg('after', () => String, { nullable: true }) after?: string | null,
    @Arg('from', () => DateTimeScalar, { nullable: true, description: 'Entries since this instant.' })
    from?: Date | null,
    @Arg('to', () => DateTimeScalar, { nullable: true, description: 'Entries before this instant.' })
    to?: Date | null,
  ): Promise<ConnectionOf<UserActivityType>> {
    const listed = { lists: userActivityLists, show: UserActivityType.from };
    return activityPage(listed, { userId: id }, { first, after, from, to }, context);
  }
}

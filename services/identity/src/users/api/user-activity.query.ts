import { Access, allow } from '@app/subgraph-kit/access/access';
import { ACTIVITY_PAGES, activityPage } from '@app/subgraph-kit/activity/activity-page';
import type { ConnectionOf } from '@app/subgraph-kit/graphql/connection';
import { DateTimeScalar } from '@app/subgraph-kit/graphql/scalars';
import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { OrganizationType } from '../../organizations/api/organization.type.js';
import { USER_ADMINISTRATORS } from '../domain/audiences.js';
import { userActivityLists } from '../store/user-activity-list.store.js';
import type { UsersContext } from './context.js';
import { UserActivityConnection, UserActivityType } from './types/user-activity.type.js';

@Resolver(() => OrganizationType)
export class UserActivityQuery {
  @FieldResolver(() => UserActivityConnection, {
    nullable: true,
    description: `Invitations, sign-ins, changes of roles, deactivations, deletions, restorations, and rejected attempts, newest first. ${ACTIVITY_PAGES} GLOBAL_ADMIN, ACCOUNT_ADMIN, USER_MANAGEMENT_ADMIN.`,
  })
  @Access(allow(...USER_ADMINISTRATORS))
  async userActivity(
    @Root() { id }: OrganizationType,
    @Arg('first', () => Int) first: number,
    @Ctx() context: UsersContext,
    @Arg('after', () => String, { nullable: true }) after?: string | null,
    @Arg('from', () => DateTimeScalar, { nullable: true, description: 'Entries since this instant.' })
    from?: Date | null,
    @Arg('to', () => DateTimeScalar, { nullable: true, description: 'Entries before this instant.' })
    to?: Date | null,
  ): Promise<ConnectionOf<UserActivityType>> {
    const listed = { lists: userActivityLists, show: UserActivityType.from };
    return activityPage(listed, { organizationId: id }, { first, after, from, to }, context);
  }
}

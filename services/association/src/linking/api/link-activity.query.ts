import { Access, allow } from '@app/subgraph-kit/access/access';
import { ACTIVITY_PAGES, activityPage } from '@app/subgraph-kit/activity/activity-page';
import type { ConnectionOf } from '@app/subgraph-kit/graphql/connection';
import { DateTimeScalar } from '@app/subgraph-kit/graphql/scalars';
import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { OrganizationStub } from '../../members/api/organization.type.js';
import { type ListedLinkActivity, linkActivityLists } from '../store/activity-list.store.js';
import type { LinkingContext } from './context.js';
import { LinkActivityConnection, LinkActivityType } from './types/link-activity.type.js';

@Resolver(() => OrganizationStub)
export class LinkActivityField {
  @FieldResolver(() => LinkActivityConnection, {
    nullable: true,
    description: `Starts, ends, moves, and attempts that were rejected or failed, newest first. ${ACTIVITY_PAGES} GLOBAL_ADMIN, PARTNER_ADMIN.`,
  })
  @Access(allow('GLOBAL_ADMIN', 'PARTNER_ADMIN'))
  async linkActivity(
    @Root() { id }: OrganizationStub,
    @Arg('first', () => Int) first: number,
    @Ctx() context: LinkingContext,
    @Arg('after', () => String, { nullable: true }) after?: string | null,
    @Arg('from', () => DateTimeScalar, { nullable: true, description: 'Entries since this instant.' })
    from?: Date | null,
    @Arg('to', () => DateTimeScalar, { nullable: true, description: 'Entries before this instant.' })
    to?: Date | null,
  ): Promise<ConnectionOf<LinkActivityType>> {
    const listed = {
      lists: linkActivityLists,
      show: (entry: ListedLinkActivity) => LinkActivityType.from(entry, context.caller),
    };
    return activityPage(listed, { organizationId: id }, { first, after, from, to }, context);
  }
}

import { Access } from '@app/subgraph-kit/access/access';
import { type ConnectionOf, pageArguments } from '@app/subgraph-kit/graphql/connection';
import { mapPage } from '@app/subgraph-kit/graphql/mapped-page';
import { parseSearch } from '@app/subgraph-kit/graphql/search';
import { Arg, Ctx, Field, FieldResolver, InputType, Int, Resolver, Root } from 'type-graphql';
import { OrganizationStub } from '../../members/api/organization.type.js';
import { LearningSourceEnum } from '../../providers/api/learning-source.type.js';
import type { LearningSource } from '../../providers/domain/learning-source.js';
import type { LinkState } from '../domain/link-state.js';
import type { RosterOrder } from '../domain/roster-order.js';
import { countRoster, listRoster, type RosterPlace } from '../store/roster.store.js';
import type { RosterContext } from './context.js';
import { RosterConnection, RosterEntryType } from './roster.type.js';
import { LinkStateEnum, RosterOrderEnum } from './roster-enums.type.js';
import { rosterReaders } from './roster-readers.js';

@InputType({ description: 'Every condition that is given must hold; an empty list is none.' })
class RosterFilter {
  @Field(() => [LinkStateEnum], { nullable: true })
  state?: LinkState[] | null;

  @Field(() => LearningSourceEnum, { nullable: true, description: 'People with an active link of this source.' })
  source?: LearningSource | null;

  @Field(() => String, { nullable: true, description: 'A part of the name or the address, case-insensitive.' })
  search?: string | null;
}

@Resolver(() => OrganizationStub)
export class RosterField {
  @FieldResolver(() => RosterConnection, {
    nullable: true,
    description:
      'All people who are invited, active or leaving, linked or not, with the state of their links. After the refresh ' +
      'leavers are listed by users. first: 1..100, 1..1,000 for programs of the organization. GLOBAL_ADMIN, ' +
      'ACCOUNT_ADMIN, USER_MANAGEMENT_ADMIN, PARTNER_ADMIN, EXECUTIVE_REPORT_VIEWER, users:read.',
  })
  @Access(rosterReaders)
  async roster(
    @Root() { id }: OrganizationStub,
    @Arg('first', () => Int) first: number,
    @Ctx() { caller, cursors, reads, clock }: RosterContext,
    @Arg('after', () => String, { nullable: true }) after?: string | null,
    @Arg('filter', () => RosterFilter, { nullable: true }) filter?: RosterFilter | null,
    @Arg('orderBy', () => RosterOrderEnum, {
      nullable: true,
      defaultValue: 'NAME_ASC',
      description: 'Cursors belong to one order.',
    })
    orderBy?: RosterOrder | null,
  ): Promise<ConnectionOf<RosterEntryType>> {
    const page = pageArguments(first, after, caller);
    const order = orderBy ?? 'NAME_ASC';
    // The binding of the default order has no name of its own.
    const binding = order === 'NAME_ASC' ? `roster-by-name:${id}` : `roster-by-${order}:${id}`;
    const place = page.after === null ? null : (cursors.decode(binding, page.after) as unknown as RosterPlace);
    const selection = {
      states: filter?.state?.length ? [...new Set(filter.state)] : null,
      source: filter?.source ?? null,
      search: parseSearch(filter?.search),
    };
    const now = clock.now();
    return mapPage({
      rows: await listRoster(reads, id, selection, { now, order, after: place, limit: page.first + 1 }),
      page,
      cursorOf: ({ sortName, userId, sortKey }) =>
        cursors.encode(binding, sortKey === null ? [sortName, userId] : [sortName, userId, sortKey]),
      show: RosterEntryType.fromRow,
      total: () => countRoster(reads, id, selection, now),
    });
  }
}

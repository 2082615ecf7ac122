import { Access, allow } from '@app/subgraph-kit/access/access';
import { type ConnectionOf, pageArguments } from '@app/subgraph-kit/graphql/connection';
import { badUserInput } from '@app/subgraph-kit/graphql/errors';
import { mapPage } from '@app/subgraph-kit/graphql/mapped-page';
import { parseSearch } from '@app/subgraph-kit/graphql/search';
import { isUuid } from '@app/subgraph-kit/values/text';
import { Arg, Ctx, Field, FieldResolver, ID, InputType, Int, Resolver, Root } from 'type-graphql';
import { OrganizationType } from '../../organizations/api/organization.type.js';
import { USER_READERS } from '../domain/audiences.js';
import type { Role } from '../domain/role.js';
import type { UserStatus } from '../domain/user.js';
import type { UserOrder } from '../domain/user-order.js';
import type { UserListFilter, UserPosition } from '../store/user-list.store.js';
import type { UsersContext } from './context.js';
import { RoleEnum, UserOrderEnum, UserStatusEnum } from './types/enums.type.js';
import { UserConnection, UserType } from './types/user.type.js';

const MOST_IDS = 1_000;

@InputType({ description: 'Every given condition must hold. An empty list does not restrict.' })
class UserFilter {
  @Field(() => [UserStatusEnum], { nullable: true })
  status?: UserStatus[] | null;

  @Field(() => String, { nullable: true, description: 'A part of name or address, case-insensitive.' })
  search?: string | null;

  @Field(() => RoleEnum, { nullable: true })
  role?: Role | null;

  @Field(() => [ID], {
    nullable: true,
    description: 'Only these users, at most 1,000; an empty list does not restrict.',
  })
  ids?: string[] | null;
}

@Resolver(() => OrganizationType)
export class OrganizationUsersQuery {
  @FieldResolver(() => UserConnection, {
    nullable: true,
    description:
      'All users of the organization, including leavers; by name unless orderBy says otherwise. first: 1..100, ' +
      '1..1,000 for programs of the organization. GLOBAL_ADMIN, ACCOUNT_ADMIN, USER_MANAGEMENT_ADMIN, PARTNER_ADMIN, ' +
      'users:read.',
  })
  @Access(allow(...USER_READERS))
  async users(
    @Root() { id }: OrganizationType,
    @Arg('first', () => Int) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null | undefined,
    @Arg('filter', () => UserFilter, { nullable: true }) filter: UserFilter | null | undefined,
    @Arg('orderBy', () => UserOrderEnum, {
      nullable: true,
      defaultValue: 'NAME_ASC',
      description: 'The sort order. A cursor is valid for one order.',
    })
    orderBy: UserOrder | null | undefined,
    @Ctx() context: UsersContext,
  ): Promise<ConnectionOf<UserType>> {
    const { cursors, loaders } = context;
    const order = orderBy ?? 'NAME_ASC';
    // The order by name keeps its original binding, so that cursors issued before other orders existed stay valid.
    const list = order === 'NAME_ASC' ? `users-by-name:${id}` : `users-by-${order}:${id}`;
    const page = pageArguments(first, after, context.caller);
    const position = page.after === null ? null : (cursors.decode(list, page.after) as unknown as UserPosition);
    const restriction = parseFilter(filter);
    return mapPage({
      rows: await loaders.userPagesByOrganization.page(id, restriction, { order, after: position, limit: first + 1 }),
      page,
      cursorOf: (row) => cursors.encode(list, [row.sortKey, row.id]),
      show: (user) => UserType.fromDomain(user, context),
      total: () => loaders.userPagesByOrganization.total(id, restriction),
    });
  }
}

function parseFilter(filter: UserFilter | null | undefined): UserListFilter {
  const status = filter?.status ?? [];
  return {
    status: status.length === 0 ? null : status,
    role: filter?.role ?? null,
    search: parseSearch(filter?.search),
    ids: parseIds(filter?.ids ?? []),
  };
}

/** Text that is not an id matches no user. */
function parseIds(ids: readonly string[]): string[] | null {
  if (ids.length > MOST_IDS) throw badUserInput(`filter.ids: at most ${MOST_IDS.toLocaleString('en')} at a time.`);
  return ids.length === 0 ? null : ids.filter(isUuid);
}

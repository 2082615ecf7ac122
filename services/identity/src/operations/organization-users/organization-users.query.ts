import { type ConnectionOf, pageArguments, toConnection } from '@app/subgraph-kit/connection';
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Field, FieldResolver, Info, InputType, Int, Resolver, Root } from 'type-graphql';
import type { Role } from '../../domain/role.js';
import type { UserStatus } from '../../domain/user.js';
import type { IdentityContext } from '../../graphql/context.js';
import { parseSearch } from '../../graphql/search.js';
import { selects } from '../../graphql/selection.js';
import { showNodes } from '../../graphql/shown-nodes.js';
import { RoleEnum, UserStatusEnum } from '../../graphql/types/enums.type.js';
import { OrganizationType } from '../../graphql/types/organization.type.js';
import { UserConnection, UserType } from '../../graphql/types/user.type.js';
import type { UserListFilter, UserPlace } from '../../persistence/user-list.store.js';

@InputType({ description: 'Every condition that is given must hold; an empty list is none.' })
class UserFilter {
  @Field(() => [UserStatusEnum], { nullable: true })
  status?: UserStatus[] | null;

  @Field(() => String, { nullable: true, description: 'A part of name or address, without case.' })
  search?: string | null;

  @Field(() => RoleEnum, { nullable: true })
  role?: Role | null;
}

@Resolver(() => OrganizationType)
export class OrganizationUsersQuery {
  @FieldResolver(() => UserConnection, {
    nullable: true,
    description:
      'Everybody of the organisation by name, whoever left included. first: 1..100. GLOBAL_ADMIN, ACCOUNT_ADMIN, ' +
      'USER_MANAGEMENT_ADMIN, PARTNER_ADMIN, users:read.',
  })
  async users(
    @Root() { id }: OrganizationType,
    @Arg('first', () => Int) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null | undefined,
    @Arg('filter', () => UserFilter, { nullable: true }) filter: UserFilter | null | undefined,
    @Ctx() context: IdentityContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ConnectionOf<UserType>> {
    const { cursors, loaders } = context;
    const list = `users-by-name:${id}`;
    const page = pageArguments(first, after);
    const place = page.after === null ? null : (cursors.decode(list, page.after) as unknown as UserPlace);
    const restriction = parseFilter(filter);
    const [rows, totalCount] = await Promise.all([
      loaders.userPagesByOrganization.page(id, restriction, { after: place, limit: first + 1 }),
      selects(info, 'totalCount') ? loaders.userPagesByOrganization.total(id, restriction) : null,
    ]);
    const listed = toConnection({
      rows,
      page,
      cursorOf: (row) => cursors.encode(list, [row.sortName, row.id]),
      totalCount,
    });
    return showNodes(listed, (user) => UserType.fromDomain(user, context));
  }
}

function parseFilter(filter: UserFilter | null | undefined): UserListFilter {
  const status = filter?.status ?? [];
  return {
    status: status.length === 0 ? null : status,
    role: filter?.role ?? null,
    search: parseSearch(filter?.search),
  };
}

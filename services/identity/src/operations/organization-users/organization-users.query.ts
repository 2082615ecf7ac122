import { type ConnectionOf, pageArguments } from '@app/subgraph-kit/connection';
import { parseSearch } from '@app/subgraph-kit/search';
import { showPage } from '@app/subgraph-kit/shown-page';
import { Arg, Ctx, Field, FieldResolver, InputType, Int, Resolver, Root } from 'type-graphql';
import type { Role } from '../../domain/role.js';
import type { UserStatus } from '../../domain/user.js';
import type { IdentityContext } from '../../graphql/context.js';
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
      'Everybody of the organisation by name, whoever left included. first: 1..100, 1..1,000 for programs of the organization. GLOBAL_ADMIN, ACCOUNT_ADMIN, ' +
      'USER_MANAGEMENT_ADMIN, PARTNER_ADMIN, users:read.',
  })
  async users(
    @Root() { id }: OrganizationType,
    @Arg('first', () => Int) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null | undefined,
    @Arg('filter', () => UserFilter, { nullable: true }) filter: UserFilter | null | undefined,
    @Ctx() context: IdentityContext,
  ): Promise<ConnectionOf<UserType>> {
    const { cursors, loaders } = context;
    const list = `users-by-name:${id}`;
    const page = pageArguments(first, after, context.caller);
    const place = page.after === null ? null : (cursors.decode(list, page.after) as unknown as UserPlace);
    const restriction = parseFilter(filter);
    return showPage({
      rows: await loaders.userPagesByOrganization.page(id, restriction, { after: place, limit: first + 1 }),
      page,
      cursorOf: (row) => cursors.encode(list, [row.sortName, row.id]),
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
  };
}

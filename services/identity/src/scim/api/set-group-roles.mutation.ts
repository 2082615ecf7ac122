import { Access, allow } from '@app/subgraph-kit/access/access';
import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { UserError } from '@app/subgraph-kit/graphql/user-error.type';
import { Arg, Ctx, createUnionType, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { RoleEnum } from '../../users/api/types/enums.type.js';
import { LastGlobalAdminError } from '../../users/api/types/last-global-admin-error.type.js';
import type { Role } from '../../users/domain/role.js';
import { type SetGroupRolesOutcome, setGroupRoles } from '../application/set-group-roles.js';
import type { ScimContext } from './context.js';
import { DirectoryGroupType } from './directory-group.type.js';

@InputType({ description: 'A group of the directory, and all roles of its members.' })
class SetGroupRolesInput {
  @Field(() => ID, { description: 'The group, from Organization.directoryGroups.' })
  groupId!: string;

  @Field(() => [RoleEnum], { description: 'The roles of every member; an empty list for none.' })
  roles!: Role[];
}

@ObjectType({ description: 'The members have these roles in addition to those granted by hand.' })
class SetGroupRolesSuccess {
  @Field(() => DirectoryGroupType, { description: 'The group with its roles.' })
  group!: DirectoryGroupType;
}

@ObjectType({
  implements: UserError,
  description: 'There is no such group in the caller’s organization.',
})
class DirectoryGroupNotFoundError extends UserError {}

const SetGroupRolesResult = createUnionType({
  name: 'SetGroupRolesResult',
  description: 'The group with its roles, or the reason why they were not set.',
  types: () => [SetGroupRolesSuccess, LastGlobalAdminError, DirectoryGroupNotFoundError] as const,
});

@Resolver()
export class SetGroupRolesMutation {
  @Mutation(() => SetGroupRolesResult, {
    description:
      'Sets the roles of all present and future members of a directory group; in force within five seconds. Roles ' +
      'granted by hand stay. GLOBAL_ADMIN, because the directory decides who the members are.',
  })
  @Access(allow('GLOBAL_ADMIN'))
  async setGroupRoles(
    @Arg('input', () => SetGroupRolesInput) { groupId, roles }: SetGroupRolesInput,
    @Ctx() context: ScimContext,
  ): Promise<typeof SetGroupRolesResult> {
    const { caller, requestId } = context;
    return present(await setGroupRoles(context, { caller, requestId, groupId, roles }));
  }
}

function present(outcome: SetGroupRolesOutcome): typeof SetGroupRolesResult {
  switch (outcome.kind) {
    case 'set':
      return objectOf(SetGroupRolesSuccess, { group: DirectoryGroupType.fromDomain(outcome.group) });
    case 'last-global-admin':
      return LastGlobalAdminError.create();
    case 'no-group':
      return objectOf(DirectoryGroupNotFoundError, {
        message: 'There is no such group. Organization.directoryGroups lists those that the directory has written.',
      });
  }
}

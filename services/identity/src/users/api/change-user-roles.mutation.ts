import { Access, allow } from '@app/subgraph-kit/access/access';
import { badUserInput, forbidden } from '@app/subgraph-kit/graphql/errors';
import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { Arg, Ctx, createUnionType, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { type ChangeUserRolesOutcome, changeUserRoles } from '../application/change-user-roles.js';
import { USER_ADMINISTRATORS } from '../domain/audiences.js';
import type { Role } from '../domain/role.js';
import type { UsersContext } from './context.js';
import { noSuchUser } from './no-such-user.js';
import { RoleEnum } from './types/enums.type.js';
import { LastGlobalAdminError } from './types/last-global-admin-error.type.js';
import { UserType } from './types/user.type.js';

@InputType({ description: 'The user, and all roles granted by hand afterwards.' })
class ChangeUserRolesInput {
  @Field(() => ID)
  userId!: string;

  @Field(() => [RoleEnum])
  roles!: Role[];
}

@ObjectType({
  description: 'The user has these granted roles, and those of the user’s groups (User.groupRoles).',
})
class ChangeUserRolesSuccess {
  @Field(() => UserType)
  user!: UserType;
}

const ChangeUserRolesResult = createUnionType({
  name: 'ChangeUserRolesResult',
  description: 'The user with the new roles, or the reason why they were not changed.',
  types: () => [ChangeUserRolesSuccess, LastGlobalAdminError] as const,
});

@Resolver()
export class ChangeUserRolesMutation {
  @Mutation(() => ChangeUserRolesResult, {
    description:
      'Replaces the roles granted to a user by hand; in force within five seconds. GLOBAL_ADMIN, ACCOUNT_ADMIN, USER_MANAGEMENT_ADMIN, ' +
      'users:write. Only a GLOBAL_ADMIN changes the roles of a GLOBAL_ADMIN or grants GLOBAL_ADMIN.',
  })
  @Access(allow(...USER_ADMINISTRATORS, 'users:write'))
  async changeUserRoles(
    @Arg('input', () => ChangeUserRolesInput) { userId, roles }: ChangeUserRolesInput,
    @Ctx() context: UsersContext,
  ): Promise<typeof ChangeUserRolesResult> {
    const { caller, requestId } = context;
    return present(await changeUserRoles(context, { caller, requestId, userId, roles }), context);
  }
}

function present(outcome: ChangeUserRolesOutcome, context: UsersContext): typeof ChangeUserRolesResult {
  switch (outcome.kind) {
    case 'changed':
      return objectOf(ChangeUserRolesSuccess, { user: UserType.fromDomain(outcome.user, context) });
    case 'last-global-admin':
      return LastGlobalAdminError.create();
    case 'not-permitted':
      throw forbidden(
        'Only a Global admin may change the roles of a Global admin, or make one. Ask a Global admin of the organization.',
      );
    case 'no-user':
      throw noSuchUser();
    case 'deleted':
      throw badUserInput('input.userId: this user is deleted; restore the user first.');
  }
}

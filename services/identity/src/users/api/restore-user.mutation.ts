import { Access, allow } from '@app/subgraph-kit/access/access';
import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { UserError } from '@app/subgraph-kit/graphql/user-error.type';
import { Arg, Ctx, createUnionType, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { type RestoreUserOutcome, restoreUser } from '../application/restore-user.js';
import type { UsersContext } from './context.js';
import { noSuchUser } from './no-such-user.js';
import { UserType } from './types/user.type.js';
import { UserExistsError } from './types/user-exists-error.type.js';

@InputType({ description: 'The user to restore.' })
class RestoreUserInput {
  @Field(() => ID)
  userId!: string;
}

@ObjectType({ description: 'The user has the status, roles and links of before the deletion.' })
class RestoreUserSuccess {
  @Field(() => UserType)
  user!: UserType;
}

@ObjectType({
  implements: UserError,
  description: 'The deletion is 30 days old or older (R23). Inviting the person again restores the same user.',
})
class RestoreWindowPassedError extends UserError {}

const RestoreUserResult = createUnionType({
  name: 'RestoreUserResult',
  description:
    'The restored user, or the reason why the user was not restored: too late, or another user has the address now.',
  types: () => [RestoreUserSuccess, RestoreWindowPassedError, UserExistsError] as const,
});

@Resolver()
export class RestoreUserMutation {
  @Mutation(() => RestoreUserResult, {
    description:
      'GLOBAL_ADMIN only, within 30 days of the deletion (R23). A restoration before the refresh brings everything ' +
      'back and uses up no association. Restoring again changes nothing.',
  })
  @Access(allow('GLOBAL_ADMIN'))
  async restoreUser(
    @Arg('input', () => RestoreUserInput) { userId }: RestoreUserInput,
    @Ctx() context: UsersContext,
  ): Promise<typeof RestoreUserResult> {
    const { caller, requestId } = context;
    return present(await restoreUser(context, { caller, requestId, userId }), context);
  }
}

function present(outcome: RestoreUserOutcome, context: UsersContext): typeof RestoreUserResult {
  if (outcome.kind === 'no-user') throw noSuchUser();
  const user = UserType.fromDomain(outcome.user, context);
  switch (outcome.kind) {
    case 'restored':
      return objectOf(RestoreUserSuccess, { user });
    case 'window-passed':
      return objectOf(RestoreWindowPassedError, {
        message: `The user could be restored until ${user.restorableUntil?.toISOString()}. Invite the person again.`,
      });
    case 'user-exists':
      return UserExistsError.with(user);
  }
}

import { Access, allow } from '@app/subgraph-kit/access/access';
import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { DateTimeScalar } from '@app/subgraph-kit/graphql/scalars';
import { Arg, Ctx, createUnionType, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { type DeleteUserOutcome, deleteUser } from '../application/delete-user.js';
import type { UsersContext } from './context.js';
import { noSuchUser } from './no-such-user.js';
import { LastGlobalAdminError } from './types/last-global-admin-error.type.js';
import { UserType } from './types/user.type.js';

@InputType({ description: 'The user to delete.' })
class DeleteUserInput {
  @Field(() => ID)
  userId!: string;
}

@ObjectType({ description: 'The user is deleted: no access within five seconds, restorable for 30 days.' })
class DeleteUserSuccess {
  @Field(() => UserType)
  user!: UserType;

  @Field(() => DateTimeScalar, {
    description: 'When the user drops out of report and score; see User.leavesReportAt.',
  })
  leavesReportAt!: Date;
}

const DeleteUserResult = createUnionType({
  name: 'DeleteUserResult',
  description: 'The deleted user, or the reason why the user was not deleted.',
  types: () => [DeleteUserSuccess, LastGlobalAdminError] as const,
});

@Resolver()
export class DeleteUserMutation {
  @Mutation(() => DeleteUserResult, {
    description:
      'GLOBAL_ADMIN only. Soft delete: restorable for 30 days. The user counts until the refresh on the ' +
      'report day (REPORT_DAY, by default the 10th) of the following month (R20, R21). Deleting again changes nothing.',
  })
  @Access(allow('GLOBAL_ADMIN'))
  async deleteUser(
    @Arg('input', () => DeleteUserInput) { userId }: DeleteUserInput,
    @Ctx() context: UsersContext,
  ): Promise<typeof DeleteUserResult> {
    const { caller, requestId } = context;
    return present(await deleteUser(context, { caller, requestId, userId }), context);
  }
}

function present(outcome: DeleteUserOutcome, context: UsersContext): typeof DeleteUserResult {
  switch (outcome.kind) {
    case 'deleted': {
      const user = UserType.fromDomain(outcome.user, context);
      // A withdrawn invitation was never in the report.
      const leavesReportAt = user.leavesReportAt ?? user.deletedAt;
      if (leavesReportAt === null) throw new Error('A deleted user has no instant of deletion.');
      return objectOf(DeleteUserSuccess, { user, leavesReportAt });
    }
    case 'last-global-admin':
      return LastGlobalAdminError.create();
    case 'no-user':
      throw noSuchUser();
  }
}

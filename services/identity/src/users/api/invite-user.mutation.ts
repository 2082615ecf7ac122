import { Access, allow, authorize } from '@app/subgraph-kit/access/access';
import { IDEMPOTENCY_KEY_DESCRIPTION } from '@app/subgraph-kit/database/idempotency';
import { forbidden } from '@app/subgraph-kit/graphql/errors';
import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { Arg, Ctx, createUnionType, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { type InviteUserOutcome, inviteUser } from '../application/invite-user.js';
import { USER_ADMINISTRATORS, USER_WRITERS } from '../domain/audiences.js';
import type { Role } from '../domain/role.js';
import type { UsersContext } from './context.js';
import { RoleEnum } from './types/enums.type.js';
import { InvalidUserInputError } from './types/invalid-user-input-error.type.js';
import { UserType } from './types/user.type.js';
import { UserExistsError } from './types/user-exists-error.type.js';

const inviters = allow(...USER_ADMINISTRATORS, ...USER_WRITERS);

@InputType({ description: 'The person to invite, and the roles to grant.' })
class InviteUserInput {
  @Field(() => ID)
  organizationId!: string;

  @Field(() => String, { description: 'The official work address, with which the person signs in.' })
  email!: string;

  @Field(() => String)
  displayName!: string;

  @Field(() => [RoleEnum], { nullable: true, defaultValue: [] })
  roles?: Role[] | null;

  @Field(() => String, { nullable: true, description: IDEMPOTENCY_KEY_DESCRIPTION })
  idempotencyKey?: string | null;
}

@ObjectType({ description: 'The user exists and is invited.' })
class InviteUserSuccess {
  @Field(() => UserType)
  user!: UserType;
}

const InviteUserResult = createUnionType({
  name: 'InviteUserResult',
  description: 'The invited user, or the reason why the person was not invited.',
  types: () => [InviteUserSuccess, UserExistsError, InvalidUserInputError] as const,
});

@Resolver()
export class InviteUserMutation {
  @Mutation(() => InviteUserResult, {
    description:
      'Creates a user who is bound to the person at the first sign-in, and sends an invitation by mail. Where no mail server ' +
      'is set (SMTP_URL), nothing is sent and User.invitationSentAt stays null. GLOBAL_ADMIN, ACCOUNT_ADMIN, ' +
      'USER_MANAGEMENT_ADMIN, users:write, and operators with organizations:write; a GLOBAL_ADMIN is invited by a ' +
      'GLOBAL_ADMIN or by such an operator only.',
  })
  @Access(inviters)
  async inviteUser(
    @Arg('input', () => InviteUserInput) input: InviteUserInput,
    @Ctx() context: UsersContext,
  ): Promise<typeof InviteUserResult> {
    authorize(inviters, context.caller, { organizationId: input.organizationId });
    const { caller, requestId } = context;
    const { organizationId, email, displayName } = input;
    const outcome = await inviteUser(context, {
      caller,
      requestId,
      organizationId,
      email,
      displayName,
      roles: input.roles ?? [],
      idempotencyKey: input.idempotencyKey ?? null,
    });
    return present(outcome, context);
  }
}

function present(outcome: InviteUserOutcome, context: UsersContext): typeof InviteUserResult {
  switch (outcome.kind) {
    case 'invited':
      return objectOf(InviteUserSuccess, { user: UserType.fromDomain(outcome.user, context) });
    case 'user-exists':
      return UserExistsError.with(UserType.fromDomain(outcome.user, context));
    case 'not-permitted':
      throw forbidden(
        'A Global admin is invited by a Global admin of the organization or by an operator of the platform. Ask one of them, ' +
          'or invite the person without this role.',
      );
    case 'invalid':
      return InvalidUserInputError.from(outcome);
  }
}

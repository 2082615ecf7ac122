import { Access, allow } from '@app/subgraph-kit/access/access';
import { forbidden } from '@app/subgraph-kit/graphql/errors';
import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { UserError } from '@app/subgraph-kit/graphql/user-error.type';
import { Arg, Ctx, createUnionType, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { type ResendInvitationOutcome, resendInvitation } from '../application/resend-invitation.js';
import { USER_ADMINISTRATORS, USER_WRITERS } from '../domain/audiences.js';
import type { UsersContext } from './context.js';
import { InvalidUserInputError } from './types/invalid-user-input-error.type.js';
import { UserType } from './types/user.type.js';
import { UserExistsError } from './types/user-exists-error.type.js';

@InputType({ description: 'The user to invite again, with a corrected address if the old one was wrong.' })
class ResendInvitationInput {
  @Field(() => ID)
  userId!: string;

  @Field(() => String, { nullable: true })
  correctedEmail?: string | null;
}

@ObjectType({ description: 'The invitation holds anew, and its mail is about to be sent.' })
class ResendInvitationSuccess {
  @Field(() => UserType)
  user!: UserType;
}

@ObjectType({ implements: UserError, description: 'The user has signed in already, or is deactivated or deleted.' })
class InvitationNotPendingError extends UserError {}

const ResendInvitationResult = createUnionType({
  name: 'ResendInvitationResult',
  description: 'The user, invited again, or the reason why the invitation was not sent.',
  types: () => [ResendInvitationSuccess, InvitationNotPendingError, UserExistsError, InvalidUserInputError] as const,
});

@Resolver()
export class ResendInvitationMutation {
  @Mutation(() => ResendInvitationResult, {
    description:
      'Sends the invitation again, in place of one that still waits. An address can be corrected until the first sign-in. Where ' +
      'no mail server is set (SMTP_URL), nothing is sent and User.invitationSentAt stays as it is. For the callers of inviteUser: ' +
      'GLOBAL_ADMIN, ACCOUNT_ADMIN, USER_MANAGEMENT_ADMIN, users:write, and operators with organizations:write; a ' +
      'GLOBAL_ADMIN is invited again by a GLOBAL_ADMIN or by such an operator only.',
  })
  @Access(allow(...USER_ADMINISTRATORS, ...USER_WRITERS))
  async resendInvitation(
    @Arg('input', () => ResendInvitationInput) input: ResendInvitationInput,
    @Ctx() context: UsersContext,
  ): Promise<typeof ResendInvitationResult> {
    const { caller, requestId } = context;
    const correctedEmail = input.correctedEmail ?? null;
    const outcome = await resendInvitation(context, { caller, requestId, userId: input.userId, correctedEmail });
    return present(outcome, context);
  }
}

function present(outcome: ResendInvitationOutcome, context: UsersContext): typeof ResendInvitationResult {
  switch (outcome.kind) {
    case 'resent':
      return objectOf(ResendInvitationSuccess, { user: UserType.fromDomain(outcome.user, context) });
    case 'not-pending':
      return objectOf(InvitationNotPendingError, {
        message:
          'This invitation is not open any more. A user who has signed in needs none; a deleted user can be restored, or ' +
          'invited anew.',
      });
    case 'user-exists':
      return UserExistsError.with(UserType.fromDomain(outcome.user, context));
    case 'not-permitted':
      throw forbidden(
        'A Global admin’s invitation is sent again by a Global admin of the organization or by an operator of the platform. ' +
          'Ask one of them.',
      );
    case 'invalid':
      return InvalidUserInputError.from(outcome);
  }
}

import { Access, allow, authorize } from '@app/subgraph-kit/access/access';
import { IDEMPOTENCY_KEY_DESCRIPTION } from '@app/subgraph-kit/database/idempotency';
import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { UserError } from '@app/subgraph-kit/graphql/user-error.type';
import { Arg, Ctx, createUnionType, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { LeaverPolicyEnum } from '../../organizations/api/leaver-policy.type.js';
import { OrganizationType } from '../../organizations/api/organization.type.js';
import type { LeaverPolicy } from '../../organizations/domain/organization.js';
import { type RegisterOrganizationOutcome, registerOrganization } from '../application/register-organization.js';
import type { UsersContext } from './context.js';
import { InvalidUserInputError } from './types/invalid-user-input-error.type.js';
import { UserType } from './types/user.type.js';

const operators = allow('organizations:write');

@InputType({ description: 'A person to invite.' })
class InvitedPersonInput {
  @Field(() => String)
  email!: string;

  @Field(() => String)
  displayName!: string;
}

@InputType({ description: 'A partner to register.' })
class RegisterOrganizationInput {
  @Field(() => String)
  name!: string;

  @Field(() => String)
  partnerId!: string;

  @Field(() => ID, { description: 'The tenant at which its users sign in. Each organization has one tenant.' })
  tenantId!: string;

  @Field(() => LeaverPolicyEnum, { nullable: true, defaultValue: LeaverPolicyEnum.ON_DEACTIVATE })
  leaverPolicy!: LeaverPolicy | null;

  @Field(() => InvitedPersonInput)
  firstAdmin!: InvitedPersonInput;

  @Field(() => String, { nullable: true, description: IDEMPOTENCY_KEY_DESCRIPTION })
  idempotencyKey?: string | null;
}

@ObjectType({ description: 'The organization exists and its first administrator is invited.' })
class RegisterOrganizationSuccess {
  @Field(() => OrganizationType)
  organization!: OrganizationType;

  @Field(() => UserType)
  firstAdmin!: UserType;
}

@ObjectType({ implements: UserError, description: 'Another organization has this tenant or this PartnerID.' })
class OrganizationExistsError extends UserError {}

const RegisterOrganizationResult = createUnionType({
  name: 'RegisterOrganizationResult',
  description: 'The organization and its first administrator, or the reason why it was not registered.',
  types: () => [RegisterOrganizationSuccess, OrganizationExistsError, InvalidUserInputError] as const,
});

@Resolver()
export class RegisterOrganizationMutation {
  @Mutation(() => RegisterOrganizationResult, {
    description:
      'Creates an organization and invites its first administrator. For platform operators with organizations:write.',
  })
  @Access(operators)
  async registerOrganization(
    @Arg('input', () => RegisterOrganizationInput) input: RegisterOrganizationInput,
    @Ctx() context: UsersContext,
  ): Promise<typeof RegisterOrganizationResult> {
    authorize(operators, context.caller, {});
    const { caller, requestId } = context;
    const outcome = await registerOrganization(context, {
      caller,
      requestId,
      name: input.name,
      partnerId: input.partnerId,
      tenantId: input.tenantId,
      firstAdmin: { email: input.firstAdmin.email, displayName: input.firstAdmin.displayName },
      leaverPolicy: input.leaverPolicy ?? 'ON_DEACTIVATE',
      idempotencyKey: input.idempotencyKey ?? null,
    });
    return present(outcome, context);
  }
}

function present(outcome: RegisterOrganizationOutcome, context: UsersContext): typeof RegisterOrganizationResult {
  switch (outcome.kind) {
    case 'registered':
      return objectOf(RegisterOrganizationSuccess, {
        organization: OrganizationType.fromDomain(outcome.organization),
        firstAdmin: UserType.fromDomain(outcome.firstAdmin, context),
      });
    case 'organization-exists':
      return objectOf(OrganizationExistsError, {
        message:
          'An organization with this tenant or this PartnerID is registered already. Look it up in organizations, or ' +
          'correct the tenant or the PartnerID.',
      });
    case 'invalid':
      return InvalidUserInputError.from(outcome);
  }
}

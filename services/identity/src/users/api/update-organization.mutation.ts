import { Access, allow, authorize } from '@app/subgraph-kit/access/access';
import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { Arg, Ctx, createUnionType, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { LeaverPolicyEnum } from '../../organizations/api/leaver-policy.type.js';
import { OrganizationType } from '../../organizations/api/organization.type.js';
import type { LeaverPolicy } from '../../organizations/domain/organization.js';
import { updateOrganization } from '../application/update-organization.js';
import type { UsersContext } from './context.js';
import { InvalidUserInputError } from './types/invalid-user-input-error.type.js';

const administrators = allow('GLOBAL_ADMIN');

@InputType({ description: 'The changes of an organization; omitted values stay.' })
class UpdateOrganizationInput {
  @Field(() => ID)
  organizationId!: string;

  @Field(() => String, { nullable: true })
  name?: string | null;

  @Field(() => LeaverPolicyEnum, {
    nullable: true,
    description: 'Applies to all users who have not reached their drop date; drop dates in the past stay.',
  })
  leaverPolicy?: LeaverPolicy | null;
}

@ObjectType({ description: 'The organization with its new values.' })
class UpdateOrganizationSuccess {
  @Field(() => OrganizationType)
  organization!: OrganizationType;
}

const UpdateOrganizationResult = createUnionType({
  name: 'UpdateOrganizationResult',
  description: 'The organization with its new values, or the reason why it was not changed.',
  types: () => [UpdateOrganizationSuccess, InvalidUserInputError] as const,
});

@Resolver()
export class UpdateOrganizationMutation {
  @Mutation(() => UpdateOrganizationResult, {
    description: 'Changes name and leaver policy of an organization. GLOBAL_ADMIN.',
  })
  @Access(administrators)
  async updateOrganization(
    @Arg('input', () => UpdateOrganizationInput) input: UpdateOrganizationInput,
    @Ctx() context: UsersContext,
  ): Promise<typeof UpdateOrganizationResult> {
    const { caller, requestId } = context;
    const { organizationId, name = null, leaverPolicy = null } = input;
    authorize(administrators, caller, { organizationId });
    const outcome = await updateOrganization(context, { caller, requestId, organizationId, name, leaverPolicy });
    if (outcome.kind === 'invalid') return InvalidUserInputError.from(outcome);
    const organization = OrganizationType.fromDomain(outcome.organization);
    return objectOf(UpdateOrganizationSuccess, { organization });
  }
}

import { Access, allow, authorize } from '@app/subgraph-kit/access/access';
import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { DateTimeScalar } from '@app/subgraph-kit/graphql/scalars';
import { UserError } from '@app/subgraph-kit/graphql/user-error.type';
import { Arg, Ctx, createUnionType, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { type IssueCredentialOutcome, issueCredential } from '../application/issue-credential.js';
import type { ScimContext } from './context.js';
import { ScimClientType } from './scim-client.type.js';

const administrators = allow('GLOBAL_ADMIN');

@InputType({ description: 'The organization, label and expiry of a new OAuth client.' })
class IssueScimClientInput {
  @Field(() => ID, { description: 'The organization whose users the directory writes.' })
  organizationId!: string;

  @Field(() => String, { description: 'A label that distinguishes it from the other client: 1 to 100 characters.' })
  label!: string;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'An instant in the future; without it, the client does not expire.',
  })
  expiresAt?: Date | null;
}

@ObjectType({ description: 'The client and its secret, which is shown only once.' })
class IssueScimClientSuccess {
  @Field(() => ScimClientType, { description: 'The client; its id is the client_id.' })
  scimClient!: ScimClientType;

  @Field(() => String, { description: 'The client_secret.' })
  clientSecret!: string;
}

@ObjectType({ implements: UserError, description: 'Two clients are valid already; revoke one of them first.' })
class TooManyScimClientsError extends UserError {}

const IssueScimClientResult = createUnionType({
  name: 'IssueScimClientResult',
  description: 'The new client with its secret, or the reason why it was not issued.',
  types: () => [IssueScimClientSuccess, TooManyScimClientsError] as const,
});

@Resolver()
export class IssueScimClientMutation {
  @Mutation(() => IssueScimClientResult, {
    description:
      'Issues an OAuth client for the organization’s directory (SCIM 2.0, client credentials, token endpoint /scim/v2/token). ' +
      'GLOBAL_ADMIN. The secret is shown once. Two clients may be valid at a time, so that one can replace the other.',
  })
  @Access(administrators)
  async issueScimClient(
    @Arg('input', () => IssueScimClientInput) input: IssueScimClientInput,
    @Ctx() context: ScimContext,
  ): Promise<typeof IssueScimClientResult> {
    const { caller } = context;
    const { organizationId, label, expiresAt = null } = input;
    authorize(administrators, caller, { organizationId });
    return present(await issueCredential(context, 'scim_client', { caller, organizationId, label, expiresAt }));
  }
}

function present(outcome: IssueCredentialOutcome): typeof IssueScimClientResult {
  switch (outcome.kind) {
    case 'issued':
      return objectOf(IssueScimClientSuccess, {
        scimClient: ScimClientType.fromDomain(outcome.credential),
        clientSecret: outcome.secret,
      });
    case 'too-many':
      return objectOf(TooManyScimClientsError, {
        message: 'Two OAuth clients of this organization are valid already. Revoke one of them first.',
      });
  }
}

import { Access, allow, authorize } from '@app/subgraph-kit/access/access';
import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { DateTimeScalar } from '@app/subgraph-kit/graphql/scalars';
import { UserError } from '@app/subgraph-kit/graphql/user-error.type';
import { Arg, Ctx, createUnionType, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { type IssueCredentialOutcome, issueCredential } from '../application/issue-credential.js';
import type { ScimContext } from './context.js';
import { ScimTokenType } from './scim-token.type.js';

const administrators = allow('GLOBAL_ADMIN');

@InputType({ description: 'The organization, label and expiry of a new token.' })
class IssueScimTokenInput {
  @Field(() => ID)
  organizationId!: string;

  @Field(() => String, { description: 'A label that distinguishes it from the other token: 1 to 100 characters.' })
  label!: string;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'An instant in the future; without it, the token does not expire.',
  })
  expiresAt?: Date | null;
}

@ObjectType({ description: 'The token and its secret, which is shown only once.' })
class IssueScimTokenSuccess {
  @Field(() => ScimTokenType)
  scimToken!: ScimTokenType;

  @Field(() => String)
  secret!: string;
}

@ObjectType({ implements: UserError, description: 'Two tokens are valid already; revoke one of them first.' })
class TooManyScimTokensError extends UserError {}

const IssueScimTokenResult = createUnionType({
  name: 'IssueScimTokenResult',
  description: 'The new token with its secret, or the reason why it was not issued.',
  types: () => [IssueScimTokenSuccess, TooManyScimTokensError] as const,
});

@Resolver()
export class IssueScimTokenMutation {
  @Mutation(() => IssueScimTokenResult, {
    description:
      'Issues a bearer token for the organization’s directory (SCIM 2.0). GLOBAL_ADMIN. The secret is shown once. Two tokens ' +
      'may be valid at a time, so that one can replace the other.',
  })
  @Access(administrators)
  async issueScimToken(
    @Arg('input', () => IssueScimTokenInput) input: IssueScimTokenInput,
    @Ctx() context: ScimContext,
  ): Promise<typeof IssueScimTokenResult> {
    const { caller } = context;
    const { organizationId, label, expiresAt = null } = input;
    authorize(administrators, caller, { organizationId });
    return present(await issueCredential(context, 'scim_token', { caller, organizationId, label, expiresAt }));
  }
}

function present(outcome: IssueCredentialOutcome): typeof IssueScimTokenResult {
  switch (outcome.kind) {
    case 'issued':
      return objectOf(IssueScimTokenSuccess, {
        scimToken: ScimTokenType.fromDomain(outcome.credential),
        secret: outcome.secret,
      });
    case 'too-many':
      return objectOf(TooManyScimTokensError, {
        message: 'Two tokens of this organization are valid already. Revoke one of them first.',
      });
  }
}

import { Access, allow } from '@app/subgraph-kit/access/access';
import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { UserError } from '@app/subgraph-kit/graphql/user-error.type';
import { Arg, Ctx, createUnionType, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { type RevokeCredentialOutcome, revokeCredential } from '../application/revoke-credential.js';
import type { ScimContext } from './context.js';
import { ScimTokenType } from './scim-token.type.js';

@InputType({ description: 'The token to revoke.' })
class RevokeScimTokenInput {
  @Field(() => ID)
  scimTokenId!: string;
}

@ObjectType({ description: 'The token is rejected from now on.' })
class RevokeScimTokenSuccess {
  @Field(() => ScimTokenType)
  scimToken!: ScimTokenType;
}

@ObjectType({
  implements: UserError,
  description: 'There is no such token in the caller’s organization.',
})
class ScimTokenNotFoundError extends UserError {}

const RevokeScimTokenResult = createUnionType({
  name: 'RevokeScimTokenResult',
  description: 'The revoked token, or an error when there is none.',
  types: () => [RevokeScimTokenSuccess, ScimTokenNotFoundError] as const,
});

@Resolver()
export class RevokeScimTokenMutation {
  @Mutation(() => RevokeScimTokenResult, {
    description: 'Ends a token of the caller’s organization at once. GLOBAL_ADMIN. Revoking again changes nothing.',
  })
  @Access(allow('GLOBAL_ADMIN'))
  async revokeScimToken(
    @Arg('input', () => RevokeScimTokenInput) { scimTokenId }: RevokeScimTokenInput,
    @Ctx() context: ScimContext,
  ): Promise<typeof RevokeScimTokenResult> {
    return present(await revokeCredential(context, 'scim_token', { caller: context.caller, id: scimTokenId }));
  }
}

function present(outcome: RevokeCredentialOutcome): typeof RevokeScimTokenResult {
  switch (outcome.kind) {
    case 'revoked':
      return objectOf(RevokeScimTokenSuccess, { scimToken: ScimTokenType.fromDomain(outcome.credential) });
    case 'not-found':
      return objectOf(ScimTokenNotFoundError, {
        message: 'There is no such token. Organization.scimTokens lists those there are.',
      });
  }
}

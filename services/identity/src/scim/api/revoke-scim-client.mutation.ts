import { Access, allow } from '@app/subgraph-kit/access/access';
import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { UserError } from '@app/subgraph-kit/graphql/user-error.type';
import { Arg, Ctx, createUnionType, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { type RevokeCredentialOutcome, revokeCredential } from '../application/revoke-credential.js';
import type { ScimContext } from './context.js';
import { ScimClientType } from './scim-client.type.js';

@InputType({ description: 'The OAuth client to revoke.' })
class RevokeScimClientInput {
  @Field(() => ID, { description: 'The client_id.' })
  scimClientId!: string;
}

@ObjectType({ description: 'The client and its access tokens are rejected from now on.' })
class RevokeScimClientSuccess {
  @Field(() => ScimClientType, { description: 'The revoked client.' })
  scimClient!: ScimClientType;
}

@ObjectType({
  implements: UserError,
  description: 'There is no such client in the caller’s organization.',
})
class ScimClientNotFoundError extends UserError {}

const RevokeScimClientResult = createUnionType({
  name: 'RevokeScimClientResult',
  description: 'The revoked client, or an error when there is none.',
  types: () => [RevokeScimClientSuccess, ScimClientNotFoundError] as const,
});

@Resolver()
export class RevokeScimClientMutation {
  @Mutation(() => RevokeScimClientResult, {
    description:
      'Ends an OAuth client of the caller’s organization and its access tokens at once. GLOBAL_ADMIN. Revoking again ' +
      'changes nothing.',
  })
  @Access(allow('GLOBAL_ADMIN'))
  async revokeScimClient(
    @Arg('input', () => RevokeScimClientInput) { scimClientId }: RevokeScimClientInput,
    @Ctx() context: ScimContext,
  ): Promise<typeof RevokeScimClientResult> {
    return present(await revokeCredential(context, 'scim_client', { caller: context.caller, id: scimClientId }));
  }
}

function present(outcome: RevokeCredentialOutcome): typeof RevokeScimClientResult {
  switch (outcome.kind) {
    case 'revoked':
      return objectOf(RevokeScimClientSuccess, {
        scimClient: ScimClientType.fromDomain(outcome.credential),
      });
    case 'not-found':
      return objectOf(ScimClientNotFoundError, {
        message: 'There is no such client. Organization.scimClients lists those there are.',
      });
  }
}

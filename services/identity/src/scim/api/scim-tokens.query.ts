import { Access, allow } from '@app/subgraph-kit/access/access';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { OrganizationType } from '../../organizations/api/organization.type.js';
import { readValidCredentials } from '../store/credential.store.js';
import type { ScimContext } from './context.js';
import { ScimTokenType } from './scim-token.type.js';

@Resolver(() => OrganizationType)
export class ScimTokensQuery {
  @FieldResolver(() => [ScimTokenType], {
    nullable: true,
    description: 'The valid tokens of the organization’s directory, oldest first; never more than two. GLOBAL_ADMIN.',
  })
  @Access(allow('GLOBAL_ADMIN'))
  async scimTokens(@Root() { id }: OrganizationType, @Ctx() { reads, clock }: ScimContext): Promise<ScimTokenType[]> {
    return (await readValidCredentials(reads, 'scim_token', id, clock.now())).map(ScimTokenType.fromDomain);
  }
}

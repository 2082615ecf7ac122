import { Access, allow } from '@app/subgraph-kit/access/access';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { OrganizationType } from '../../organizations/api/organization.type.js';
import { readValidCredentials } from '../store/credential.store.js';
import type { ScimContext } from './context.js';
import { ScimClientType } from './scim-client.type.js';

@Resolver(() => OrganizationType)
export class ScimClientsQuery {
  @FieldResolver(() => [ScimClientType], {
    nullable: true,
    description:
      'The valid OAuth clients of the organization’s directory, oldest first; never more than two. GLOBAL_ADMIN.',
  })
  @Access(allow('GLOBAL_ADMIN'))
  async scimClients(@Root() { id }: OrganizationType, @Ctx() { reads, clock }: ScimContext): Promise<ScimClientType[]> {
    return (await readValidCredentials(reads, 'scim_client', id, clock.now())).map(ScimClientType.fromDomain);
  }
}

import { Access, allow, visibleTo } from '@app/subgraph-kit/access/access';
import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import type { OrganizationsContext } from './context.js';
import { loadOrganization } from './organization.reference.js';
import { OrganizationType } from './organization.type.js';

@Resolver()
export class OrganizationQuery {
  @Query(() => OrganizationType, {
    nullable: true,
    description:
      'Null when the organization is absent or not visible to the caller, without a difference between the two.',
  })
  @Access(allow('signed-in')) // null when absent or not visible
  async organization(
    @Arg('id', () => ID) id: string,
    @Ctx() context: OrganizationsContext,
  ): Promise<OrganizationType | null> {
    return visibleTo(context.caller, await loadOrganization(id, context));
  }

  @Query(() => OrganizationType, {
    nullable: true,
    description:
      'The organization of the caller, whether user or program; null for operators. UNAUTHENTICATED ' +
      'without a token, FORBIDDEN for work accounts without an active user here.',
  })
  @Access(allow('signed-in')) // null for operators
  async callerOrganization(@Ctx() context: OrganizationsContext): Promise<OrganizationType | null> {
    const { caller } = context;
    if (!('organizationId' in caller)) return null;
    return loadOrganization(caller.organizationId, context);
  }
}

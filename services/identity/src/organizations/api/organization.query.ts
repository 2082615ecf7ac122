import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import type { OrganizationsContext } from './context.js';
import { resolveOrganizationReference } from './organization.reference.js';
import { OrganizationType } from './organization.type.js';
import { visibleOrganization } from './visible-organization.js';

@Resolver()
export class OrganizationQuery {
  @Query(() => OrganizationType, {
    nullable: true,
    description: 'Null when absent or not visible to the caller: the two cannot be told apart.',
  })
  async organization(
    @Arg('id', () => ID) id: string,
    @Ctx() context: OrganizationsContext,
  ): Promise<OrganizationType | null> {
    return visibleOrganization(await resolveOrganizationReference({ id }, context), context);
  }

  @Query(() => OrganizationType, {
    nullable: true,
    description:
      'The organization that the caller belongs to, people and machines alike; null for operators. UNAUTHENTICATED ' +
      'without a token, FORBIDDEN for work accounts without an active user here.',
  })
  async callerOrganization(@Ctx() context: OrganizationsContext): Promise<OrganizationType | null> {
    const { caller } = context;
    if (!('organizationId' in caller)) return null;
    return resolveOrganizationReference({ id: caller.organizationId }, context);
  }
}

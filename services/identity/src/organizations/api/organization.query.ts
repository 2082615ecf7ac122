import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import type { IdentityContext } from '../../context.js';
import { resolveOrganizationReference } from './organization.reference.js';
import { OrganizationType } from './organization.type.js';
import { visibleOrganization } from '../../users/api/visible-user.js';

@Resolver()
export class OrganizationQuery {
  @Query(() => OrganizationType, {
    nullable: true,
    description: 'Null when absent or not visible to the caller: the two cannot be told apart.',
  })
  async organization(
    @Arg('id', () => ID) id: string,
    @Ctx() context: IdentityContext,
  ): Promise<OrganizationType | null> {
    return visibleOrganization(await resolveOrganizationReference({ id }, context), context);
  }

  @Query(() => OrganizationType, {
    nullable: true,
    description:
      'The organization that the caller belongs to, people and machines alike; null for operators. UNAUTHENTICATED ' +
      'without a token, FORBIDDEN for work accounts without an active user here.',
  })
  async callerOrganization(@Ctx() context: IdentityContext): Promise<OrganizationType | null> {
    const { caller } = context;
    if (!('organizationId' in caller)) return null;
    return resolveOrganizationReference({ id: caller.organizationId }, context);
  }
}

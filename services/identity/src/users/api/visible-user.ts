import { allows } from '@app/subgraph-kit/access';
import { access } from '../../access.js';
import type { IdentityContext } from '../../context.js';
import type { OrganizationType } from '../../organizations/api/organization.type.js';
import type { UserType } from './types/user.type.js';

/** The user, for whoever may have them; null otherwise, as if absent. */
export function visibleUser(user: UserType | null, { caller }: IdentityContext): UserType | null {
  const { reference, subject } = access.User;
  return user !== null && allows(reference, caller, subject(user)) ? user : null;
}

/** The organisation, for whoever may have it; null otherwise, as if absent. */
export function visibleOrganization(
  organization: OrganizationType | null,
  { caller }: IdentityContext,
): OrganizationType | null {
  const { reference, subject } = access.Organization;
  return organization !== null && allows(reference, caller, subject(organization)) ? organization : null;
}

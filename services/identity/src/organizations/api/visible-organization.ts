import { allows } from '@app/subgraph-kit/access';
import { access } from '../../access.js';
import type { OrganizationsContext } from './context.js';
import type { OrganizationType } from './organization.type.js';

/** The organisation, for whoever may have it; null otherwise, as if absent. */
export function visibleOrganization(
  organization: OrganizationType | null,
  { caller }: OrganizationsContext,
): OrganizationType | null {
  const { reference, subject } = access.Organization;
  return organization !== null && allows(reference, caller, subject(organization)) ? organization : null;
}

import { referenceTo } from '@app/subgraph-kit/access/reference';
import type { OrganizationsContext } from './context.js';
import { OrganizationType } from './organization.type.js';

/** The organization with this id; null when the tenant scope of the caller has none. */
export async function loadOrganization(
  id: string,
  { loaders }: OrganizationsContext,
): Promise<OrganizationType | null> {
  const organization = await loaders.organizationById.load(id);
  return organization === null ? null : OrganizationType.fromDomain(organization);
}

export const OrganizationReference = referenceTo(
  OrganizationType,
  ({ id }: { id: unknown }, context: OrganizationsContext) => loadOrganization(String(id), context),
);

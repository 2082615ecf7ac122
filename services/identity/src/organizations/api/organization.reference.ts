import type { OrganizationsContext } from './context.js';
import { OrganizationType } from './organization.type.js';

/** Organization by reference, batched; who may have it stands in the access table. */
export async function resolveOrganizationReference(
  { id }: { id: unknown },
  { loaders }: OrganizationsContext,
): Promise<OrganizationType | null> {
  const organization = await loaders.organizationById.load(String(id));
  return organization === null ? null : OrganizationType.fromDomain(organization);
}

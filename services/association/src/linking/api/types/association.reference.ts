import type { LinkingContext } from '../linking-context.js';
import { AssociationType } from './association.type.js';

/** Association by reference, batched; who may have it stands in the access table. */
export async function resolveAssociationReference(
  { id }: { id: string },
  { loaders }: LinkingContext,
): Promise<AssociationType | null> {
  const association = await loaders.associationById.load(id);
  return association === null ? null : AssociationType.fromDomain(association);
}

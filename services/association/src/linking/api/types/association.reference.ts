import { referenceTo } from '@app/subgraph-kit/access/reference';
import type { LinkingContext } from '../context.js';
import { AssociationType } from './association.type.js';

/** An association by id, batched. */
export const AssociationReference = referenceTo(
  AssociationType,
  async ({ id }: { id: string }, { loaders }: LinkingContext) => {
    const association = await loaders.associationById.load(id);
    return association === null ? null : AssociationType.fromDomain(association);
  },
);

import type { EntityManager } from 'typeorm';
import type { AssociationFacts } from '../domain/decide-association.js';
import { associationsOfAccount, associationsOfProfile } from './association.store.js';
import type { Flow } from './flow.store.js';

/** Loads the facts of a user who links this profile. Account and profile are locked. */
export async function loadAssociationFacts(
  manager: EntityManager,
  { source, userId, organizationId }: Pick<Flow, 'source' | 'userId' | 'organizationId'>,
  profileId: string,
): Promise<AssociationFacts> {
  return {
    person: { userId, organizationId },
    profileId,
    ofProfile: await associationsOfProfile(manager, source, profileId),
    ofAccount: await associationsOfAccount(manager, source, userId),
  };
}

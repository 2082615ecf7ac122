import type { EntityManager } from 'typeorm';
import type { Association } from '../domain/association.js';
import type { ChangeMetadata } from '../domain/change-metadata.js';
import type { AssociationDecision } from '../domain/decide-association.js';
import { endAssociation, insertAssociation, reinstateAssociation } from '../store/association.store.js';
import type { Flow } from '../store/flow.store.js';
import { recordLinkChange } from './record-link-change.js';

export type Linking = {
  decision: Extract<AssociationDecision, { kind: 'associate' | 'move' | 'reinstate' | 'already-linked' }>;
  flow: Pick<Flow, 'source' | 'userId' | 'organizationId'> & { id?: string };
  profileId: string;
  /** For demonstration data only. */
  associationId?: string;
};

/** Writes the decision: the end elsewhere first, at the same instant, then the start; activity and event of each. */
export async function saveLink(
  manager: EntityManager,
  { decision, flow, profileId, associationId }: Linking,
  change: ChangeMetadata,
): Promise<Association> {
  const { source, userId, organizationId } = flow;
  switch (decision.kind) {
    case 'already-linked':
      return decision.association;
    case 'reinstate': {
      const reinstated = await reinstateAssociation(manager, decision.association);
      await recordLinkChange(manager, reinstated, 'REINSTATED', change, flow.id);
      return reinstated;
    }
    case 'move': {
      const end = { at: change.at, reason: 'MOVED_TO_ANOTHER_ORGANIZATION' } as const;
      const ended = await endAssociation(manager, decision.ends, end);
      // The organization that loses the user learns that they moved, but neither the flow nor its actor and program.
      const { at, requestId } = change;
      if (ended)
        await recordLinkChange(manager, ended, 'ENDED_BY_MOVE', { at, requestId, actor: `person:${ended.userId}` });
      break;
    }
    case 'associate':
  }
  const given = associationId === undefined ? {} : { id: associationId };
  const started = { ...given, source, profileId, userId, organizationId, startedAt: change.at };
  const association = await insertAssociation(manager, started);
  await recordLinkChange(manager, association, 'STARTED', change, flow.id);
  return association;
}

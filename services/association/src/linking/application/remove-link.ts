import type { EntityManager } from 'typeorm';
import type { Association } from '../domain/association.js';
import type { ChangeMetadata } from '../domain/change-metadata.js';
import { endAssociation } from '../store/association.store.js';
import { recordLinkChange } from './record-link-change.js';

/** Ends a link for its owner; undefined when it had ended already. */
export async function removeLink(
  manager: EntityManager,
  association: Association,
  change: ChangeMetadata,
): Promise<Association | undefined> {
  const ended = await endAssociation(manager, association, { at: change.at, reason: 'REMOVED_BY_USER' });
  if (ended !== undefined) await recordLinkChange(manager, ended, 'ENDED_BY_USER', change);
  return ended;
}

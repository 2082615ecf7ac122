import type { AssociationChanged } from '@app/events/association-changed';
import type { PartnerEvent } from '@app/events/partner/partner-events';
import type { EntityManager } from 'typeorm';
import { recordEvents } from '../../events/store/event.store.js';
import type { AppliedAssociation } from '../../members/store/projections.store.js';
import { changesOfAssociation } from '../domain/association-changes.js';

/** Records the start and the end of an association that its new version shows. */
export async function recordAssociationEvents(
  manager: EntityManager,
  association: AssociationChanged,
  before: AppliedAssociation,
  now: Date,
): Promise<void> {
  const { id, organizationId, userId, source, startedAt, endReason } = association;
  const about = { organizationId, subject: id };
  const data = { associationId: id, userId, personRef: before.personRef, source };
  const events = changesOfAssociation(before, association).map((change): PartnerEvent => {
    const subjectVersion = change.version;
    if (change.kind === 'started') {
      const { reinstated } = change;
      const occurredAt = reinstated ? now : new Date(startedAt);
      return {
        type: 'association.started',
        ...about,
        subjectVersion,
        occurredAt,
        data: { ...data, startedAt, reinstated },
      };
    }
    const { endedAt } = change;
    const reason = endReason ?? 'REMOVED_BY_USER';
    const occurredAt = new Date(endedAt);
    return { type: 'association.ended', ...about, subjectVersion, occurredAt, data: { ...data, endedAt, reason } };
  });
  await recordEvents(manager, events);
}

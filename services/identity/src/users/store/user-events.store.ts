import { publishEvent, publishEvents } from '@app/events/publish';
import { type UserChanged, userChanged } from '@app/events/user-changed';
import type { EntityManager } from 'typeorm';
import { type EventMetadata, PUBLISHER } from '../../organizations/store/publisher.js';
import { leavesReportAt, refreshAfter } from '../domain/leaver.js';
import { type User, userStatus } from '../domain/user.js';

/** Publishes the state of a user to the other services when the transaction commits. */
export async function publishUserChanged(
  manager: EntityManager,
  user: User,
  metadata: EventMetadata & { reportDay: number },
): Promise<void> {
  await publishEvent(manager, PUBLISHER, userChanged, stateOf(user, metadata), metadata);
}

/** Publishes the states of several users whom one change concerns. */
export async function publishUsersChanged(
  manager: EntityManager,
  users: readonly User[],
  metadata: EventMetadata & { reportDay: number },
): Promise<void> {
  const states = users.map((user) => stateOf(user, metadata));
  await publishEvents(manager, PUBLISHER, userChanged, states, metadata);
}

function stateOf(user: User, metadata: { reportDay: number }): UserChanged {
  return {
    id: user.id,
    version: user.version,
    organizationId: user.organizationId,
    email: user.email,
    displayName: user.displayName,
    roles: [...user.roles],
    status: userStatus(user),
    invitedAt: user.invitedAt.toISOString(),
    deactivatedAt: user.deactivatedAt?.toISOString() ?? null,
    deletedAt: user.deletedAt?.toISOString() ?? null,
    leavesReportAt: leavesReportAt(user.leavingSince, metadata.reportDay)?.toISOString() ?? null,
    leavingSince: user.leavingSince?.toISOString() ?? null,
    department: user.department,
    country: user.country,
    pastOffboardings: user.pastOffboardings.map((signal) => ({
      leavingSince: signal.toISOString(),
      leavesReportAt: refreshAfter(signal, metadata.reportDay).toISOString(),
    })),
  };
}

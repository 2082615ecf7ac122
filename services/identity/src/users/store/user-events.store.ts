import { publishEvent, publishEvents } from '@app/events/publish';
import { type UserChanged, userChanged } from '@app/events/user-changed';
import type { EntityManager } from 'typeorm';
import { type EventCause, PUBLISHER } from '../../organizations/store/publisher.js';
import { leavesReportAt, refreshAfter } from '../domain/leaver.js';
import { type User, userStatus } from '../domain/user.js';

/** Tells the siblings what the user is now, if and only if the transaction commits. */
export async function announceUser(
  manager: EntityManager,
  user: User,
  cause: EventCause & { reportDay: number },
): Promise<void> {
  await publishEvent(manager, PUBLISHER, userChanged, stateOf(user, cause), cause);
}

/** The same for several users whom one change concerns. */
export async function announceUsers(
  manager: EntityManager,
  users: readonly User[],
  cause: EventCause & { reportDay: number },
): Promise<void> {
  const states = users.map((user) => stateOf(user, cause));
  await publishEvents(manager, PUBLISHER, userChanged, states, cause);
}

function stateOf(user: User, cause: { reportDay: number }): UserChanged {
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
    leavesReportAt: leavesReportAt(user.leavingSince, cause.reportDay)?.toISOString() ?? null,
    leavingSince: user.leavingSince?.toISOString() ?? null,
    department: user.department,
    country: user.country,
    departures: user.pastOffboardings.map((signal) => ({
      leavingSince: signal.toISOString(),
      leavesReportAt: refreshAfter(signal, cause.reportDay).toISOString(),
    })),
  };
}

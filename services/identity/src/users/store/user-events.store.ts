import { organizationChanged } from '@app/events/organization-changed';
import { publishEvent, publishEvents } from '@app/events/publish';
import { type UserChanged, userChanged } from '@app/events/user-changed';
import type { EntityManager } from 'typeorm';
import { leavesReportAt, refreshAfter } from '../domain/leaver.js';
import type { Organization } from '../../organizations/domain/organization.js';
import { type User, userStatus } from '../domain/user.js';

/** On account of what a state is announced. */
export type EventCause = { readonly at: Date; readonly requestId: string };

const PUBLISHER = { service: 'identity', consumers: ['association', 'credits'] };

/** Tells the siblings what the organisation is now, if and only if the transaction commits. */
export async function announceOrganization(
  manager: EntityManager,
  organization: Organization,
  cause: EventCause,
): Promise<void> {
  const { id, version, name, partnerId, tenantId, leaverPolicy, registeredAt } = organization;
  const body = { id, version, name, partnerId, tenantId, leaverPolicy, registeredAt: registeredAt.toISOString() };
  await publishEvent(manager, PUBLISHER, organizationChanged, body, cause);
}

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
    departures: user.departures.map((signal) => ({
      leavingSince: signal.toISOString(),
      leavesReportAt: refreshAfter(signal, cause.reportDay).toISOString(),
    })),
  };
}

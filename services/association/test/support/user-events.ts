import { randomUUID } from 'node:crypto';
import { type UserChanged, userChanged } from '@app/events/user-changed';
import { webhookSecret } from '@app/events/webhook-secret';
import type { Person } from '@app/subgraph-kit/callers/caller';
import { Webhook } from 'standardwebhooks';
import { EVENT_SECRET } from './association.js';

/** The fields of an active user, overridden by the given ones. */
export function userState(more: Partial<UserChanged> = {}): UserChanged {
  return {
    ...{
      id: randomUUID(),
      version: 1,
      organizationId: randomUUID(),
      email: 'a@b.example',
      displayName: 'A',
      roles: [],
    },
    ...{ status: 'ACTIVE', invitedAt: '2026-01-01T00:00:00.000Z', deactivatedAt: null, deletedAt: null },
    ...{ leavesReportAt: null, leavingSince: null },
    ...more,
  };
}

export function stateOf(person: Person, more: Partial<UserChanged> = {}): UserChanged {
  return userState({ id: person.userId, organizationId: person.organizationId, ...more });
}

/** Delivers an event to the service as identity's outbox does; `announcedAt` is when the change happened. */
export async function deliver(
  service: { url: string },
  data: unknown,
  { announcedAt = new Date(), secret = EVENT_SECRET, type = userChanged.type } = {},
): Promise<number> {
  const [id, at] = [randomUUID(), new Date()];
  const time = announcedAt.toISOString();
  const body = JSON.stringify({ specversion: '1.0', id, type, source: 'identity', time, requestId: 'r', data });
  const answer = await fetch(`${service.url}/events`, {
    method: 'POST',
    headers: {
      'content-type': 'application/cloudevents+json',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': new Webhook(webhookSecret(secret)).sign(id, at, body),
    },
    body,
  });
  return answer.status;
}

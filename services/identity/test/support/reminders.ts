import { randomUUID } from 'node:crypto';
import { type ReminderDue, reminderDue } from '@app/events/reminder-due';
import { webhookSecret } from '@app/events/webhook-secret';
import { Webhook } from 'standardwebhooks';
import type { TestIdentity } from './identity.js';

/** Delivers a reminder as another service does; returns the status of the answer. */
export async function reminderTo(
  identity: TestIdentity,
  userId: string,
  organizationId: string,
  more: Partial<ReminderDue> = {},
): Promise<number> {
  const data: ReminderDue = {
    id: randomUUID(),
    version: 1,
    organizationId,
    userId,
    kind: 'RENEWAL',
    subject: 'Azure Fundamentals expires on 4 June 2026',
    paragraphs: ['Azure Fundamentals expires on 4 June 2026.', 'The renewal is free & online.'],
    action: { label: 'See your credentials', path: '/profile' },
    notAfter: '2026-06-04T00:00:00.000Z',
    ...more,
  };
  const time = identity.clock.now().toISOString();
  const body = JSON.stringify({ type: reminderDue.type, requestId: 'r-1', time, data });
  const at = new Date();
  const id = `${reminderDue.type}/${data.id}/1`;
  const answer = await fetch(`${identity.url}/events`, {
    method: 'POST',
    headers: {
      'content-type': 'application/cloudevents+json',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': new Webhook(webhookSecret('a secret that only tests ever know')).sign(id, at, body),
    },
    body,
  });
  return answer.status;
}

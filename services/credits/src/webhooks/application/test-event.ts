import { PARTNER_EVENTS, type PartnerEventType } from '@app/events/partner/partner-events';
import { eventIdOf } from '../../events/domain/event-id.js';

/** What a test is for. */
export type TestEvent = {
  readonly eventId: string;
  readonly organizationId: string;
  readonly webhookId: string;
  readonly type: PartnerEventType;
  readonly at: Date;
};

/** The body of a test: the example of the type. It is not part of the event log, so that its number is 0. */
export function bodyOfTest({ eventId, organizationId, webhookId, type, at }: TestEvent): string {
  const example = PARTNER_EVENTS.find((contract) => contract.type === type)?.example;
  const about = type === 'webhook.test' ? { subject: webhookId, subjectVersion: 1, data: { webhookId } } : example;
  return JSON.stringify({
    id: eventIdOf(eventId),
    type,
    timestamp: at.toISOString(),
    organizationId,
    sequence: 0,
    subject: about?.subject,
    subjectVersion: about?.subjectVersion,
    data: about?.data,
  });
}

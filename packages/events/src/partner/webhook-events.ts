import { z } from 'zod';
import { partnerEvent } from './event-contract.js';

const EXAMPLE_WEBHOOK = '0193b27d-4a18-7e60-b3c9-8f5d1e0a7c26';

/** A webhook was disabled. */
export const webhookDisabled = partnerEvent({
  type: 'webhook.disabled',
  description: 'A webhook of the organization was disabled; its events are held until it is resumed.',
  subject: 'the id of the webhook',
  data: z.object({
    webhookId: z.uuid(),
    reason: z.enum(['FAILING_FOR_FIVE_DAYS', 'ANSWERED_GONE', 'ADDRESS_NOT_ALLOWED']),
    disabledAt: z.iso.datetime(),
  }),
  example: {
    subject: EXAMPLE_WEBHOOK,
    subjectVersion: 1,
    data: { webhookId: EXAMPLE_WEBHOOK, reason: 'FAILING_FOR_FIVE_DAYS', disabledAt: '2026-11-27T08:30:00.000Z' },
  },
});

/** A test that an administrator requested. */
export const webhookTest = partnerEvent({
  type: 'webhook.test',
  description: 'A test of one webhook, requested by sendTestEvent.',
  subject: 'the id of the webhook',
  data: z.object({ webhookId: z.uuid() }),
  example: { subject: EXAMPLE_WEBHOOK, subjectVersion: 1, data: { webhookId: EXAMPLE_WEBHOOK } },
});

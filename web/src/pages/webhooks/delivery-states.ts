import type { WebhookDeliveryState } from '../../graphql/documents.ts';
import type { Known } from '../../text/words.ts';

/** Whether an event reached a webhook. The first load has this file: the states are in the address. */
export const DELIVERY_STATES: Readonly<Record<Known<WebhookDeliveryState>, string>> = {
  WAITING: 'Waiting',
  HELD: 'Held',
  GIVEN_UP: 'Given up',
  DELIVERED: 'Delivered',
};

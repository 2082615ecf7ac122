import type { DeliveryKey } from '../store/delivery-list.store.js';
import type { WebhooksContext } from './context.js';
import { WebhookDeliveryType } from './types/webhook-delivery.type.js';

/** The delivery as the mutation left it; null when its webhook was deleted meanwhile. */
export async function deliveryAfterMutation(
  { loaders }: WebhooksContext,
  { webhookId, eventId }: DeliveryKey,
): Promise<WebhookDeliveryType | null> {
  const delivery = await loaders.webhookDeliveries.byEvent.load({ webhookId, eventId });
  return delivery === null ? null : WebhookDeliveryType.from(delivery);
}

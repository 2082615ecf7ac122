import type { RequestReads } from '@app/subgraph-kit/database/reads';
import type { ContextWith } from '../../dependencies.js';
import type { WebhookServices } from '../application/webhook-services.js';
import { attemptsLoader } from './loaders/attempts.loader.js';
import { deliveriesLoader } from './loaders/deliveries.loader.js';
import { webhookHealthLoader } from './loaders/webhook-health.loader.js';
import { webhooksOfOrganizations } from './loaders/webhooks.loader.js';

/** The GraphQL context of webhooks. */
export type WebhooksContext = ContextWith<ReturnType<typeof webhooksLoaders>> & { readonly webhooks: WebhookServices };

/** Fresh loaders for one request. */
export function webhooksLoaders(reads: RequestReads, now: Date) {
  return {
    webhooks: webhooksOfOrganizations(reads),
    webhookHealth: webhookHealthLoader(reads, now),
    webhookDeliveries: deliveriesLoader(reads, now),
    webhookAttempts: attemptsLoader(reads),
  };
}

import type { RequestReads } from '@app/subgraph-kit/database/reads';
import { isUuid } from '@app/subgraph-kit/values/text';
import DataLoader from 'dataloader';
import type { WebhookState } from '../../domain/webhook.js';
import type { Webhook } from '../../store/webhook.store.js';
import { countWebhooks, findWebhooks, listWebhooks, type WebhookPage } from '../../store/webhook-list.store.js';

/** Webhooks by id, and pages of those of organizations: the same arguments share one statement. */
export function webhooksOfOrganizations(reads: RequestReads) {
  const pages = new Map<string, DataLoader<string, Webhook[]>>();
  const totals = new Map<string, DataLoader<string, number>>();
  return {
    /** Null when there is none within the tenant scope. */
    byId: new DataLoader<string, Webhook | null>(async (ids) => {
      const byId = new Map((await findWebhooks(reads, ids.filter(isUuid))).map((webhook) => [webhook.id, webhook]));
      return ids.map((id) => byId.get(id.toLowerCase()) ?? null);
    }),
    page(organizationId: string, page: WebhookPage): Promise<Webhook[]> {
      const key = JSON.stringify(page);
      const loader =
        pages.get(key) ??
        new DataLoader(async (ids: readonly string[]) => {
          const byOrganization = Map.groupBy(await listWebhooks(reads, ids, page), (webhook) => webhook.organizationId);
          return ids.map((id) => byOrganization.get(id) ?? []);
        });
      pages.set(key, loader);
      return loader.load(organizationId);
    },
    total(organizationId: string, states: readonly WebhookState[] | null): Promise<number> {
      const key = JSON.stringify(states);
      const loader =
        totals.get(key) ??
        new DataLoader(async (ids: readonly string[]) => {
          const counted = await countWebhooks(reads, ids, states);
          const byOrganization = new Map(counted.map((row) => [row.organizationId, row.total]));
          return ids.map((id) => byOrganization.get(id) ?? 0);
        });
      totals.set(key, loader);
      return loader.load(organizationId);
    },
  };
}

import { type TestCredits, testCredits } from './credits.js';
import { type Receiver, startReceiver } from './receiver.js';
import { webhookProgram, webhooksAs } from './webhooks.js';

/** The types of a webhook that wants the events of links alone. */
export const STARTED = { types: ['ASSOCIATION_STARTED'] };

/** The service with its jobs and its sender of webhooks, and a receiver. */
export type WebhookWorld = {
  readonly credits: TestCredits;
  readonly receiver: Receiver;
  /** An organization with its API, and events of it on request: a link of a new user each. */
  organization(): Promise<{
    id: string;
    api: ReturnType<typeof webhooksAs>;
    happen(times?: number): Promise<void>;
    /** As many events of which a webhook hears together. */
    happenAtOnce(webhookId: string, times: number): Promise<void>;
  }>;
  /** A path of the receiver that no other test uses. */
  aPath(): string;
  /** Waits until a path has received this many requests. */
  received(path: string, count: number): Promise<void>;
  /** Looks for due deliveries at once, as at the next second. */
  look(): Promise<unknown>;
  /** Moves the clock of the service, and the sender looks at it. */
  later(milliseconds: number): Promise<void>;
  stop(): Promise<void>;
};

export async function webhookWorld(): Promise<WebhookWorld> {
  const [credits, receiver] = await Promise.all([testCredits(), startReceiver()]);
  let paths = 0;
  const look = () => credits.sql(`SELECT pg_notify('credits_webhooks', '')`);
  return {
    credits,
    receiver,
    async organization() {
      const id = await credits.anOrganization();
      const api = webhooksAs(credits, webhookProgram(id));
      const happen = async (times = 1) => {
        for (let count = 0; count < times; count += 1) await credits.aLink(await credits.aUser(id));
      };
      const happenAtOnce = async (webhookId: string, times: number) => {
        await api.mutate('pauseWebhook', { webhookId });
        await happen(times);
        await credits.until(async () => (await api.webhook(webhookId))?.health.waiting === times);
        await api.mutate('resumeWebhook', { webhookId });
      };
      return { id, api, happen, happenAtOnce };
    },
    aPath() {
      paths += 1;
      return `/${paths}`;
    },
    received: (path, count) => credits.until(async () => receiver.requests(path).length >= count),
    look,
    async later(milliseconds) {
      credits.clock.advance({ milliseconds });
      await look();
    },
    async stop() {
      await credits.stop();
      await receiver.stop();
    },
  };
}

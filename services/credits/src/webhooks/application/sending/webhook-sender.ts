import { randomUUID } from 'node:crypto';
import { inTransaction } from '@app/subgraph-kit/database/transaction';
import { describeError } from '@app/subgraph-kit/graphql/error-masking';
import type { createLog } from '@app/subgraph-kit/processes/log';
import type { Dependencies } from '../../../dependencies.js';
import { isProbing } from '../../domain/webhook-health.js';
import {
  type ClaimedDelivery,
  claimUrgentDeliveries,
  dueDeliveries,
  findReceivers,
  leaseWebhooks,
  type Receiver,
  renewLeases,
} from '../../store/claim.store.js';
import type { SecretSeal } from '../sealed-secret.js';
import { type SentBatch, saveBatch } from './save-batch.js';
import { type Sending, sendBatch } from './send-batch.js';
import type { WebhookClient } from './webhook-client.js';

/** Webhooks that one process serves at the same time, and deliveries sent at once beside them. */
const MOST_WEBHOOKS_AT_ONCE = 32;
const MOST_URGENT_AT_ONCE = 8;

/** Deliveries that are claimed for one webhook. A webhook that probes its receiver gets one. */
const BATCH = 64;

/** What a killed sender had claimed is sent by another one after this time. */
const LEASE_MILLISECONDS = 8_000;
const RENEW_MILLISECONDS = 2_000;

/** How often a process looks for due deliveries when nothing wakes it. */
const POLL_MILLISECONDS = 1_000;

/** Running requests get this long when the process stops. */
const GRACE_MILLISECONDS = 4_000;

type Options = {
  readonly client: WebhookClient;
  readonly seal: SecretSeal;
  readonly log: ReturnType<typeof createLog>;
  readonly chance?: () => number;
};

/** What is sent together: deliveries of one webhook. */
type Batch = { readonly receiver: Receiver; readonly deliveries: ClaimedDelivery[]; readonly lease: string | null };

/**
 * Sends what is due. A sender leases webhooks, sends some deliveries of each, and renews the leases while it does; any
 * number of processes can have one. What a killed sender had not stored is sent again, with the same webhook-id, when its
 * lease ends.
 */
export class WebhookSender {
  readonly #stopping = new AbortController();
  readonly #canceling = new AbortController();
  readonly #batches = new Map<Promise<void>, Batch>();
  readonly #sending: Sending;
  readonly #chance: () => number;
  #urgent = 0;
  #renewing: NodeJS.Timeout | undefined;
  #wake = Promise.withResolvers<undefined>();
  #running: Promise<void> = Promise.resolve();
  /** Results are stored one batch after another: the connections of the process are for its requests. */
  #saving: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly deps: Pick<Dependencies, 'dataSource' | 'clock'>,
    private readonly options: Options,
  ) {
    const { client, seal, chance = Math.random } = options;
    this.#chance = chance;
    this.#sending = { client, seal, chance, now: () => deps.clock.now(), signal: this.#canceling.signal };
  }

  start(): void {
    this.#running = this.#run();
    this.#renewing = setInterval(() => void this.#renew(), RENEW_MILLISECONDS);
  }

  /** Looks for due deliveries at once. */
  wake(): void {
    this.#wake.resolve(undefined);
  }

  /** Sends what is due now, and what becomes due meanwhile; then returns. */
  async drain(): Promise<void> {
    while ((await this.#claim()) > 0 || this.#batches.size > 0) {
      if (this.#batches.size > 0) await Promise.race(this.#batches.keys());
    }
  }

  /** Begins no more requests, lets the running ones end, and cancels them after a few seconds. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.wake();
    await this.#running;
    const timer = setTimeout(() => this.#canceling.abort(), GRACE_MILLISECONDS);
    await Promise.all(this.#batches.keys());
    clearTimeout(timer);
    clearInterval(this.#renewing);
    await this.options.client.close();
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      const woken = this.#wake.promise;
      const claimed = await this.#claim().catch((error: unknown) => {
        this.options.log.warn({ err: describeError(error) }, 'due webhooks could not be read');
        return 0;
      });
      if (claimed > 0) continue;
      const timer = setTimeout(() => this.wake(), POLL_MILLISECONDS);
      await woken;
      clearTimeout(timer);
      this.#wake = Promise.withResolvers();
    }
  }

  /** Begins the next batches; returns their number. */
  async #claim(): Promise<number> {
    const now = this.deps.clock.now();
    const lease = { id: randomUUID(), until: new Date(now.getTime() + LEASE_MILLISECONDS) };
    const free = MOST_WEBHOOKS_AT_ONCE - (this.#batches.size - this.#urgent);
    const batches = await inTransaction(this.deps.dataSource, 'every-organization', async (manager) => {
      const urgent = await claimUrgentDeliveries(manager, { lease, now, limit: MOST_URGENT_AT_ONCE - this.#urgent });
      const receivers = await leaseWebhooks(manager, { lease, now, limit: free });
      const wanted = receivers.map((receiver) => ({ webhookId: receiver.id, limit: isProbing(receiver) ? 1 : BATCH }));
      const due = wanted.length === 0 ? [] : await dueDeliveries(manager, wanted, now);
      const ofUrgent =
        urgent.length === 0 ? [] : await findReceivers(manager, [...new Set(urgent.map((one) => one.webhookId))]);
      return [...batchesOf(receivers, due, lease.id), ...urgentBatches(ofUrgent, urgent)];
    });
    for (const batch of batches) this.#begin(batch);
    return batches.length;
  }

  #begin(batch: Batch): void {
    const urgent = batch.lease === null ? 1 : 0;
    this.#urgent += urgent;
    const running: Promise<void> = this.#send(batch).then(() => {
      this.#batches.delete(running);
      this.#urgent -= urgent;
      this.wake();
    });
    this.#batches.set(running, batch);
  }

  /** A batch takes longer than a lease where its receiver is slow. */
  async #renew(): Promise<void> {
    const batches = [...this.#batches.values()];
    if (batches.length === 0) return;
    const leases = batches.flatMap(({ lease }) => lease ?? []);
    const urgent = batches.flatMap(({ lease, deliveries }) => (lease === null ? deliveries : []));
    const until = new Date(this.deps.clock.now().getTime() + LEASE_MILLISECONDS);
    await inTransaction(this.deps.dataSource, 'every-organization', (manager) =>
      renewLeases(manager, { leases, urgent }, until),
    ).catch((error: unknown) => this.options.log.warn({ err: describeError(error) }, 'leases could not be renewed'));
  }

  async #send({ receiver, deliveries, lease }: Batch): Promise<void> {
    const { log } = this.options;
    try {
      const sent = await sendBatch(receiver, deliveries, this.#sending);
      const disabled = await this.#save({ receiver, lease, ...countedOf(sent, deliveries) });
      if (disabled !== null) log.warn({ webhookId: receiver.id, reason: disabled }, 'a webhook was disabled');
    } catch (error) {
      // The lease ends, and what was not stored is sent again.
      log.error({ webhookId: receiver.id, err: describeError(error) }, 'a webhook could not be served');
    }
  }

  #save(batch: SentBatch): ReturnType<typeof saveBatch> {
    const saved = this.#saving.then(() => saveBatch(this.deps, batch, this.#chance));
    this.#saving = saved.catch(() => undefined);
    return saved;
  }
}

/** A failed test says nothing about how the receiver takes events. */
function countedOf(sent: Awaited<ReturnType<typeof sendBatch>>, deliveries: readonly ClaimedDelivery[]) {
  const isTest = deliveries.some(({ cause }) => cause === 'TEST');
  return { ...sent, outcomes: sent.outcomes.filter(({ problem }) => !isTest || problem === null) };
}

function batchesOf(receivers: readonly Receiver[], due: readonly ClaimedDelivery[], lease: string): Batch[] {
  const byWebhook = Map.groupBy(due, ({ webhookId }) => webhookId);
  return receivers.map((receiver) => ({ receiver, deliveries: byWebhook.get(receiver.id) ?? [], lease }));
}

/** Each is a batch of its own: one answer is not waited for with another. */
function urgentBatches(receivers: readonly Receiver[], urgent: readonly ClaimedDelivery[]): Batch[] {
  const byId = new Map(receivers.map((receiver) => [receiver.id, receiver]));
  return urgent.flatMap((delivery) => {
    const receiver = byId.get(delivery.webhookId);
    return receiver === undefined ? [] : [{ receiver, deliveries: [delivery], lease: null }];
  });
}

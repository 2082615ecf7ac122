import { randomUUID } from 'node:crypto';
import { inTransaction } from '@app/subgraph-kit/database/transaction';
import { createLog } from '@app/subgraph-kit/processes/log';
import type { DataSource } from 'typeorm';
import { creditsDataSource } from '../../../src/database/data-source.js';
import { deleteExpiredEvents } from '../../../src/events/application/delete-expired-events.js';
import { numberEvents } from '../../../src/events/application/number-events.js';
import { recordEvents } from '../../../src/events/store/event.store.js';
import { deleteExpiredDeliveries } from '../../../src/webhooks/application/delete-expired-deliveries.js';
import { deliverNumberedEvents } from '../../../src/webhooks/application/deliver-numbered-events.js';
import { secretSeal } from '../../../src/webhooks/application/sealed-secret.js';
import { addressGuard } from '../../../src/webhooks/application/sending/address-guard.js';
import { WebhookClient } from '../../../src/webhooks/application/sending/webhook-client.js';
import { WebhookSender } from '../../../src/webhooks/application/sending/webhook-sender.js';
import { makeForgottenDue } from '../../../src/webhooks/store/claim.store.js';
import { type TestCredits, testCredits } from '../../support/credits.js';
import { accept, type Receiver, startReceiver, status } from '../../support/receiver.js';
import { webhookProgram, webhooksAs } from '../../support/webhooks.js';

/** The secret of the services of the tests. */
const SECRET = 'a secret that only tests ever know';

let credits: TestCredits;
let receiver: Receiver;
let dataSource: DataSource;
const log = createLog('credits');
log.level = 'silent';
beforeAll(async () => {
  // Without workers: the tests say when events are numbered and when a sender runs.
  [credits, receiver] = await Promise.all([testCredits({ workers: false }), startReceiver()]);
  dataSource = await creditsDataSource(credits.database.appUrl).initialize();
});
afterAll(async () => {
  await dataSource.destroy();
  await credits.stop();
  await receiver.stop();
});

function sender(secret = SECRET): WebhookSender {
  const client = new WebhookClient({ guard: addressGuard({ networks: [], production: false }) });
  return new WebhookSender(
    { dataSource, clock: credits.clock },
    { client, seal: secretSeal(secret), log, chance: () => 0.5 },
  );
}

let paths = 0;
/** A webhook of a new organization, its API, and events of the organization on request. */
async function webhook(answer = accept) {
  const organizationId = await credits.anOrganization();
  const api = webhooksAs(credits, webhookProgram(organizationId));
  paths += 1;
  const path = `/${paths}`;
  receiver.answer(path, answer);
  const { id } = await api.register(organizationId, receiver.url(path), { types: ['REPORT_PUBLISHED'] });
  let versions = 0;
  const happen = async (count: number) => {
    const [subject, first] = ['2026-07', versions + 1];
    versions += count;
    await inTransaction(dataSource, 'every-organization', (manager) =>
      recordEvents(
        manager,
        Array.from({ length: count }, (_, index) => ({
          type: 'report.published',
          organizationId,
          subject,
          subjectVersion: first + index,
          occurredAt: credits.clock.now(),
          data: {
            reportId: randomUUID(),
            month: subject,
            publishedAt: credits.clock.now().toISOString(),
            totals: { people: 1, credentials: 1, expiringWithin90Days: 0, leaving: 0 },
            changes: { gained: 1, lost: 0 },
          },
        })),
      ),
    );
    await numberEvents({ dataSource, clock: credits.clock }, deliverNumberedEvents({ clock: credits.clock }));
  };
  return { id, api, path, happen, sent: () => receiver.requests(path).map(({ event }) => event.sequence) };
}

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

describe('a sender', () => {
  it('sends what a killed one had not stored again, with the same ids, when the lease ends', async () => {
    let hold = true;
    const { id, api, happen, path, sent } = await webhook((request, response, times) =>
      hold ? undefined : accept(request, response, times),
    );
    await happen(3);
    const killed = sender();
    // It goes on when its requests time out, which may be after the end of the file.
    void killed.drain().catch(() => undefined);
    await credits.until(async () => sent().length === 3);
    const first = receiver.requests(path).map((request) => request.id);
    const second = sender();
    await second.drain();
    expect(sent()).toHaveLength(3);
    hold = false;
    credits.clock.advance({ milliseconds: 60_000 });
    await second.drain();
    expect(receiver.requests(path).map((request) => request.id)).toEqual([...first, ...first]);
    expect((await api.deliveries(id)).map(({ state, attemptCount }) => [state, attemptCount])).toEqual(
      first.map(() => ['DELIVERED', 1]),
    );
  });

  it('keeps a webhook while it sends, however slow the receiver is', async () => {
    let answer = () => {};
    const { id, happen, sent } = await webhook((_request, response) => {
      answer = () => void response.writeHead(204).end();
    });
    await happen(1);
    const slow = sender();
    slow.start();
    const isRenewed = async () => {
      const [lease] = await credits.sql<{ left: number }>(
        'SELECT extract(epoch FROM leased_until - $2)::float8 AS left FROM credits.webhook WHERE id = $1',
        [id, credits.clock.now()],
      );
      return (lease?.left ?? 0) > 7;
    };
    for (let halves = 0; halves < 3; halves += 1) {
      await credits.until(isRenewed);
      credits.clock.advance({ milliseconds: 5_000 });
    }
    await credits.until(isRenewed);
    await sender().drain();
    expect(sent()).toEqual([1]);
    answer();
    await slow.stop();
  });

  it('and others at the same time send each event once, and at most four at a time to one webhook', async () => {
    let [running, most] = [0, 0];
    const slow = await webhook((_request, response) => {
      running += 1;
      most = Math.max(most, running);
      setTimeout(() => {
        running -= 1;
        response.end();
      }, 2);
    });
    await slow.happen(300);
    await Promise.all([sender(), sender(), sender()].map((one) => one.drain()));
    expect(slow.sent().toSorted((a, b) => a - b)).toEqual(numbers(300));
    expect(most).toBeLessThanOrEqual(4);
    expect((await slow.api.webhook(slow.id))?.health).toMatchObject({ delivered: 300, waiting: 0 });
  });

  it('brings every event to a receiver that fails a third of the requests', async () => {
    let requests = 0;
    const flaky = await webhook((request, response, times) => {
      requests += 1;
      if (requests % 3 !== 0) accept(request, response, times);
      else if (requests % 2 === 0) response.socket?.destroy();
      else status(500)(request, response, times);
    });
    await flaky.happen(200);
    const one = sender();
    for (let round = 0; round < 10; round += 1) {
      await one.drain();
      if ((await flaky.api.webhook(flaky.id))?.health.waiting === 0) break;
      credits.clock.advance({ hours: 3 });
    }
    const accepted = await flaky.api.deliveries(flaky.id, { state: ['DELIVERED'] });
    expect(accepted).toHaveLength(100);
    expect((await flaky.api.webhook(flaky.id))?.health.waiting).toBe(0);
    expect(new Set(flaky.sent()).size).toBe(200);
  });

  it('serves others while a receiver does not answer', async () => {
    const silent = await webhook(() => undefined);
    const quick = await webhook();
    await silent.happen(8);
    await quick.happen(20);
    const one = sender();
    one.start();
    await credits.until(async () => quick.sent().length === 20);
    expect(silent.sent().length).toBeLessThanOrEqual(4);
    await quick.happen(1);
    one.wake();
    await credits.until(async () => quick.sent().length === 21);
    await one.stop();
    // What was running when it stopped is not known: it is sent again.
    expect(
      (await silent.api.deliveries(silent.id)).every(
        ({ state, attemptCount }) => state === 'WAITING' && attemptCount === 0,
      ),
    ).toBe(true);
    // The senders of other tests would wait for it.
    receiver.answer(silent.path, accept);
  });

  it('sends new events before replayed ones, and both in their order', async () => {
    const { id, api, happen, sent } = await webhook();
    await api.mutate('pauseWebhook', { webhookId: id });
    await happen(4);
    await api.mutate('resumeWebhook', { webhookId: id, heldEvents: 'DISCARD' });
    await api.mutate('replayWebhook', { webhookId: id, since: new Date(credits.clock.now().getTime() - 1) });
    await happen(2);
    await sender().drain();
    expect(sent().slice(0, 2).toSorted()).toEqual([5, 6]);
    expect(sent().toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('without the secret of the service sends nothing unsigned, and loses nothing', async () => {
    const { happen, sent, id, api } = await webhook();
    await happen(2);
    await sender('another secret that only tests know').drain();
    expect(sent()).toEqual([]);
    credits.clock.advance({ milliseconds: 60_000 });
    await sender().drain();
    expect(sent().toSorted()).toEqual([1, 2]);
    expect((await api.webhook(id))?.health.failedAttempts).toBe(0);
  });

  it('keeps its results when the webhook is changed meanwhile, and not the failures of the address before', async () => {
    let answer: (() => unknown) | undefined;
    const { id, api, happen, path } = await webhook((request, response, times) => {
      answer = () => status(410)(request, response, times);
    });
    await happen(1);
    const running = sender().drain();
    await credits.until(async () => answer !== undefined);
    await api.mutate('updateWebhook', { webhookId: id, url: receiver.url(`${path}-new`) });
    answer?.();
    await running;
    expect(await api.webhook(id)).toMatchObject({ state: 'ACTIVE', health: { failingSince: null, failedAttempts: 1 } });
    credits.clock.advance({ milliseconds: 10_000 });
    await sender().drain();
    expect(receiver.requests(`${path}-new`)).toHaveLength(1);
  });

  it('of a webhook that is deleted meanwhile ends without an error', async () => {
    let answer: (() => unknown) | undefined;
    const { id, api, happen } = await webhook((request, response, times) => {
      answer = () => accept(request, response, times);
    });
    await happen(1);
    const running = sender().drain();
    await credits.until(async () => answer !== undefined);
    await api.mutate('deleteWebhook', { webhookId: id });
    answer?.();
    await running;
    expect(await credits.sql('SELECT FROM credits.webhook_attempt WHERE webhook_id = $1', [id])).toEqual([]);
  });

  it('disables a webhook whose name leads to a private address five times', async () => {
    const { id, api, happen, sent } = await webhook();
    await happen(5);
    const client = new WebhookClient({ guard: addressGuard({ networks: [], production: true }) });
    const strict = new WebhookSender({ dataSource, clock: credits.clock }, { client, seal: secretSeal(SECRET), log });
    await strict.drain();
    expect(await api.webhook(id)).toMatchObject({ state: 'DISABLED', disabledReason: 'ADDRESS_NOT_ALLOWED' });
    expect(sent()).toEqual([]);
  });
});

describe('the metrics', () => {
  it('count webhooks by state, those that fail, and how long due events have waited for a sender', async () => {
    const gauges = async () => {
      const text = await (await fetch(`${credits.url}/metrics`)).text();
      const value = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]);
      return {
        disabled: value('webhooks\\{state="DISABLED"\\}'),
        failing: value('webhooks_failing'),
        lag: value('webhooks_lag_seconds'),
      };
    };
    await sender().drain();
    const before = await gauges();
    expect(before.lag).toBe(0);
    const gone = await webhook(status(410));
    const dead = await webhook(status(500));
    await gone.happen(1);
    await dead.happen(6);
    credits.clock.advance({ milliseconds: 90_000 });
    expect((await gauges()).lag).toBeGreaterThanOrEqual(90);
    await sender().drain();
    expect(await gauges()).toEqual({ disabled: before.disabled + 1, failing: before.failing + 1, lag: 0 });
  });
});

describe('the deliveries of a webhook', () => {
  it('that is not due although something waits are found', async () => {
    const { id, happen, sent } = await webhook();
    await happen(1);
    await credits.sql('UPDATE credits.webhook SET due_at = NULL WHERE id = $1', [id]);
    await sender().drain();
    expect(sent()).toEqual([]);
    await inTransaction(dataSource, 'every-organization', (manager) => makeForgottenDue(manager, credits.clock.now()));
    await sender().drain();
    expect(sent()).toEqual([1]);
  });

  it('are deleted with their events after 30 days, and what was held is not sent then', async () => {
    const { id, api, happen, sent } = await webhook();
    await api.mutate('pauseWebhook', { webhookId: id });
    await happen(2);
    credits.clock.advance({ days: 30, milliseconds: 1 });
    await happen(1);
    await deleteExpiredEvents({ dataSource, clock: credits.clock });
    expect(await api.deliveries(id)).toHaveLength(1);
    await api.mutate('resumeWebhook', { webhookId: id });
    await sender().drain();
    expect(sent()).toEqual([3]);
    await deleteExpiredDeliveries({ dataSource, clock: credits.clock });
    expect(await credits.sql('SELECT FROM credits.webhook_delivery WHERE webhook_id = $1', [id])).toHaveLength(1);
  });

  it('are listed page by page, newest event first, by state, type and time', async () => {
    const { id, api, happen } = await webhook();
    await happen(2);
    credits.clock.advance({ hours: 1 });
    await happen(3);
    const program = await credits.as(
      webhookProgram(
        (await credits.sql<{ o: string }>('SELECT organization_id AS o FROM credits.webhook WHERE id = $1', [id]))[0]
          ?.o ?? '',
      ),
    );
    const found: number[] = [];
    let after: string | null = null;
    do {
      const answer: { data?: unknown } = await program.execute(
        `query ($id: ID!, $after: String) { webhook(id: $id) { deliveries(first: 2, after: $after) {
          totalCount nodes { event { sequence } } pageInfo { hasNextPage endCursor } } } }`,
        { id, after },
      );
      type Page = {
        totalCount: number;
        nodes: { event: { sequence: number } }[];
        pageInfo: { hasNextPage: boolean; endCursor: string };
      };
      const page = (answer.data as { webhook: { deliveries: Page } }).webhook.deliveries;
      expect(page.totalCount).toBe(5);
      found.push(...page.nodes.map(({ event }) => event.sequence));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    expect(found).toHaveLength(5);
    expect(found.slice(0, 3).toSorted()).toEqual([3, 4, 5]);
    const filtered = async (filter: object) => (await api.deliveries(id, filter)).length;
    const now = credits.clock.now();
    expect(await filtered({ since: now })).toBe(3);
    expect(await filtered({ until: now })).toBe(2);
    expect(await filtered({ state: ['DELIVERED', 'GIVEN_UP', 'HELD'] })).toBe(0);
    expect(await filtered({ state: ['WAITING'], types: ['REPORT_PUBLISHED'] })).toBe(5);
    expect(await filtered({ types: ['CREDIT_COUNTED'] })).toBe(0);
  });
});

import { randomUUID } from 'node:crypto';
import type { TestCredits } from '../../support/credits.js';
import { accept, isVerified, type Receiver, status } from '../../support/receiver.js';
import { STARTED, type WebhookWorld, webhookWorld } from '../../support/webhook-world.js';

let world: WebhookWorld;
let credits: TestCredits;
let receiver: Receiver;
beforeAll(async () => {
  world = await webhookWorld();
  ({ credits, receiver } = world);
});
afterAll(() => world.stop());

/** The number of events that the relay has numbered. */
const numbered = async (organizationId: string) =>
  (await credits.sql('SELECT FROM credits.event WHERE organization_id = $1 AND sequence > 0', [organizationId])).length;

describe('an event', () => {
  it('arrives signed, as the event log has it, and its delivery shows what came back', async () => {
    const { id: organizationId, api, happen } = await world.organization();
    const path = world.aPath();
    receiver.answer(path, status(200));
    const { id, secret } = await api.register(organizationId, receiver.url(path));
    await happen();
    await world.received(path, 1);
    const [request] = receiver.requests(path);
    if (request === undefined) throw new Error('unreachable');
    expect(isVerified(request, secret)).toBe(true);
    expect(request.event).toMatchObject({ type: 'association.started', sequence: 1, organizationId, id: request.id });
    expect(request.headers).toMatchObject({ 'content-type': 'application/json', 'user-agent': 'SkillLink-Webhooks/1' });
    await credits.until(async () => (await api.deliveries(id))[0]?.state === 'DELIVERED');
    const [delivery] = await api.deliveries(id);
    expect(delivery).toMatchObject({
      event: { id: request.id, type: 'ASSOCIATION_STARTED', sequence: 1, body: request.body },
      deliveredAt: expect.any(String),
      nextAttemptAt: null,
      attemptCount: 1,
      attempts: [{ cause: 'EVENT', status: 200, problem: null, answer: '200' }],
    });
    expect(await api.delivery(id, request.id)).toEqual(delivery);
    expect((await api.webhook(id))?.health).toMatchObject({
      delivered: 1,
      failedAttempts: 0,
      waiting: 0,
      failingSince: null,
    });
  });

  it('goes to each webhook that wants its type, and never to one of another organization', async () => {
    const [one, other] = [await world.organization(), await world.organization()];
    const [all, started, ended, foreign] = [world.aPath(), world.aPath(), world.aPath(), world.aPath()];
    await one.api.register(one.id, receiver.url(all));
    await one.api.register(one.id, receiver.url(started), STARTED);
    const { id } = await one.api.register(one.id, receiver.url(ended), {
      types: ['ASSOCIATION_ENDED', 'ASSOCIATION_ENDED'],
    });
    await other.api.register(other.id, receiver.url(foreign));
    await one.happen(2);
    await other.happen();
    await Promise.all([world.received(all, 2), world.received(started, 2), world.received(foreign, 1)]);
    expect(await one.api.deliveries(id)).toEqual([]);
    expect((await one.api.webhook(id))?.types).toEqual(['ASSOCIATION_ENDED']);
    const organizations = receiver.requests(foreign).map(({ event }) => event.organizationId);
    expect(organizations).toEqual([other.id]);
    expect(new Set(receiver.requests(all).map(({ event }) => event.organizationId))).toEqual(new Set([one.id]));
  });

  it('is tried again with the same id until it is accepted', async () => {
    const { id: organizationId, api, happen } = await world.organization();
    const path = world.aPath();
    receiver.answer(path, (request, response, times) => (times < 3 ? status(500) : accept)(request, response, times));
    const { id } = await api.register(organizationId, receiver.url(path), STARTED);
    await happen();
    await world.received(path, 1);
    await credits.until(async () => (await api.webhook(id))?.health.failedAttempts === 1);
    expect(await api.deliveries(id)).toMatchObject([{ state: 'WAITING', nextAttemptAt: expect.any(String) }]);
    await world.later(7_000);
    await world.received(path, 2);
    await credits.until(async () => (await api.webhook(id))?.health.failedAttempts === 2);
    await world.later(75_000);
    await world.received(path, 3);
    await credits.until(async () => (await api.deliveries(id))[0]?.state === 'DELIVERED');
    const [delivery] = await api.deliveries(id);
    expect(delivery?.attempts.map(({ cause, status: code, problem }) => [cause, code, problem])).toEqual([
      ['RETRY', 204, null],
      ['RETRY', 500, 'STATUS'],
      ['EVENT', 500, 'STATUS'],
    ]);
    expect(new Set(receiver.requests(path).map(({ id: eventId }) => eventId)).size).toBe(1);
    expect((await api.webhook(id))?.health).toMatchObject({ delivered: 1, failedAttempts: 2, failingSince: null });
  });

  it('waits as long as an overloaded receiver asks with Retry-After', async () => {
    const { id: organizationId, api, happen } = await world.organization();
    const path = world.aPath();
    receiver.answer(path, (request, response, times) =>
      (receiver.requests(path).length === 1 ? status(429, { 'retry-after': '600' }) : accept)(request, response, times),
    );
    const { id } = await api.register(organizationId, receiver.url(path), STARTED);
    await happen();
    await credits.until(async () => (await api.webhook(id))?.health.failedAttempts === 1);
    const [waiting] = await api.deliveries(id);
    const pause = Date.parse(waiting?.nextAttemptAt ?? '') - credits.clock.now().getTime();
    expect(pause).toBeGreaterThanOrEqual(600_000);
    // Later events wait, too.
    await happen();
    await credits.until(async () => (await api.webhook(id))?.health.waiting === 2);
    await world.later(590_000);
    await world.later(15_000);
    await credits.until(async () => (await api.webhook(id))?.health.waiting === 0);
    expect(receiver.requests(path)).toHaveLength(3);
  });

  it('costs a dead receiver one request per pause, and arrives when the receiver is back', async () => {
    const { id: organizationId, api, happenAtOnce } = await world.organization();
    const path = world.aPath();
    // Four requests are under way when the receiver fails: none of them may lengthen the pause of 5 s.
    const four = Promise.withResolvers<undefined>();
    receiver.answer(path, async (request, response, times) => {
      if (receiver.requests(path).length >= 4) four.resolve(undefined);
      await four.promise;
      status(503)(request, response, times);
    });
    const { id } = await api.register(organizationId, receiver.url(path), STARTED);
    await happenAtOnce(id, 12);
    await credits.until(async () => ((await api.webhook(id))?.health.failedAttempts ?? 0) >= 5);
    const before = receiver.requests(path).length;
    expect(before).toBeLessThanOrEqual(8);
    await world.look();
    await world.later(7_000);
    await world.received(path, before + 1);
    await credits.until(async () => (await api.webhook(id))?.health.failedAttempts === before + 1);
    await world.look();
    expect(receiver.requests(path)).toHaveLength(before + 1);
    receiver.answer(path, accept);
    await world.later(75_000);
    await credits.until(async () => (await api.webhook(id))?.health.waiting === 0);
    expect((await api.deliveries(id)).map(({ state }) => state)).toEqual(Array.from({ length: 12 }, () => 'DELIVERED'));
    expect((await api.webhook(id))?.health).toMatchObject({ delivered: 12, failingSince: null });
  });

  it('arrives from two processes once', async () => {
    const { id: organizationId, api, happen } = await world.organization();
    const path = world.aPath();
    receiver.answer(path, (_request, response) => setTimeout(() => response.end(), 5));
    await api.register(organizationId, receiver.url(path), STARTED);
    const second = await credits.another({ workers: true });
    await happen(24);
    await world.received(path, 24);
    await world.look();
    await second.stop();
    const ids = receiver.requests(path).map(({ id }) => id);
    expect([ids.length, new Set(ids).size]).toEqual([24, 24]);
    const sequences = receiver.requests(path).map(({ event }) => event.sequence);
    expect(sequences.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 24 }, (_, index) => index + 1));
  });
});

describe('redeliverEvent and replayWebhook', () => {
  it('send an event again with its id, whatever its type, and hold it while the webhook is paused', async () => {
    const { id: organizationId, api, happen } = await world.organization();
    const [path, narrow] = [world.aPath(), world.aPath()];
    const { id } = await api.register(organizationId, receiver.url(path), STARTED);
    const { id: other } = await api.register(organizationId, receiver.url(narrow), { types: ['REPORT_PUBLISHED'] });
    await happen();
    await world.received(path, 1);
    const eventId = receiver.requests(path)[0]?.id;
    await credits.until(async () => (await api.deliveries(id))[0]?.state === 'DELIVERED');
    const again = { webhookId: id, eventId, idempotencyKey: randomUUID() };
    expect(await api.mutate('redeliverEvent', again)).toMatchObject({
      delivery: { state: 'DELIVERED', attemptCount: 2, attempts: [{ cause: 'REDELIVERY' }, { cause: 'EVENT' }] },
    });
    await api.mutate('redeliverEvent', again);
    expect(receiver.requests(path).map(({ id: sent }) => sent)).toEqual([eventId, eventId]);
    expect(await api.mutate('redeliverEvent', { webhookId: other, eventId })).toMatchObject({
      delivery: { state: 'DELIVERED' },
    });
    await api.mutate('pauseWebhook', { webhookId: id });
    expect(await api.mutate('redeliverEvent', { webhookId: id, eventId })).toMatchObject({
      delivery: { state: 'HELD' },
    });
    expect(receiver.requests(path)).toHaveLength(2);
    await api.mutate('resumeWebhook', { webhookId: id });
    await world.received(path, 3);
  });

  it('reject an event that is not kept, unknown, or of another organization, alike', async () => {
    const [one, other] = [await world.organization(), await world.organization()];
    const path = world.aPath();
    const { id } = await one.api.register(one.id, receiver.url(path));
    await other.api.register(other.id, receiver.url(path));
    await other.happen();
    await world.received(path, 1);
    const foreign = receiver.requests(path)[0]?.id;
    const unknown = `evt_${randomUUID().replaceAll('-', '')}`;
    const rejection = { __typename: 'EventNotKeptError', keptSince: expect.any(String) };
    const results = await Promise.all(
      [foreign, unknown, 'evt_none', ''].map((eventId) => one.api.mutate('redeliverEvent', { webhookId: id, eventId })),
    );
    for (const result of results) expect(result).toEqual(results[0]);
    expect(results[0]).toMatchObject(rejection);
    const since = new Date(credits.clock.now().getTime() - 31 * 24 * 3_600_000);
    expect(await one.api.mutate('replayWebhook', { webhookId: id, since })).toMatchObject(rejection);
    expect(receiver.requests(path)).toHaveLength(1);
  });

  it('send what was never accepted, or everything, oldest first', async () => {
    const { id: organizationId, api, happen } = await world.organization();
    const path = world.aPath();
    const since = credits.clock.now();
    await happen(3);
    await credits.until(async () => (await numbered(organizationId)) === 3);
    const { id } = await api.register(organizationId, receiver.url(path), STARTED);
    await happen(2);
    await world.received(path, 2);
    await credits.until(async () => (await api.webhook(id))?.health.waiting === 0);
    const replay = async (input: object = {}) => {
      const { events } = await api.mutate<{ events: number }>('replayWebhook', { webhookId: id, since, ...input });
      await credits.until(async () => (await api.webhook(id))?.health.waiting === 0);
      return events;
    };
    const idempotencyKey = randomUUID();
    expect(await replay({ idempotencyKey })).toBe(3);
    expect(await replay({ idempotencyKey })).toBe(3);
    expect(await replay()).toBe(0);
    expect(receiver.requests(path)).toHaveLength(5);
    expect(await replay({ undeliveredOnly: false, types: ['REPORT_PUBLISHED'] })).toBe(0);
    expect(await replay({ undeliveredOnly: false, until: since })).toBe(0);
    expect(await replay({ undeliveredOnly: false })).toBe(5);
    expect(receiver.requests(path)).toHaveLength(10);
    const ids = receiver.requests(path).map(({ id: sent }) => sent);
    expect(new Set(ids).size).toBe(5);
  });
});

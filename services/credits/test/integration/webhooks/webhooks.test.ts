import { randomUUID } from 'node:crypto';
import type { TestCredits } from '../../support/credits.js';
import { accept, isVerified, type Receiver, status } from '../../support/receiver.js';
import { STARTED, type WebhookWorld, webhookWorld } from '../../support/webhook-world.js';
import { WEBHOOK_MUTATIONS, type WebhookMutation } from '../../support/webhooks.js';

let world: WebhookWorld;
let credits: TestCredits;
let receiver: Receiver;
beforeAll(async () => {
  world = await webhookWorld();
  ({ credits, receiver } = world);
});
afterAll(() => world.stop());

describe('a webhook', () => {
  it('is disabled at once by 410: the others get webhook.disabled, and its events are held until it is resumed', async () => {
    const { id: organizationId, api, happen } = await world.organization();
    const [gone, watcher] = [world.aPath(), world.aPath()];
    receiver.answer(gone, status(410));
    const { id } = await api.register(organizationId, receiver.url(gone));
    await api.register(organizationId, receiver.url(watcher), { types: ['WEBHOOK_DISABLED'] });
    await happen();
    await credits.until(async () => (await api.state(id)) === 'DISABLED');
    expect(await api.webhook(id)).toMatchObject({ disabledReason: 'ANSWERED_GONE', state: 'DISABLED' });
    await world.received(watcher, 1);
    expect(receiver.requests(watcher)[0]?.event).toMatchObject({
      type: 'webhook.disabled',
      subject: id,
      data: { webhookId: id, reason: 'ANSWERED_GONE' },
    });
    await happen();
    await credits.until(async () => (await api.deliveries(id)).length === 2);
    expect(
      (await api.deliveries(id, { state: ['HELD'] })).map(({ state, nextAttemptAt }) => [state, nextAttemptAt]),
    ).toEqual([
      ['HELD', null],
      ['HELD', null],
    ]);
    expect(await api.deliveries(id, { state: ['WAITING'] })).toEqual([]);
    const count = receiver.requests(gone).length;
    receiver.answer(gone, accept);
    expect(await api.mutate('resumeWebhook', { webhookId: id })).toMatchObject({
      released: 2,
      webhook: { state: 'ACTIVE', disabledReason: null },
    });
    await world.received(gone, count + 2);
    await credits.until(async () => (await api.webhook(id))?.health.waiting === 0);
  });

  it('is disabled after five days without an accepted event, and nothing is lost', async () => {
    const { id: organizationId, api, happenAtOnce } = await world.organization();
    const path = world.aPath();
    receiver.answer(path, status(500));
    const { id } = await api.register(organizationId, receiver.url(path), STARTED);
    await happenAtOnce(id, 8);
    await credits.until(async () => ((await api.webhook(id))?.health.failedAttempts ?? 0) >= 5);
    // Each pause is shorter than a day.
    let tried = receiver.requests(path).length;
    for (let day = 0; day < 8 && (await api.state(id)) === 'ACTIVE'; day += 1) {
      await world.later(25 * 3_600_000);
      tried += 1;
      await world.received(path, tried);
      await credits.until(async () => (await api.deliveries(id)).flatMap(({ attempts }) => attempts).length >= tried);
    }
    expect(await api.webhook(id)).toMatchObject({ state: 'DISABLED', disabledReason: 'FAILING_FOR_FIVE_DAYS' });
    expect((await api.deliveries(id)).map(({ state }) => state)).toEqual(Array.from({ length: 8 }, () => 'HELD'));
  });

  it('that is paused holds its events, which are sent or discarded when it is resumed', async () => {
    const { id: organizationId, api, happen } = await world.organization();
    const path = world.aPath();
    const { id } = await api.register(organizationId, receiver.url(path), STARTED);
    expect(await api.mutate('pauseWebhook', { webhookId: id })).toMatchObject({ webhook: { state: 'PAUSED' } });
    expect(await api.mutate('pauseWebhook', { webhookId: id })).toMatchObject({ webhook: { state: 'PAUSED' } });
    await happen(2);
    await credits.until(async () => (await api.webhook(id))?.health.waiting === 2);
    await world.look();
    expect(await api.mutate('resumeWebhook', { webhookId: id, heldEvents: 'DISCARD' })).toMatchObject({ released: 0 });
    expect((await api.deliveries(id)).map(({ state }) => state)).toEqual(['GIVEN_UP', 'GIVEN_UP']);
    await api.mutate('pauseWebhook', { webhookId: id });
    await happen();
    await credits.until(async () => (await api.webhook(id))?.health.waiting === 1);
    expect(await api.mutate('resumeWebhook', { webhookId: id, heldEvents: 'SEND' })).toMatchObject({ released: 1 });
    await world.received(path, 1);
    expect(receiver.requests(path).map(({ event }) => event.sequence)).toEqual([3]);
    await credits.until(async () => (await api.webhook(id))?.health.waiting === 0);
    // What was discarded can be replayed.
    expect(await api.mutate('replayWebhook', { webhookId: id, since: credits.clock.now() })).toMatchObject({
      events: 2,
    });
    await world.received(path, 3);
    expect(receiver.requests(path).map(({ event }) => event.sequence)).toEqual([3, 1, 2]);
  });

  it('with a new address gets what waits, too', async () => {
    const { id: organizationId, api, happen } = await world.organization();
    const [dead, alive] = [world.aPath(), world.aPath()];
    receiver.answer(dead, status(500));
    const { id } = await api.register(organizationId, receiver.url(dead), STARTED);
    await happen(6);
    await credits.until(async () => ((await api.webhook(id))?.health.failedAttempts ?? 0) >= 5);
    const url = receiver.url(alive);
    expect(await api.mutate('updateWebhook', { webhookId: id, url, label: ' New portal ' })).toMatchObject({
      webhook: { url, label: 'New portal', types: ['ASSOCIATION_STARTED'], health: { failingSince: null } },
    });
    await world.later(75_000);
    await world.received(alive, 6);
    await credits.until(async () => (await api.webhook(id))?.health.waiting === 0);
    expect(await api.mutate('updateWebhook', { webhookId: id, types: [] })).toMatchObject({
      webhook: { types: [], url },
    });
  });

  it('has two secrets during a rotation', async () => {
    const { id: organizationId, api, happen } = await world.organization();
    const path = world.aPath();
    const given = Buffer.alloc(24, 5).toString('base64');
    const { id, secret: first } = await api.register(organizationId, receiver.url(path), { ...STARTED, secret: given });
    expect(first).toBe(`whsec_${given}`);
    const rotate = async (input: object = {}) =>
      (await api.mutate<{ secret: string }>('rotateWebhookSecret', { webhookId: id, ...input })).secret;
    const verifiedBy = async (...secrets: string[]) => {
      const count = receiver.requests(path).length;
      await happen();
      await world.received(path, count + 1);
      const [request] = receiver.requests(path).slice(-1);
      return secrets.map((secret) => request !== undefined && isVerified(request, secret));
    };
    const second = await rotate();
    expect(await verifiedBy(first, second)).toEqual([true, true]);
    expect((await api.webhook(id))?.secrets).toMatchObject([
      { hint: second.slice(-4), validUntil: null },
      { hint: first.slice(-4), validUntil: new Date(credits.clock.now().getTime() + 24 * 3_600_000).toISOString() },
    ]);
    const third = await rotate({ previousValidForHours: 1 });
    expect(await verifiedBy(first, second, third)).toEqual([false, true, true]);
    credits.clock.advance({ hours: 1 });
    expect(await verifiedBy(second, third)).toEqual([false, true]);
    expect((await api.webhook(id))?.secrets).toMatchObject([{ hint: third.slice(-4) }]);
    const fourth = await rotate({ previousValidForHours: 0 });
    expect(await verifiedBy(third, fourth)).toEqual([false, true]);
    for (const [input, field] of [
      [{ previousValidForHours: -1 }, 'previousValidForHours'],
      [{ previousValidForHours: 169 }, 'previousValidForHours'],
      [{ secret: 'short' }, 'secret'],
    ] as const)
      expect(await api.mutate('rotateWebhookSecret', { webhookId: id, ...input })).toMatchObject({
        __typename: 'InvalidWebhookInputError',
        field,
      });
  });

  it('is deleted once, with its deliveries', async () => {
    const { id: organizationId, api, happen } = await world.organization();
    const path = world.aPath();
    const { id } = await api.register(organizationId, receiver.url(path), STARTED);
    await happen();
    await world.received(path, 1);
    expect(await api.mutate('deleteWebhook', { webhookId: id })).toEqual({
      __typename: 'DeleteWebhookSuccess',
      webhookId: id,
    });
    expect(await api.mutate('deleteWebhook', { webhookId: id })).toMatchObject({ __typename: 'WebhookNotFoundError' });
    expect(await api.webhook(id)).toBeNull();
    expect(await credits.sql('SELECT FROM credits.webhook_delivery WHERE webhook_id = $1', [id])).toEqual([]);
    await happen();
    await world.look();
    expect(receiver.requests(path)).toHaveLength(1);
  });
});

describe('another organization', () => {
  it('gets the same answer for a webhook that exists as for one that does not, and changes nothing', async () => {
    const [owner, other] = [await world.organization(), await world.organization()];
    const { id } = await owner.api.register(owner.id, receiver.url('/never'));
    const before = await owner.api.webhook(id);
    const inputs: Partial<Record<WebhookMutation, object>> = {
      redeliverEvent: { eventId: `evt_${'0'.repeat(32)}` },
      replayWebhook: { since: credits.clock.now() },
      updateWebhook: { label: 'Mine' },
    };
    for (const name of WEBHOOK_MUTATIONS.filter((mutation) => mutation !== 'registerWebhook')) {
      const [foreign, absent, none] = await Promise.all(
        [id, randomUUID(), 'none'].map((webhookId) => other.api.mutate(name, { webhookId, ...inputs[name] })),
      );
      expect(foreign).toMatchObject({ __typename: 'WebhookNotFoundError' });
      expect([name, foreign]).toEqual([name, absent]);
      expect([name, none]).toEqual([name, absent]);
    }
    expect([await other.api.webhook(id), await other.api.webhook('none')]).toEqual([null, null]);
    expect(await owner.api.webhook(id)).toEqual(before);
  });
});

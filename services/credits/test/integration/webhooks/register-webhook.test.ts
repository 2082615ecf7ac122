import { randomUUID } from 'node:crypto';
import { errorCode } from '@app/test-kit/graphql-client';
import { operator, person, type TestCredits } from '../../support/credits.js';
import { isVerified, type Receiver, status } from '../../support/receiver.js';
import { STARTED, type WebhookWorld, webhookWorld } from '../../support/webhook-world.js';
import { webhooksAs } from '../../support/webhooks.js';

/*
 * The registration of a webhook, and the test events that try it.
 */
let world: WebhookWorld;
let credits: TestCredits;
let receiver: Receiver;
beforeAll(async () => {
  world = await webhookWorld();
  ({ credits, receiver } = world);
});
afterAll(() => world.stop());

describe('registerWebhook', () => {
  it.each([
    ['a label of one line', { label: 'a\nb' }, { __typename: 'InvalidWebhookInputError', field: 'label' }],
    ['a label', { label: ' ' }, { __typename: 'InvalidWebhookInputError', field: 'label' }],
    ['an address', { url: 'portal' }, { __typename: 'InvalidWebhookInputError', field: 'url' }],
    ['https', { url: 'http://portal.example/' }, { __typename: 'WebhookAddressError', problem: 'NOT_HTTPS' }],
    ['an allowed port', { url: 'https://portal.example:22/' }, { problem: 'PORT_NOT_ALLOWED' }],
    ['no password', { url: 'https://a:b@portal.example/' }, { problem: 'CREDENTIALS_IN_ADDRESS' }],
    ['a public address', { url: 'https://10.0.0.1/' }, { problem: 'NOT_A_PUBLIC_ADDRESS' }],
    ['a public address in any notation', { url: 'https://0xa9fea9fe/' }, { problem: 'NOT_A_PUBLIC_ADDRESS' }],
    ['another address than ours', { url: 'https://skill-link.example/graphql' }, { problem: 'OUR_OWN_ADDRESS' }],
    ['a secret of 24 bytes', { secret: 'whsec_AAAA' }, { __typename: 'InvalidWebhookInputError', field: 'secret' }],
  ])('requires %s', async (_what, input, rejection) => {
    const { id: organizationId, api } = await world.organization();
    const valid = { organizationId, url: receiver.url('/never'), label: 'Portal' };
    const rejected = await api.mutate('registerWebhook', { ...valid, ...input });
    expect(rejected).toMatchObject({ message: expect.stringMatching(/.{20}/), ...rejection });
    const { id } = await api.register(organizationId, receiver.url('/never'));
    const { secret: _secret, ...changes } = input as Record<string, string>;
    if (Object.keys(changes).length > 0)
      expect(await api.mutate('updateWebhook', { webhookId: id, ...changes })).toMatchObject(rejection);
  });

  it('registers ten webhooks at most, also of twelve at once', async () => {
    const { id: organizationId, api } = await world.organization();
    const input = (label: string) => ({ organizationId, url: receiver.url('/never'), label });
    const results = await Promise.all(
      Array.from({ length: 12 }, (_, index) => api.mutate('registerWebhook', input(`Portal ${index}`))),
    );
    const rejected = results.filter(({ __typename }) => __typename === 'TooManyWebhooksError');
    expect(rejected).toEqual(
      [1, 2].map(() => ({ __typename: 'TooManyWebhooksError', limit: 10, message: expect.any(String) })),
    );
    const [first] = await credits.sql<{ id: string }>('SELECT id FROM credits.webhook WHERE organization_id = $1', [
      organizationId,
    ]);
    await api.mutate('deleteWebhook', { webhookId: first?.id });
    expect(await api.mutate('registerWebhook', input('Again'))).toMatchObject({ __typename: 'RegisterWebhookSuccess' });
  });

  it('gives a repeated request its first answer, also twenty at once, and stores no secret in the clear', async () => {
    const { id: organizationId, api } = await world.organization();
    const idempotencyKey = randomUUID();
    const input = { organizationId, url: receiver.url('/never'), label: 'Portal', idempotencyKey };
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        api.mutate<{ webhook: { id: string }; secret: string }>('registerWebhook', input),
      ),
    );
    expect(new Set(answers.map(({ webhook, secret }) => `${webhook.id} ${secret}`)).size).toBe(1);
    expect(errorCode(await api.answerOf('registerWebhook', { ...input, label: 'Other' }))).toBe(
      'IDEMPOTENCY_KEY_REUSED',
    );
    const [first] = answers;
    if (first === undefined) throw new Error('unreachable');
    const {
      webhook: { id },
      secret,
    } = first;
    const key = randomUUID();
    const rotated = await Promise.all(
      [1, 2].map(() => api.mutate<{ secret: string }>('rotateWebhookSecret', { webhookId: id, idempotencyKey: key })),
    );
    expect(rotated[0]?.secret).toBe(rotated[1]?.secret);
    const stored = await credits.sql<{ text: string }>(
      `SELECT answer::text AS text FROM credits.idempotency_key UNION ALL SELECT webhook::text FROM credits.webhook`,
    );
    const encoded = [secret, rotated[0]?.secret ?? ''].map((text) => text.replace('whsec_', ''));
    for (const { text } of stored) for (const one of encoded) expect(text.includes(one)).toBe(false);
    await api.mutate('deleteWebhook', { webhookId: id });
    expect(errorCode(await api.answerOf('registerWebhook', input))).toBe('BAD_USER_INPUT');
  });

  it('is for administrators of the organization, its programs, and operators', async () => {
    const { id: organizationId } = await world.organization();
    const input = { organizationId, url: receiver.url('/never'), label: 'Portal' };
    const codeFor = async (caller: Parameters<typeof webhooksAs>[1], changes: object = {}) =>
      errorCode(await webhooksAs(credits, caller).answerOf('registerWebhook', { ...input, ...changes }));
    expect(await codeFor({ kind: 'anonymous' })).toBe('UNAUTHENTICATED');
    expect(await codeFor(person(randomUUID(), organizationId, ['PARTNER_ADMIN']))).toBe('FORBIDDEN');
    expect(await codeFor(person(randomUUID(), randomUUID(), ['GLOBAL_ADMIN']))).toBe('FORBIDDEN');
    expect(await codeFor(operator('webhooks:write'), { organizationId: randomUUID() })).toBe('BAD_USER_INPUT');
    expect(await codeFor(operator('webhooks:write'), { organizationId: 'none' })).toBe('BAD_USER_INPUT');
    expect(await codeFor(operator('webhooks:write'))).toBeUndefined();
    expect(await codeFor(person(randomUUID(), organizationId, ['GLOBAL_ADMIN']))).toBeUndefined();
  });
});

describe('sendTestEvent', () => {
  it('sends a test or the example of a type at once and returns what came back; it is not in the event log', async () => {
    const { id: organizationId, api } = await world.organization();
    const path = world.aPath();
    receiver.answer(path, status(201));
    const { id, secret } = await api.register(organizationId, receiver.url(path), STARTED);
    const sent = await api.mutate('sendTestEvent', { webhookId: id.toUpperCase() });
    expect(sent).toMatchObject({
      __typename: 'SendTestEventSuccess',
      delivery: {
        event: { type: 'WEBHOOK_TEST', sequence: 0, subject: id, subjectVersion: 1 },
        state: 'DELIVERED',
        attempts: [{ cause: 'TEST', status: 201, answer: '201' }],
      },
    });
    expect(receiver.requests(path)[0]?.event).toMatchObject({ type: 'webhook.test', data: { webhookId: id } });
    await api.mutate('sendTestEvent', { webhookId: id, type: 'CREDIT_COUNTED' });
    expect(receiver.requests(path)[1]?.event).toMatchObject({ type: 'credit.counted', sequence: 0, organizationId });
    expect(receiver.requests(path).every((request) => isVerified(request, secret))).toBe(true);
    expect(await credits.sql('SELECT FROM credits.event WHERE organization_id = $1', [organizationId])).toEqual([]);
  });

  it('is tried once, in any state of the webhook, and does not wait for a slow receiver', async () => {
    const { id: organizationId, api, happen } = await world.organization();
    const path = world.aPath();
    const { id } = await api.register(organizationId, receiver.url(path), STARTED);
    await api.mutate('pauseWebhook', { webhookId: id });
    receiver.answer(path, status(400));
    expect(await api.mutate('sendTestEvent', { webhookId: id })).toMatchObject({
      delivery: { state: 'GIVEN_UP', attempts: [{ status: 400, problem: 'STATUS' }] },
    });
    expect(await api.webhook(id)).toMatchObject({ state: 'PAUSED', health: { failingSince: null } });
    let release: () => unknown = () => undefined;
    receiver.answer(path, (_request, response) => {
      release = () => response.end();
    });
    const slow = await api.mutate<{ delivery: { event: { id: string } } }>('sendTestEvent', { webhookId: id });
    expect(slow).toMatchObject({ delivery: { state: 'WAITING', attempts: [] } });
    release();
    await credits.until(async () => (await api.delivery(id, slow.delivery.event.id))?.state === 'DELIVERED');
    await happen();
    await world.later(60_000);
    expect(receiver.requests(path)).toHaveLength(2);
  });

  it('is limited to ten a minute, also of twelve at once', async () => {
    const { id: organizationId, api } = await world.organization();
    const { id } = await api.register(organizationId, receiver.url(world.aPath()));
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => api.answerOf('sendTestEvent', { webhookId: id })),
    );
    const limited = answers.filter((answer) => errorCode(answer) === 'RATE_LIMITED');
    expect(limited.map(({ errors }) => errors?.[0]?.extensions?.retryAfterSeconds)).toEqual([60, 60]);
    credits.clock.advance({ milliseconds: 60_000 });
    expect(errorCode(await api.answerOf('sendTestEvent', { webhookId: id }))).toBeUndefined();
  });
});

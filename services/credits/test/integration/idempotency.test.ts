import { randomUUID } from 'node:crypto';
import type { Caller } from '@app/subgraph-kit/callers/caller';
import { type KeyedCall, keyedMutations, PROMISED, trialOfKey } from '@app/test-kit/keyed-mutations';
import { creditsSubgraph } from '../../src/subgraph.js';
import { aProfile, person, type TestCredits, testCredits } from '../support/credits.js';
import { eventPage } from '../support/events.js';
import { webhooksAs } from '../support/webhooks.js';

const { schema } = await creditsSubgraph();
const URL = 'http://127.0.0.1:9/never';

/** An organization with two administrators and an event. */
type Partner = { organizationId: string; administrators: { first: Caller; second: Caller }; eventId: string };

describe('a repetition under the key of', () => {
  let credits: TestCredits;
  let partner: Partner;
  const partners = new Map<string, Partner>();
  beforeAll(async () => {
    credits = await testCredits({ workers: false });
    // Jobs run until the events are numbered, and not during the trials.
    const worker = await credits.another({ workers: true });
    for (const mutation of keyedMutations(schema)) partners.set(mutation, await aPartner());
    await credits.allCounted();
    await worker.stop();
  });
  afterAll(() => credits.stop());

  async function aPartner(): Promise<Partner> {
    const organizationId = await credits.anOrganization();
    const admin = async () => person((await credits.aUser(organizationId)).id, organizationId, ['GLOBAL_ADMIN']);
    const administrators = { first: await admin(), second: await admin() };
    await credits.aLink({ id: administrators.first.userId, organizationId });
    const events = async () => (await eventPage(credits, organizationId)).nodes;
    await credits.until(async () => (await events()).length > 0);
    return { organizationId, administrators, eventId: (await events())[0]?.id ?? '' };
  }

  async function aPausedWebhook(): Promise<string> {
    const api = webhooksAs(credits, partner.administrators.first);
    const { id: webhookId } = await api.register(partner.organizationId, URL);
    await api.mutate('pauseWebhook', { webhookId });
    return webhookId;
  }

  const byAdministrator = (input: () => Promise<object>): KeyedCall['attempt'] => {
    return async (caller) => ({
      client: await credits.as(partner.administrators[caller]),
      input: { ...(await input()) },
    });
  };
  const byFeed = (input: () => object): KeyedCall['attempt'] => {
    return async (clientId) => ({
      client: await credits.as({
        kind: 'operator',
        clientId,
        permissions: ['achievements:write', 'metrics:write'],
      }),
      input: { ...input() },
    });
  };
  const item = () => ({
    externalId: randomUUID(),
    profileId: aProfile(),
    credentialCode: 'AVD',
    achievedAt: '2026-05-04T10:00:00.000Z',
  });
  const days = ['2026-01-01', '2026-02-01', '2026-03-01', '2026-04-01'];
  // The same export of the same data is one export, whatever the key.
  const formats = ['CSV', 'TSV', 'JSONL', 'PARQUET'];

  const calls: Record<string, KeyedCall> = {
    createExportFeed: {
      attempt: byAdministrator(async () => {
        const { organizationId } = partner;
        return { organizationId, label: randomUUID(), dataset: 'CREDITS', format: 'CSV' };
      }),
      change: { format: 'TSV' },
    },
    recordAchievements: {
      attempt: byFeed(() => ({ source: 'MICROSOFT_LEARN', items: [item()] })),
      change: { items: [item()] },
    },
    recordPartnerMetric: {
      attempt: byFeed(() => {
        const { organizationId } = partner;
        return { organizationId, metric: 'largeWorkloads', value: 5, on: days.pop() };
      }),
      change: { value: 6 },
    },
    redeliverEvent: {
      attempt: byAdministrator(async () => ({ webhookId: await aPausedWebhook(), eventId: partner.eventId })),
      change: { eventId: `evt_${'0'.repeat(32)}` },
    },
    registerWebhook: {
      attempt: byAdministrator(async () => ({ organizationId: partner.organizationId, url: URL, label: 'Portal' })),
      change: { label: 'Other' },
    },
    replayWebhook: {
      attempt: byAdministrator(async () => ({ webhookId: await aPausedWebhook(), since: '2026-07-30T00:00:00.000Z' })),
      change: { undeliveredOnly: false },
    },
    requestExport: {
      attempt: byAdministrator(async () => {
        const { organizationId } = partner;
        return { organizationId, dataset: 'CREDITS', format: formats.pop() };
      }),
      change: { format: 'XLSX' },
    },
    rotateWebhookSecret: {
      attempt: byAdministrator(async () => ({ webhookId: await aPausedWebhook() })),
      change: { previousValidForHours: 1 },
    },
  };

  it.each(keyedMutations(schema))('%s has the same answer and no effect', async (mutation) => {
    partner = partners.get(mutation) as Partner;
    const call = calls[mutation];
    if (call === undefined) throw new Error(`${mutation} is new: add a call of it.`);
    expect(await trialOfKey({ schema, sql: credits.sql, service: 'credits' }, mutation, call)).toEqual(PROMISED);
  });
});

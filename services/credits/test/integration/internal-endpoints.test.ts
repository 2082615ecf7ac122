import { randomUUID } from 'node:crypto';
import { testIdentityKeys } from '@app/test-kit/identity-tokens';
import { AUDITOR, type TestCredits, testCredits } from '../support/credits.js';

let credits: TestCredits;
beforeAll(async () => {
  credits = await testCredits({ workers: false });
});
afterAll(async () => credits.stop());

const QUERIES = {
  _service: '{ _service { sdl } }',
  _entities: `{ _entities(representations: [{ __typename: "Organization", id: "${randomUUID()}" }]) { __typename } }`,
  'a query': '{ rulesets { id } }',
};

async function post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<number> {
  const sent = { 'content-type': 'application/json', ...headers };
  return (await fetch(`${credits.url}${path}`, { method: 'POST', headers: sent, body: JSON.stringify(body) })).status;
}

it.each(Object.entries(QUERIES))('answers %s only to requests with the token of the gateway', async (_what, query) => {
  const foreign = await (await testIdentityKeys()).bearerFor(AUDITOR, 'credits', credits.clock);
  const otherAudience = await credits.keys.bearerFor(AUDITOR, 'identity', credits.clock);
  expect(await post('/graphql', { query })).toBe(401);
  for (const authorization of [
    'Bearer',
    'Bearer nonsense',
    `Bearer ${foreign}`,
    `Bearer ${otherAudience}`,
    `Basic ${foreign}`,
  ]) {
    expect(await post('/graphql', { query }, { authorization })).toBe(401);
  }
  const valid = await credits.keys.bearerFor(AUDITOR, 'credits', credits.clock);
  expect(await post('/graphql', { query }, { authorization: `Bearer ${valid}` })).toBe(200);
});

it('rejects an event without a valid signature', async () => {
  const id = randomUUID();
  const body = {
    type: 'identity.organization.changed.v1',
    requestId: 'x',
    time: '2026-01-01T00:00:00Z',
    data: { id, version: 1 },
  };
  const signed = {
    'webhook-id': 'x',
    'webhook-timestamp': String(Math.floor(Date.now() / 1000)),
    'webhook-signature': 'v1,AAAA',
  };
  for (const headers of [{}, signed]) {
    expect(await post('/events', body, { 'content-type': 'application/cloudevents+json', ...headers })).toBe(401);
  }
  expect(await credits.sql('SELECT FROM credits.organization WHERE id = $1', [id])).toEqual([]);
});

it('keeps where a user works from the newest event, also through one that omits it', async () => {
  const organizationId = await credits.anOrganization();
  const user = await credits.aUser(organizationId, { department: 'Sales', country: 'DE' });
  const works = async () =>
    (await credits.sql('SELECT department, country FROM credits.user_account WHERE id = $1', [user.id]))[0];
  expect(await works()).toEqual({ department: 'Sales', country: 'DE' });
  const { department: _department, country: _country, ...untold } = user;
  const tell = (news: object) => credits.tell('identity.user.changed.v1', news);
  await tell({ ...untold, version: 2 });
  expect(await works()).toEqual({ department: 'Sales', country: 'DE' });
  await tell({ ...user, version: 4, department: null, country: 'US' });
  await tell({ ...user, version: 3 });
  expect(await works()).toEqual({ department: null, country: 'US' });
});

it('rejects an event that breaks its contract, and accepts kinds that it does not use', async () => {
  await expect(credits.tell('association.changed.v1', { id: randomUUID(), version: 1 })).rejects.toThrow(/422/);
  await credits.tell('other.unknown.changed.v1', { id: randomUUID(), version: 1 });
});

it('is live and ready', async () => {
  for (const path of ['/livez', '/readyz']) expect((await fetch(`${credits.url}${path}`)).status).toBe(200);
});

import { afterAll, beforeAll, describe, expect, it, test } from '@jest/globals';
import { addressKey } from '../../src/caller/caller-address.js';
import { clientAddress } from '../../src/caller/client-address.js';
import { startGateway } from '../../src/server.js';
import { startTestWorld, type TestWorld } from '../support/test-world.js';

const asked = (peer: string, headers: Record<string, string>, trusted: string[]) =>
  clientAddress(trusted)({ headers, socket: { remoteAddress: peer } } as never);
const PROXIES = ['10.0.0.0/8', '2001:db8:ffff::/48', '192.0.2.7'];

describe('the address of a client', () => {
  it.each<[what: string, peer: string, headers: Record<string, string>, trusted: string[], address: string]>([
    ['no proxy is trusted', '10.0.0.1', { 'x-forwarded-for': '198.51.100.1' }, [], '10.0.0.1'],
    [
      'an untrusted peer sends the header',
      '203.0.113.9',
      { 'x-forwarded-for': '198.51.100.1' },
      PROXIES,
      '203.0.113.9',
    ],
    ['a trusted proxy sends none', '10.0.0.1', {}, PROXIES, '10.0.0.1'],
    ['a trusted proxy sends it', '10.0.0.1', { 'x-forwarded-for': '198.51.100.1' }, PROXIES, '198.51.100.1'],
    [
      'an IPv4 peer of an IPv6 socket',
      '::ffff:192.0.2.7',
      { 'x-forwarded-for': '198.51.100.1' },
      PROXIES,
      '198.51.100.1',
    ],
    ['an IPv6 proxy', '2001:db8:ffff::5', { 'x-forwarded-for': '2001:db8:1::9' }, PROXIES, '2001:db8:1::9'],
    [
      'the client wrote the first hops',
      '10.0.0.1',
      { 'x-forwarded-for': '1.1.1.1, 10.9.9.9, 198.51.100.1' },
      PROXIES,
      '198.51.100.1',
    ],
    [
      'two proxies in a row',
      '10.0.0.1',
      { 'x-forwarded-for': '1.1.1.1, 198.51.100.1, 10.2.2.2' },
      PROXIES,
      '198.51.100.1',
    ],
    ['a proxy adds the port', '10.0.0.1', { 'x-forwarded-for': '198.51.100.1:51234' }, PROXIES, '198.51.100.1'],
    [
      'a proxy adds the port to IPv6',
      '10.0.0.1',
      { 'x-forwarded-for': '[2001:db8:1::9]:443' },
      PROXIES,
      '2001:db8:1::9',
    ],
    [
      'RFC 7239',
      '10.0.0.1',
      { forwarded: 'for=1.1.1.1;proto=https, for="198.51.100.1:47011";by=10.0.0.1' },
      PROXIES,
      '198.51.100.1',
    ],
    ['RFC 7239 with IPv6', '10.0.0.1', { forwarded: 'for="[2001:db8:1::9]:4711"' }, PROXIES, '2001:db8:1::9'],
    ['RFC 7239 that cannot be read', '10.0.0.1', { forwarded: 'for=;;"' }, PROXIES, '10.0.0.1'],
    [
      'both headers',
      '10.0.0.1',
      { forwarded: 'for=1.1.1.1', 'x-forwarded-for': '198.51.100.1' },
      PROXIES,
      '198.51.100.1',
    ],
  ])('is the last one that a trusted proxy saw: %s', (_what, peer, headers, trusted, address) => {
    expect(addressKey(asked(peer, headers, trusted))).toBe(addressKey(address));
  });

  it('is unknown for a client that closed its connection, whatever its header says', () => {
    expect(clientAddress(PROXIES)({ headers: { 'x-forwarded-for': '1.1.1.1' }, socket: {} } as never)).toBeUndefined();
  });
});

describe('the rate limit behind a proxy', () => {
  let world: TestWorld;
  beforeAll(async () => {
    world = await startTestWorld();
    world.association.serve((_request, response) =>
      response.writeHead(303, { location: 'https://learn.example' }).end(),
    );
    world.identity.serve((request, response) =>
      request.url === '/callers'
        ? response.end(
            JSON.stringify({ caller: 'organization', organizationId: '01989001-dc96-7467-9a90-09ad731033ff' }),
          )
        : response.writeHead(200, { 'content-type': 'application/scim+json' }).end('{}'),
    );
    world.credits.serve((_request, response) => response.writeHead(200, { 'content-type': 'text/csv' }).end('one\n'));
  });
  afterAll(() => world.stop());

  test('does not depend on others at the same address for a person, a flow, a directory or an export', async () => {
    const gateway = await world.gateway({ rateLimitPerMinute: 3 });
    const status = async (path: string, headers: Record<string, string> = {}) =>
      (await fetch(gateway.url + path, { headers, redirect: 'manual' })).status;
    const flood = [
      () => gateway.client.execute('{ __typename }'),
      () => gateway.client.as('a.b.c').execute('{ __typename }'),
      () => status('/associate/start'),
      () => status('/associate/start?flow=guessed'),
      () => status('/associate/callback?code=x'),
      () => status('/scim/v2/Users'),
      () => status('/scim/v2/Users', { authorization: 'Bearer guessed' }),
    ];
    for (const ask of flood) for (let n = 0; n < 6; n++) await ask();
    expect((await gateway.client.execute('{ __typename }')).status).toBe(429);
    const machine = await world.issuer.machine(['users:read']);
    expect((await gateway.client.as(machine).execute('{ __typename }')).status).toBe(200);
    expect(await status('/associate/start?flow=01989001-dc96-7467-9a90-09ad73103311')).toBe(303);
    expect(await status('/associate/callback?code=x&state=mine')).toBe(303);
    expect(await status('/scim/v2/Users', { authorization: 'Bearer mine' })).toBe(200);
    expect(await status('/exports/one?signature=s')).toBe(200);
    // A flow, a directory and an export have a limit of their own.
    const again = async (ask: () => Promise<number>) => {
      const statuses = [];
      for (let n = 0; n < 4; n++) statuses.push(await ask());
      return statuses.at(-1);
    };
    expect(await again(() => status('/associate/start?flow=one'))).toBe(429);
    expect(await again(() => status('/scim/v2/Users', { authorization: 'Bearer one' }))).toBe(429);
  });

  test('counts clients separately behind a trusted proxy, and together behind an untrusted one', async () => {
    const trusting = await world.gateway({ rateLimitPerMinute: 3, trustedProxies: ['127.0.0.0/8'] });
    const as = (client: string, of = trusting) =>
      of.client.execute('{ __typename }', undefined, { 'x-forwarded-for': client });
    for (let n = 0; n < 5; n++) await as('198.51.100.1');
    expect((await as('198.51.100.1')).status).toBe(429);
    expect((await as('198.51.100.2')).status).toBe(200);
    const wary = await world.gateway({ rateLimitPerMinute: 3 });
    for (let n = 0; n < 3; n++) await as(`198.51.100.${n}`, wary);
    expect((await as('198.51.100.9', wary)).status).toBe(429);
  });

  test('causes one warning where a start in production trusts no proxy', async () => {
    const warnings = async (trustedProxies: string[], production = true) => {
      const log = {
        info() {},
        debug() {},
        error() {},
        warned: [] as string[],
        warn: (text: unknown) => void log.warned.push(String(text)),
      };
      const { supergraph, settings } = world;
      const changed = { ...settings, metricsPort: 0, production, trustedProxies };
      const gateway = await startGateway(changed, { supergraph, log: log as never, host: '127.0.0.1' });
      await gateway.stop();
      return log.warned.filter((text) => text.includes('TRUSTED_PROXIES'));
    };
    expect((await warnings([])).length).toBe(1);
    expect(await warnings(['10.0.0.1'])).toEqual([]);
    expect(await warnings([], false)).toEqual([]);
  });
});

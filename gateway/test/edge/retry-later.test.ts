import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import type { TestSubgraph } from '../support/test-subgraph.js';
import type { TestGateway } from '../support/test-world.js';
import { ANNA, startWebWorld, type WebWorld } from '../support/web-world.js';

type Service = 'identity' | 'association' | 'credits';
type Way = { limited: boolean; needs?: Service };

const NEITHER: Way = { limited: false };
const GRAPHQL: Way = { limited: true, needs: 'identity' };
const LINKING: Way = { limited: true, needs: 'association' };
const SCIM: Way = { limited: true, needs: 'identity' };
const EXPORTS: Way = { limited: true, needs: 'credits' };
const CALENDAR: Way = { limited: true, needs: 'credits' };
const MAIL: Way = { limited: true, needs: 'identity' };
const SESSION: Way = { limited: true };

/** How each route comes to answer 429 and 503. A new route needs a line here. */
const WAYS: Readonly<Record<string, Way>> = {
  '/* GET': NEITHER,
  '/associate/callback GET': LINKING,
  '/associate/callback HEAD': LINKING,
  '/associate/start GET': LINKING,
  '/associate/start HEAD': LINKING,
  '/calendar/* GET': CALENDAR,
  '/exports/* GET': EXPORTS,
  '/exports/* HEAD': EXPORTS,
  '/graphql DELETE': NEITHER,
  '/graphql GET': GRAPHQL,
  '/graphql HEAD': NEITHER,
  '/graphql PATCH': NEITHER,
  '/graphql POST': GRAPHQL,
  '/graphql PUT': NEITHER,
  '/livez GET': NEITHER,
  '/mail/unsubscribe/* GET': MAIL,
  '/mail/unsubscribe/* POST': MAIL,
  '/readyz GET': { limited: false, needs: 'identity' },
  '/scim/v2/* DELETE': SCIM,
  '/scim/v2/* GET': SCIM,
  '/scim/v2/* HEAD': SCIM,
  '/scim/v2/* PATCH': SCIM,
  '/scim/v2/* POST': SCIM,
  '/scim/v2/* PUT': SCIM,
  '/session GET': SESSION,
  '/session/* DELETE': SESSION,
  '/session/* GET': SESSION,
  '/session/* PATCH': SESSION,
  '/session/* POST': SESSION,
  '/session/* PUT': SESSION,
  '/session/callback GET': SESSION,
  '/session/renew POST': SESSION,
  '/session/sign-in GET': SESSION,
  '/session/sign-out POST': SESSION,
};
const ways = (chosen: (way: Way) => boolean) => Object.entries(WAYS).filter(([, way]) => chosen(way));

const routes: string[] = [];
let web: WebWorld;
let gateway: TestGateway;
let limited: TestGateway;
let person: string;

beforeAll(async () => {
  web = await startWebWorld();
  const { issuer } = web.world;
  const settings = { workIssuer: issuer.issuer, workDiscoveryUrl: issuer.discoveryUrl };
  const collect = (message: unknown) =>
    void (message as { fastify: FastifyInstance }).fastify.addHook('onRoute', ({ url, method }) => {
      for (const name of [method].flat()) routes.push(`${url} ${name}`);
    });
  subscribe('fastify.initialization', collect);
  gateway = await web.another(settings);
  unsubscribe('fastify.initialization', collect);
  limited = await web.another({ ...settings, rateLimitPerMinute: 1 });
  person = await issuer.person('anna');
});
afterAll(() => web.stop());

/** One request to a route. `about` makes it another subject of the rate limit. */
async function send(route: string, of: TestGateway, about = 'one', headers: Record<string, string> = {}) {
  const [path = '', method = ''] = route.split(' ');
  const query = path === '/graphql' ? '?query=%7B__typename%7D' : `?flow=${about}&state=${about}`;
  const isOperation = route === '/graphql POST';
  return fetch(`${of.url}${path.replace('*', about)}${isOperation ? '' : query}`, {
    method,
    redirect: 'manual',
    headers: { ...(isOperation && { 'content-type': 'application/json' }), ...headers },
    ...(isOperation && { body: '{"query":"{ __typename }"}' }),
  });
}

/** The status, and the seconds to wait where header and error agree on a number. */
async function outcomeOf(response: Response): Promise<[number, string]> {
  const header = response.headers.get('retry-after') ?? 'missing';
  const body: unknown = await response.json().catch(() => undefined);
  const [error] = (body as { errors?: { extensions: { retryAfterSeconds?: number } }[] } | undefined)?.errors ?? [];
  const agree = error === undefined || String(error.extensions.retryAfterSeconds) === header;
  return [response.status, agree && /^[1-9]\d*$/.test(header) ? 'seconds' : header];
}

test('the routes are those of the gateway', () => {
  // Of the routes for HEAD, those that fastify does not add by itself. OPTIONS is answered before any route.
  const own = routes.filter((route) => route in WAYS || / (?:GET|POST|PUT|PATCH|DELETE)$/.test(route));
  expect([...new Set(own)].sort()).toEqual(Object.keys(WAYS).sort());
});

describe('429 has the seconds to wait', () => {
  test.each(ways((way) => way.limited))('%s', async (route) => {
    await send(route, limited, 'limited');
    await send(route, limited, 'limited');
    expect(await outcomeOf(await send(route, limited, 'limited'))).toEqual([429, 'seconds']);
  });

  test.each(ways((way) => !way.limited && way.needs === undefined))('is no answer of %s', async (route) => {
    for (const _ of [1, 2, 3]) expect([429, 503]).not.toContain((await send(route, limited)).status);
  });
});

describe('503 has the seconds to wait', () => {
  test.each(ways((way) => way.needs !== undefined))('%s', async (route, { needs }) => {
    const service: TestSubgraph = web.world[needs as Service];
    await service.pause();
    const bearer = route.startsWith('/graphql') ? { authorization: `Bearer ${person}` } : {};
    const answer = await send(route, gateway, 'away', bearer).finally(() => service.resume());
    expect(await outcomeOf(answer)).toEqual([503, 'seconds']);
  });

  test('of /session/renew, while the issuer does not answer', async () => {
    const browser = web.browser();
    await browser.signIn(ANNA);
    const nowhere = 'http://localhost:2/work';
    const away = web.browser(await web.another({ workIssuer: nowhere, workDiscoveryUrl: nowhere }));
    const answer = await away.post('/session/renew', undefined, { cookie: browser.cookie() });
    expect(await outcomeOf(answer)).toEqual([503, 'seconds']);
  });

  test.each([
    ['that a service behind the gateway did not give', {}, '5'],
    ['that the service gave', { 'retry-after': '30' }, '30'],
  ])('%s', async (_which, headers, seconds) => {
    for (const [name, path] of [
      ['association', '/associate/start'],
      ['identity', '/scim/v2/Users'],
      ['credits', '/exports/one'],
    ] as const) {
      web.world[name].serve((_request, response) =>
        response.writeHead(503, { 'content-type': 'application/scim+json', ...headers }).end('{}'),
      );
      const { status, headers: answered } = await fetch(`${gateway.url}${path}`);
      expect([path, status, answered.get('retry-after')]).toEqual([path, 503, seconds]);
    }
  });
});

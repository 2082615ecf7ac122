import { systemClock } from '@app/subgraph-kit/processes/clock';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { request } from 'undici';
import { sealedText } from '../../src/session/sealed-text.js';
import { session } from '../../src/session/session.js';
import { movedTime } from '../support/moved-time.js';
import { leadsTo, type TestBrowser } from '../support/test-browser.js';
import {
  ANNA,
  BEN,
  CARLA,
  PUBLIC_URL,
  PUBLIC_URL_WITH_TLS,
  SECRET,
  startWebWorld,
  type WebWorld,
} from '../support/web-world.js';

let web: WebWorld;
let anna: TestBrowser;
const time = movedTime();
beforeAll(async () => {
  web = await startWebWorld();
  anna = web.browser();
  await anna.signIn(ANNA);
});
afterEach(() => time.restore());
afterAll(() => web.stop());

const OPERATION = { query: '{ viewer { displayName } }' };
const PERSON = { data: { viewer: { displayName: 'Person 1' } } };
const ANONYMOUS = { data: { viewer: null } };
const answerTo = async (response: Response) => [response.status, await response.json()];
const textOf = (browser: TestBrowser) => browser.cookie()?.slice('session='.length) ?? '';

describe('an operation of a page with a session', () => {
  test('is of the person who signed in, with the time and the client of the sign-in', async () => {
    expect(await answerTo(await anna.post('/graphql', OPERATION))).toEqual([200, PERSON]);
    expect(web.world.lookups.at(-1)).toEqual({
      tenantId: ANNA.tenantId,
      objectId: ANNA.objectId,
      preferredUsername: ANNA.login,
      machine: false,
    });
    expect(web.world.identity.received.at(-1)?.caller).toMatchObject({
      kind: 'person',
      signedInAt: expect.any(Date),
      delegated: false,
      clientId: 'skill-link-web',
    });
  });

  test('counts without sec-fetch-site, which not every browser sends', async () => {
    const answer = await anna.post('/graphql', OPERATION, { 'sec-fetch-site': undefined });
    expect(await answerTo(answer)).toEqual([200, PERSON]);
  });

  test.each<[string, Record<string, string | undefined>]>([
    ['no origin', { origin: undefined }],
    ['the origin of another site', { origin: 'https://evil.example' }],
    ['another origin of the same site', { origin: 'http://localhost:2' }],
    ['an opaque origin', { origin: 'null' }],
    ['the origin with a path', { origin: `${PUBLIC_URL}/` }],
    ['the browser saying cross-site', { 'sec-fetch-site': 'cross-site' }],
    ['the browser saying same-site', { 'sec-fetch-site': 'same-site' }],
    ['the browser saying that the person opened it', { 'sec-fetch-site': 'none' }],
    ['no x-session-request', { 'x-session-request': undefined }],
    ['an empty x-session-request', { 'x-session-request': '' }],
    ['another x-session-request', { 'x-session-request': '0' }],
  ])('is anonymous with %s', async (_what, headers) => {
    expect(await answerTo(await anna.post('/graphql', OPERATION, headers))).toEqual([200, ANONYMOUS]);
  });

  test('is anonymous by GET, whatever it is sent with', async () => {
    const query = `?${new URLSearchParams(OPERATION)}`;
    const ownPage = {
      accept: 'application/json',
      origin: PUBLIC_URL,
      'sec-fetch-site': 'same-origin',
      'x-session-request': '1',
    };
    const answer = await anna.open(`/graphql${query}`, { ...ownPage, 'apollo-require-preflight': '1' });
    expect(await answerTo(answer)).toEqual([200, ANONYMOUS]);
    expect((await anna.open(`/graphql${query}`, ownPage)).status).toBe(400);
  });

  test('cannot come from a page of another origin: CORS allows neither the header nor the cookie', async () => {
    const preflight = await fetch(`${web.gateway.url}/graphql`, {
      method: 'OPTIONS',
      headers: {
        origin: 'http://localhost:5173',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type,x-session-request',
      },
    });
    expect(preflight.headers.get('access-control-allow-headers')).not.toContain('x-session-request');
    expect(preflight.headers.get('access-control-allow-credentials')).toBeNull();
  });

  test('counts for pages of FRONTEND_ORIGINS in development, and in production for its own alone', async () => {
    const origin = 'http://localhost:5173';
    expect(await answerTo(await anna.post('/graphql', OPERATION, { origin }))).toEqual([200, PERSON]);
    const production = await web.another({ production: true, publicUrl: PUBLIC_URL_WITH_TLS });
    const cookie = `__Host-Http-session=${textOf(anna)}`;
    const foreign = await web.browser(production, PUBLIC_URL_WITH_TLS).post('/graphql', OPERATION, { origin, cookie });
    expect(await answerTo(foreign)).toEqual([200, ANONYMOUS]);
  });
});

describe('a cookie', () => {
  const withCookie = async (cookie: string, browser = web.browser()) =>
    answerTo(await browser.post('/graphql', OPERATION, { cookie }));

  test('counts as it was set, among cookies of others', async () => {
    expect(await withCookie(`a=b; session=${textOf(anna)}; c`)).toEqual([200, PERSON]);
  });

  test.each<[string, (value: string) => string]>([
    [
      'is changed in its content',
      (value) => `session=${value.replace(/\.([\w-])/g, (_, one) => `.${one === 'A' ? 'B' : 'A'}`)}`,
    ],
    [
      'is changed in its last character',
      (value) => `session=${value.slice(0, -2)}${value.endsWith('AA') ? 'BB' : 'AA'}`,
    ],
    ['is cut off', (value) => `session=${value.slice(0, -10)}`],
    ['is there twice', (value) => `session=${value}; session=${value}`],
    ['is there twice, once with nothing', (value) => `session=; session=${value}`],
    ['has the name of TLS where there is none', (value) => `__Host-Http-session=${value}`],
    ['has the name of another purpose', (value) => `sign-in.a=${value}`],
    ['has a space of Unicode before its name', (value) => `\u00a0session=${value}`],
    ['is empty', () => 'session='],
    ['is no cookie of ours', () => 'session=eyJhbGciOiJub25lIn0.e30.'],
  ])('does not count when it %s', async (_what, change) => {
    expect(await withCookie(change(textOf(anna)))).toEqual([200, ANONYMOUS]);
    expect(await (await web.browser().open('/session', { cookie: change(textOf(anna)) })).json()).toMatchObject({
      signedIn: false,
    });
  });

  test('of a sign-in that is under way does not count as a session', async () => {
    const browser = web.browser();
    await browser.open('/session/sign-in');
    const cookie = browser.cookie()?.replace(/^sign-in\.[^=]+/, 'session') ?? '';
    expect(await withCookie(cookie)).toEqual([200, ANONYMOUS]);
  });

  test('that the secret of the session sealed for another purpose does not count', async () => {
    const opened = await sealedText('session', session, { secrets: [SECRET], clock: systemClock }).open(textOf(anna));
    if (opened === undefined) throw new Error('The cookie holds no session.');
    const another = sealedText('another', session, { secrets: [SECRET], clock: systemClock });
    expect(await withCookie(`session=${await another.seal(opened)}`)).toEqual([200, ANONYMOUS]);
  });

  test('counts while its secret is the second, and no longer when it is removed', async () => {
    const next = 'the secret after the rotation, long enough too';
    const gatewayWith = (sessionSecrets: string[]) => web.another({ web: { ...web.settings.web, sessionSecrets } });
    const [rotating, rotated] = [await gatewayWith([next, SECRET]), await gatewayWith([next])];
    const old = `session=${textOf(anna)}`;
    expect(await withCookie(old, web.browser(rotating))).toEqual([200, PERSON]);
    expect(await withCookie(old, web.browser(rotated))).toEqual([200, ANONYMOUS]);
    const browser = web.browser(rotating);
    await browser.signIn(ANNA);
    expect(await withCookie(browser.cookie() ?? '', web.browser(rotated))).toEqual([200, PERSON]);
  });
});

describe('a session', () => {
  test('yields to a bearer token, and does not stand in for one that is not valid', async () => {
    const token = await web.provider.developmentToken(BEN.login);
    await anna.post('/graphql', OPERATION, { authorization: `Bearer ${token}` });
    expect(web.world.lookups.at(-1)).toMatchObject({ preferredUsername: BEN.login });
    const answer = await anna.post('/graphql', OPERATION, { authorization: 'Bearer a.b.c' });
    expect(await answerTo(answer)).toMatchObject([401, { errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] }]);
  });

  test('is rejected past its token, until it is renewed', async () => {
    const browser = web.browser();
    await browser.signIn(ANNA);
    time.ahead({ seconds: 3601 });
    const refused = await browser.post('/graphql', OPERATION);
    expect(await answerTo(refused)).toMatchObject([401, { errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] }]);
    expect(await browser.session()).toMatchObject({ signedIn: true });
    expect((await browser.post('/session/renew')).status).toBe(204);
    expect(await answerTo(await browser.post('/graphql', OPERATION))).toEqual([200, PERSON]);
  });

  test('ends twelve hours after the sign-in, also in a browser that keeps its cookie', async () => {
    const browser = web.browser();
    await browser.signIn(ANNA);
    const cookie = browser.cookie();
    time.ahead({ hours: 12, seconds: 1 });
    expect(await browser.session()).toMatchObject({ signedIn: false });
    expect(await answerTo(await browser.post('/graphql', OPERATION, { cookie }))).toEqual([200, ANONYMOUS]);
    expect((await browser.post('/session/renew', undefined, { cookie })).status).toBe(401);
  });

  test('of an account that the identity service does not know is one of an unknown account', async () => {
    const browser = web.browser();
    await browser.signIn(CARLA);
    web.world.answerLookups(() => ({ caller: 'none' }));
    await browser.post('/graphql', OPERATION);
    expect(web.world.identity.received.at(-1)?.caller).toEqual({ kind: 'unknown-account' });
  });

  test('is never written by an operation', async () => {
    for (const headers of [{}, { origin: 'https://evil.example' }, { cookie: 'session=a' }])
      expect((await anna.post('/graphql', OPERATION, headers)).headers.getSetCookie()).toEqual([]);
  });

  test('stays at the gateway: a service that answers a path of its own does not get the cookies', async () => {
    const received: (string | undefined)[] = [];
    web.world.association.serve(({ headers }, response) => {
      received.push(headers.cookie);
      response.setHeader('content-type', 'text/html').end('here');
    });
    await anna.open('/associate/start?flow=a', { cookie: `${anna.cookie()}; associate=flow; sign-in.abc=a` });
    await anna.open('/associate/start?flow=a');
    expect(received).toEqual(['associate=flow', undefined]);
  });
});

test('the addresses of a session count on the rate limit of visits: a browser ends at the start page', async () => {
  const gateway = await web.another({ rateLimitPerMinute: 1 });
  const limited = web.browser(gateway);
  expect((await limited.open('/session')).status).toBe(200);
  const refused = await limited.open('/session/sign-in');
  expect([refused.status, refused.headers.get('retry-after'), leadsTo(refused)]).toEqual([429, '60', 'nowhere: 429']);
  const headers = { 'sec-fetch-mode': 'navigate' };
  const shown = await request(`${gateway.url}/session/sign-in`, { headers });
  await shown.body.dump();
  expect([shown.statusCode, shown.headers.location, shown.headers['set-cookie']]).toEqual([
    303,
    `${PUBLIC_URL}/?sign-in=busy`,
    undefined,
  ]);
});

import { systemClock } from '@app/subgraph-kit/processes/clock';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { sealedText } from '../../src/session/sealed-text.js';
import { type SignInAttempt, signInAttempt } from '../../src/session/session.js';
import { movedTime } from '../support/moved-time.js';
import { leadsTo, setCookie, type TestBrowser } from '../support/test-browser.js';
import {
  ANNA,
  BEN,
  PUBLIC_URL,
  PUBLIC_URL_WITH_TLS,
  SECRET,
  startWebWorld,
  type WebWorld,
} from '../support/web-world.js';

let web: WebWorld;
const time = movedTime();
beforeAll(async () => {
  web = await startWebWorld();
});
afterEach(() => time.restore());
afterAll(() => web.stop());

const FAILED = `${PUBLIC_URL}/?sign-in=failed`;
const OVER = `${PUBLIC_URL}/?sign-in=over`;
const anna = { account: ANNA.login };
const OFF = { signedIn: false, validUntil: null, endsAt: null };
const parametersOf = (address: string) => Object.fromEntries(new URL(address, PUBLIC_URL).searchParams);

/** Begins a sign-in and goes to its end at the issuer. */
async function arrive(browser: TestBrowser, begin = '/session/sign-in') {
  const started = await browser.open(begin);
  const text = setCookie(started, 'sign-in')?.split(/[=;]/)[1] ?? '';
  return { text, callback: await browser.throughIssuer(leadsTo(started), anna) };
}

describe('a sign-in', () => {
  test('leads through the issuer and back to the page that asked for it', async () => {
    const browser = web.browser();
    const started = await browser.open('/session/sign-in?return=%2Fpeople%3Fstate%3DNOT_LINKED');
    expect(started.status).toBe(303);
    expect(parametersOf(leadsTo(started))).toMatchObject({
      redirect_uri: `${PUBLIC_URL}/session/callback`,
      response_type: 'code',
      scope: 'openid profile offline_access api://skill-link/access_as_user',
      code_challenge_method: 'S256',
      state: expect.stringMatching(/.{40}/),
      nonce: expect.stringMatching(/.{40}/),
    });
    const finished = await browser.open(await browser.throughIssuer(leadsTo(started), anna));
    expect([finished.status, leadsTo(finished)]).toEqual([303, `${PUBLIC_URL}/people?state=NOT_LINKED`]);
    expect(finished.headers.get('cache-control')).toBe('no-store');
    expect(finished.headers.get('referrer-policy')).toBe('no-referrer');
  });

  test('is valid for an hour, and renewable for twelve', async () => {
    const browser = web.browser();
    expect(await browser.session()).toEqual(OFF);
    await browser.signIn(ANNA);
    const { signedIn, validUntil, endsAt } = await browser.session();
    const inHours = (instant: string | null) => Math.round((Date.parse(instant ?? '') - Date.now()) / 3_600_000);
    expect([signedIn, inHours(validUntil), inHours(endsAt)]).toEqual([true, 1, 12]);
  });

  test('keeps cookies that no script reads: the session for this site alone', async () => {
    const browser = web.browser();
    const started = await browser.open('/session/sign-in');
    expect(setCookie(started, 'sign-in')).toMatch(/^sign-in=[\w.-]+; Path=\/; Max-Age=600; HttpOnly; SameSite=Lax$/);
    const finished = await browser.open(await browser.throughIssuer(leadsTo(started), anna));
    expect(setCookie(finished, 'session')).toMatch(
      /^session=[\w.-]+; Path=\/; Max-Age=43200; HttpOnly; SameSite=Strict$/,
    );
    expect(setCookie(finished, 'sign-in')).toBe('sign-in=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax');
  });

  test('keeps them with TLS under names that browsers protect', async () => {
    const browser = web.browser(await web.another({ publicUrl: PUBLIC_URL_WITH_TLS }), PUBLIC_URL_WITH_TLS);
    const started = await browser.open('/session/sign-in');
    expect(setCookie(started, '__Host-Http-sign-in')).toMatch(
      /; Path=\/; Max-Age=600; HttpOnly; SameSite=Lax; Secure$/,
    );
    const finished = await browser.open(await browser.throughIssuer(leadsTo(started), anna));
    expect(setCookie(finished, '__Host-Http-session')).toMatch(
      /; Path=\/; Max-Age=43200; HttpOnly; SameSite=Strict; Secure$/,
    );
    expect(await browser.session()).toMatchObject({ signedIn: true });
  });

  test('keeps nothing of a token that a browser could read', async () => {
    const browser = web.browser();
    await browser.signIn(ANNA);
    expect(browser.cookie()).toMatch(/^session=eyJ[\w-]+\.\.[\w-]+\.[\w-]+\.[\w-]+$/);
    expect(browser.cookie()?.length).toBeLessThan(2_000);
    const [header = ''] = browser.cookie()?.slice('session='.length).split('.') ?? [];
    expect(JSON.parse(Buffer.from(header, 'base64url').toString())).toEqual({
      alg: 'dir',
      enc: 'A256GCM',
      typ: 'session',
    });
  });

  test('uses the session at the issuer, and with again=1 asks for the person once more', async () => {
    const browser = web.browser();
    await browser.signIn(ANNA);
    const silent = await browser.open('/session/sign-in');
    expect(parametersOf(leadsTo(silent))).not.toHaveProperty('prompt');
    expect(leadsTo(await browser.open(await browser.throughIssuer(leadsTo(silent))))).toBe(`${PUBLIC_URL}/`);
    const asking = await browser.open('/session/sign-in?again=1');
    expect(parametersOf(leadsTo(asking))).toMatchObject({ prompt: 'login', max_age: '0' });
    expect(await browser.throughIssuer(leadsTo(asking))).toContain('error=access_denied');
  });

  test('passes the suggested account of login_hint to the issuer', async () => {
    const suggesting = await web.browser().open('/session/sign-in?login_hint=anna%40contoso.example');
    expect(parametersOf(leadsTo(suggesting))).toMatchObject({ login_hint: 'anna@contoso.example' });
  });

  test('with again=1 is of now, and fails where the issuer did not ask', async () => {
    const browser = web.browser();
    await browser.signIn(ANNA);
    time.ahead({ hours: 1 });
    const asking = new URL(leadsTo(await browser.open('/session/sign-in?again=1')));
    for (const parameter of ['prompt', 'max_age']) asking.searchParams.delete(parameter);
    expect(leadsTo(await browser.open(await browser.throughIssuer(asking.href)))).toBe(FAILED);
    expect(leadsTo(await browser.signIn(ANNA, '/session/sign-in?again=1'))).toBe(`${PUBLIC_URL}/`);
    await browser.post('/graphql', { query: '{ viewer { displayName } }' });
    const { caller } = web.world.identity.received.at(-1) ?? {};
    const { signedInAt } = caller as { signedInAt: Date };
    expect(Math.abs(signedInAt.getTime() - Date.now())).toBeLessThan(60_000);
  });

  test('begins by GET alone', async () => {
    const { status, headers } = await fetch(`${web.gateway.url}/session/sign-in`, { method: 'HEAD' });
    expect([status, headers.getSetCookie()]).toEqual([404, []]);
  });
});

describe('the page to which a sign-in returns', () => {
  const returned = async (address: string) => {
    const browser = web.browser();
    return leadsTo(await browser.signIn(ANNA, `/session/sign-in?return=${encodeURIComponent(address)}`));
  };

  test.each(['/', '/profile', '/people?q=a%20b&state=NOT_LINKED', '/skills/what-if?gain=AVD:new-1#top'])(
    'is a path of this origin: %s',
    async (path) => {
      expect(await returned(path)).toBe(PUBLIC_URL + path);
    },
  );

  test.each([
    '//evil.example',
    '///evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    '/%09/evil.example',
    '/..//evil.example',
    '/.//evil.example',
    'https://evil.example/',
    'https:evil.example',
    'javascript:alert(1)',
    'evil.example',
    '@evil.example/',
    '.evil.example',
    '%2F%2Fevil.example',
    '/ü',
    '',
  ])('stays on this origin for %j', async (address) => {
    const { origin } = new URL(await returned(address));
    expect(origin).toBe(PUBLIC_URL);
  });

  test('is the start page for an address of more than a thousand characters', async () => {
    expect(await returned(`/${'a'.repeat(1_000)}`)).toBe(`${PUBLIC_URL}/`);
  });
});

describe('the end of a sign-in', () => {
  test('is rejected without the cookie of its beginning', async () => {
    const { callback } = await arrive(web.browser());
    const other = web.browser();
    expect(leadsTo(await other.open(callback))).toBe(OVER);
    expect(await other.session()).toEqual(OFF);
  });

  test("is rejected with another browser's code, and the attempt is used up", async () => {
    const attacker = await arrive(web.browser());
    const victim = web.browser();
    const own = await arrive(victim);
    expect(leadsTo(await victim.open(attacker.callback))).toBe(FAILED);
    expect(await victim.session()).toEqual(OFF);
    expect(leadsTo(await victim.open(own.callback))).toBe(OVER);
  });

  test('comes once: the second visit opens no session and ends none', async () => {
    const browser = web.browser();
    const { callback, text } = await arrive(browser);
    expect(leadsTo(await browser.open(callback))).toBe(`${PUBLIC_URL}/`);
    expect(leadsTo(await browser.open(callback))).toBe(OVER);
    expect(await browser.session()).toMatchObject({ signedIn: true });
    const replay = await web.browser().open(callback, { cookie: `sign-in=${text}` });
    expect([leadsTo(replay), setCookie(replay, 'session')]).toEqual([FAILED, undefined]);
  });

  test('comes within ten minutes', async () => {
    const browser = web.browser();
    const { callback, text } = await arrive(browser);
    time.ahead({ seconds: 601 });
    expect(leadsTo(await browser.open(callback, { cookie: `sign-in=${text}` }))).toBe(OVER);
  });

  const attempts = sealedText('sign-in', signInAttempt, { secrets: [SECRET], clock: systemClock });
  test.each<[keyof SignInAttempt]>([['state'], ['nonce'], ['verifier']])(
    'is rejected where %s is not that of its beginning',
    async (name) => {
      const browser = web.browser();
      const { callback, text } = await arrive(browser);
      const attempt = await attempts.open(text);
      if (attempt === undefined) throw new Error('The cookie holds no attempt.');
      const other = await attempts.seal({ ...attempt, [name]: 'x'.repeat(43) });
      const answer = await browser.open(callback, { cookie: `sign-in=${other}` });
      expect([leadsTo(answer), setCookie(answer, 'session')]).toEqual([FAILED, undefined]);
    },
  );

  test.each([
    ['a changed code', (callback: URL) => callback.searchParams.set('code', 'x'.repeat(43))],
    ['another issuer', (callback: URL) => callback.searchParams.set('iss', 'https://evil.example')],
    ['no issuer', (callback: URL) => callback.searchParams.delete('iss')],
    ['two codes', (callback: URL) => callback.searchParams.append('code', 'x')],
    ['an error of the issuer', (callback: URL) => callback.searchParams.set('error', 'server_error')],
  ])('is rejected with %s', async (_what, change) => {
    const browser = web.browser();
    const callback = new URL((await arrive(browser)).callback, PUBLIC_URL);
    change(callback);
    const answer = await browser.open(callback.pathname + callback.search);
    expect([leadsTo(answer), setCookie(answer, 'session')]).toEqual([FAILED, undefined]);
  });

  test.each([
    ['the cookie of a session', async (browser: TestBrowser) => browser.cookie()?.replace('session=', 'sign-in=')],
    ['two cookies', async () => 'sign-in=a; sign-in=b'],
    ['a cookie that is none', async () => 'sign-in=a.b.c.d.e'],
  ])('is rejected with %s', async (_what, planted) => {
    const signedIn = web.browser();
    await signedIn.signIn(ANNA);
    const browser = web.browser();
    const { callback } = await arrive(browser);
    const cookie = await planted(signedIn);
    expect(leadsTo(await browser.open(callback, { cookie }))).toBe(OVER);
  });

  test('leads to the start page when the person cancels', async () => {
    const browser = web.browser();
    const callback = await browser.throughIssuer(leadsTo(await browser.open('/session/sign-in')), { cancel: true });
    expect(leadsTo(await browser.open(callback))).toBe(FAILED);
  });

  test('leads to the start page while the issuer does not answer, or knows no such client', async () => {
    const away = await web.another({
      workIssuer: 'http://localhost:2/work',
      workDiscoveryUrl: 'http://localhost:2/work',
    });
    expect(leadsTo(await web.browser(away).open('/session/sign-in'))).toBe(FAILED);
    const stranger = await web.another({ web: { ...web.settings.web, clientSecret: 'wrong' } });
    expect(leadsTo(await web.browser(stranger).signIn(BEN))).toBe(FAILED);
  });

  test('holds for the issuer at another address than browsers know', async () => {
    const inside = web.provider.issuers.work.replace('localhost', '127.0.0.1');
    const gateway = await web.another({ workDiscoveryUrl: inside });
    const browser = web.browser(gateway);
    const started = leadsTo(await browser.open('/session/sign-in'));
    expect(started.startsWith(`${web.provider.issuers.work}/auth?`)).toBe(true);
    expect(leadsTo(await browser.open(await browser.throughIssuer(started, anna)))).toBe(`${PUBLIC_URL}/`);
  });
});

describe('where the gateway serves no application', () => {
  test('there are no sessions', async () => {
    const without = await web.another({ web: undefined });
    for (const path of ['/session', '/session/sign-in', '/session/callback'])
      expect([path, (await web.browser(without).open(path)).status]).toEqual([path, 404]);
    for (const path of ['/session/renew', '/session/sign-out'])
      expect([path, (await web.browser(without).post(path)).status]).toEqual([path, 404]);
    const browser = web.browser();
    await browser.signIn(ANNA);
    const answer = await web
      .browser(without)
      .post('/graphql', { query: '{ viewer { displayName } }' }, { cookie: browser.cookie() });
    expect(await answer.json()).toEqual({ data: { viewer: null } });
  });
});

import { systemClock } from '@app/subgraph-kit/processes/clock';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { sealedText } from '../../src/session/sealed-text.js';
import { type SignInAttempt, signInAttempt } from '../../src/session/session.js';
import { movedTime } from '../support/moved-time.js';
import { leadsTo, SIGNED_OUT, setCookie, signInCookies, type TestBrowser } from '../support/test-browser.js';
import {
  ANNA,
  BEN,
  FAILED,
  NO_COOKIE,
  OVER,
  PUBLIC_URL,
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

const anna = { account: ANNA.login };

/** Begins a sign-in and goes to its end at the issuer. */
async function arrive(browser: TestBrowser, begin = '/session/sign-in') {
  const started = await browser.open(begin);
  const [name = '', text = ''] = signInCookies(started)[0]?.split(/[=;]/) ?? [];
  return { name, text, callback: await browser.throughIssuer(leadsTo(started), anna) };
}

describe('the end of a sign-in', () => {
  test('is rejected without the cookie of its beginning', async () => {
    const { callback } = await arrive(web.browser());
    const other = web.browser();
    expect(leadsTo(await other.open(callback))).toBe(NO_COOKIE);
    expect(await other.session()).toEqual(SIGNED_OUT);
  });

  test("is rejected with another browser's code, and the own sign-in goes on", async () => {
    const attacker = await arrive(web.browser());
    const victim = web.browser();
    const own = await arrive(victim);
    expect(leadsTo(await victim.open(attacker.callback))).toBe(NO_COOKIE);
    expect(await victim.session()).toEqual(SIGNED_OUT);
    expect(leadsTo(await victim.open(own.callback))).toBe(`${PUBLIC_URL}/`);
  });

  test("is rejected with another browser's code under the own state, and the attempt is used up", async () => {
    const attacker = new URL((await arrive(web.browser())).callback, PUBLIC_URL);
    const victim = web.browser();
    const own = await arrive(victim);
    attacker.searchParams.set('state', new URL(own.callback, PUBLIC_URL).searchParams.get('state') ?? '');
    expect(leadsTo(await victim.open(attacker.pathname + attacker.search))).toBe(FAILED);
    expect(leadsTo(await victim.open(own.callback))).toBe(NO_COOKIE);
    expect(await victim.session()).toEqual(SIGNED_OUT);
  });

  test('comes once: the second visit opens no session and ends none', async () => {
    const browser = web.browser();
    const { callback, name, text } = await arrive(browser);
    expect(leadsTo(await browser.open(callback))).toBe(`${PUBLIC_URL}/`);
    expect(leadsTo(await browser.open(callback))).toBe(NO_COOKIE);
    expect(await browser.session()).toMatchObject({ signedIn: true });
    const replay = await web.browser().open(callback, { cookie: `${name}=${text}` });
    expect([leadsTo(replay), setCookie(replay, 'session')]).toEqual([FAILED, undefined]);
  });

  test('comes within ten minutes', async () => {
    const browser = web.browser();
    const { callback, name, text } = await arrive(browser);
    time.ahead({ seconds: 601 });
    expect(leadsTo(await browser.open(callback, { cookie: `${name}=${text}` }))).toBe(OVER);
    expect(leadsTo(await web.browser().open(callback))).toBe(OVER);
  });

  const attempts = sealedText('sign-in', signInAttempt, { secrets: [SECRET], clock: systemClock });
  test.each<[keyof SignInAttempt]>([['state'], ['nonce'], ['verifier']])(
    'is rejected where %s is not that of its beginning',
    async (part) => {
      const browser = web.browser();
      const { callback, name, text } = await arrive(browser);
      const attempt = await attempts.open(text);
      if (attempt === undefined) throw new Error('The cookie holds no attempt.');
      const other = await attempts.seal({ ...attempt, [part]: 'x'.repeat(43) });
      const answer = await browser.open(callback, { cookie: `${name}=${other}` });
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

  test.each<[string, string, (name: string, session: string) => string]>([
    ['the cookie of a session', OVER, (name, session) => `${name}=${session}`],
    ['a cookie that is none', OVER, (name) => `${name}=a.b.c.d.e`],
    ['two cookies', NO_COOKIE, (name) => `${name}=a; ${name}=b`],
    ['the cookie under another name', NO_COOKIE, (name, session) => `${name}a=${session}; sign-in.=a; sign-in=b`],
  ])('is rejected with %s', async (_what, page, planted) => {
    const signedIn = web.browser();
    await signedIn.signIn(ANNA);
    const browser = web.browser();
    const { callback, name } = await arrive(browser);
    const cookie = planted(name, signedIn.cookie()?.slice('session='.length) ?? '');
    expect(leadsTo(await browser.open(callback, { cookie }))).toBe(page);
  });

  test.each([
    ['no state', ''],
    ['a state without a beginning', '?state=abc'],
    ['a beginning in the future', '?state=a.zzzzzzz'],
    ['a state that is no name of a cookie', '?state=a%0D%0A%20session=b;%20x'],
  ])('says that the sign-in is over with %s, and sets no cookie', async (_what, query) => {
    const answer = await web.browser().open(`/session/callback${query}`, { cookie: 'sign-in.a=b; sign-in.=c' });
    expect(leadsTo(answer)).toBe(OVER);
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

describe('several sign-ins of one browser', () => {
  test('that begin at once all succeed, in any order', async () => {
    const browser = web.browser();
    const begun = await Promise.all(
      ['/people', '/skills', '/profile'].map((path) => browser.open(`/session/sign-in?return=${path}`)),
    );
    // The person signs in in the first tab; then the issuer knows them in the others.
    const callbacks: string[] = [];
    for (const started of begun) callbacks.push(await browser.throughIssuer(leadsTo(started), anna));
    const ends: string[] = [];
    for (const callback of callbacks.toReversed()) ends.push(leadsTo(await browser.open(callback)));
    expect(ends).toEqual([`${PUBLIC_URL}/profile`, `${PUBLIC_URL}/skills`, `${PUBLIC_URL}/people`]);
    expect(await browser.session()).toMatchObject({ signedIn: true });
    expect(browser.cookie()).toMatch(/^session=[^;]+$/);
  });

  test('are five at most: the oldest gives way', async () => {
    const browser = web.browser();
    const oldest = leadsTo(await browser.open('/session/sign-in'));
    for (let tab = 0; tab < 20; tab++) {
      time.ahead({ seconds: 1 });
      await browser.open(`/session/sign-in?return=/${'a'.repeat(900)}`);
    }
    expect(browser.cookie()?.split('; ').length).toBe(5);
    expect(browser.cookie()?.length).toBeLessThan(12_000);
    expect(leadsTo(await browser.open(await browser.throughIssuer(oldest, anna)))).toBe(NO_COOKIE);
  });

  test('leave the cookies of others alone, and clear those that are none', async () => {
    const planted = ['sign-in.a=b', 'sign-in.b=c', 'sign-in.c=d', 'sign-in.d=e', 'sign-in=f', 'other=g'];
    const started = await web.browser().open('/session/sign-in', { cookie: planted.join('; ') });
    const cleared = started.headers.getSetCookie().filter((line) => line.includes('Max-Age=0'));
    expect(cleared).toHaveLength(0);
    const again = await web.browser().open('/session/sign-in', { cookie: [...planted, 'sign-in.e=f'].join('; ') });
    expect(again.headers.getSetCookie().filter((line) => line.includes('Max-Age=0'))).toEqual([
      'sign-in.e=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax',
    ]);
  });
});

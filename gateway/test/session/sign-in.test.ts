import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { movedTime } from '../support/moved-time.js';
import { leadsTo, SIGNED_OUT, setCookie, signInCookies } from '../support/test-browser.js';
import { ANNA, FAILED, PUBLIC_URL, PUBLIC_URL_WITH_TLS, startWebWorld, type WebWorld } from '../support/web-world.js';

let web: WebWorld;
const time = movedTime();
beforeAll(async () => {
  web = await startWebWorld();
});
afterEach(() => time.restore());
afterAll(() => web.stop());

const anna = { account: ANNA.login };
const parametersOf = (address: string) => Object.fromEntries(new URL(address, PUBLIC_URL).searchParams);

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
    expect(await browser.session()).toEqual(SIGNED_OUT);
    await browser.signIn(ANNA);
    const { signedIn, validUntil, endsAt } = await browser.session();
    const inHours = (instant: string | null) => Math.round((Date.parse(instant ?? '') - Date.now()) / 3_600_000);
    expect([signedIn, inHours(validUntil), inHours(endsAt)]).toEqual([true, 1, 12]);
  });

  test('keeps cookies that no script reads: the session for this site alone', async () => {
    const browser = web.browser();
    const started = await browser.open('/session/sign-in');
    const [begun = ''] = signInCookies(started);
    expect(begun).toMatch(/^sign-in\.[\w-]{16}=[\w.-]+; Path=\/; Max-Age=600; HttpOnly; SameSite=Lax$/);
    const finished = await browser.open(await browser.throughIssuer(leadsTo(started), anna));
    expect(setCookie(finished, 'session')).toMatch(
      /^session=[\w.-]+; Path=\/; Max-Age=43200; HttpOnly; SameSite=Strict$/,
    );
    expect(signInCookies(finished)).toEqual([`${begun.split('=')[0]}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax`]);
  });

  test('keeps them with TLS under names that browsers protect', async () => {
    const browser = web.browser(await web.another({ publicUrl: PUBLIC_URL_WITH_TLS }), PUBLIC_URL_WITH_TLS);
    const started = await browser.open('/session/sign-in');
    expect(signInCookies(started)).toEqual([
      expect.stringMatching(/^__Host-Http-sign-in\..*; Path=\/; Max-Age=600; HttpOnly; SameSite=Lax; Secure$/),
    ]);
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

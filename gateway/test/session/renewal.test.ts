import { Writable } from 'node:stream';
import { systemClock } from '@app/subgraph-kit/processes/clock';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { decodeJwt } from 'jose';
import { pino } from 'pino';
import { startGateway } from '../../src/server.js';
import { sealedText } from '../../src/session/sealed-text.js';
import { type Session, session } from '../../src/session/session.js';
import { movedTime } from '../support/moved-time.js';
import { leadsTo, setCookie, type TestBrowser, testBrowser } from '../support/test-browser.js';
import { startTestIssuer, type TestIssuer } from '../support/test-issuer.js';
import { ANNA, BEN, PUBLIC_URL, SECRET, startWebWorld, type WebWorld } from '../support/web-world.js';

let web: WebWorld;
const time = movedTime();
beforeAll(async () => {
  web = await startWebWorld();
});
afterEach(() => time.restore());
afterAll(() => web.stop());

const GONE = 'session=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict';
const OPERATION = { query: '{ viewer { displayName } }' };
const sealed = sealedText('session', session, { secrets: [SECRET], clock: systemClock });
async function signedIn(account = ANNA): Promise<TestBrowser> {
  const browser = web.browser();
  await browser.signIn(account);
  return browser;
}
async function contentOf(browser: TestBrowser): Promise<Session> {
  const opened = await sealed.open(browser.cookie()?.slice('session='.length) ?? '');
  if (opened === undefined) throw new Error('The browser has no session.');
  return opened;
}
const codeOf = async (response: Response) => {
  const { errors } = (await response.json()) as { errors: { extensions: { code: string } }[] };
  return [response.status, errors[0]?.extensions.code];
};

describe('a renewal', () => {
  test('extends the session by an hour, not beyond its end, and keeps the time of the sign-in', async () => {
    const browser = await signedIn();
    const before = await contentOf(browser);
    time.ahead({ hours: 11, seconds: 1800 });
    const answer = await browser.post('/session/renew');
    expect([answer.status, await answer.text()]).toEqual([204, '']);
    expect(setCookie(answer, 'session')).toMatch(/; Max-Age=(1[78]\d\d); HttpOnly; SameSite=Strict$/);
    const after = await contentOf(browser);
    expect(after.exp).toBe(before.exp);
    expect(after.claims).toMatchObject({ oid: ANNA.objectId, auth_time: before.claims.auth_time });
    const { validUntil, endsAt } = await browser.session();
    expect(validUntil).toBe(endsAt);
    expect((await browser.post('/graphql', OPERATION)).status).toBe(200);
  });

  test('works for two that come at once', async () => {
    const browser = await signedIn();
    time.ahead({ hours: 1 });
    const answers = await Promise.all([browser.post('/session/renew'), browser.post('/session/renew')]);
    expect(answers.map(({ status }) => status)).toEqual([204, 204]);
    expect((await browser.post('/graphql', OPERATION)).status).toBe(200);
  });

  test('is rejected without a session', async () => {
    expect(await codeOf(await web.browser().post('/session/renew'))).toEqual([401, 'UNAUTHENTICATED']);
  });

  test.each<[string, Record<string, string | undefined>]>([
    ['no origin', { origin: undefined }],
    ['another origin', { origin: 'http://localhost:2' }],
    ['the browser saying same-site', { 'sec-fetch-site': 'same-site' }],
    ['no x-session-request', { 'x-session-request': undefined }],
  ])('is denied to other pages, with the session unchanged: %s', async (_what, headers) => {
    const browser = await signedIn();
    for (const path of ['/session/renew', '/session/sign-out']) {
      const answer = await browser.post(path, undefined, headers);
      expect(answer.headers.getSetCookie()).toEqual([]);
      expect(await codeOf(answer)).toEqual([403, 'FORBIDDEN']);
    }
    expect(await browser.session()).toMatchObject({ signedIn: true });
  });

  test('is by POST alone', async () => {
    const browser = await signedIn();
    for (const path of ['/session/renew', '/session/sign-out'])
      expect([path, (await browser.open(path)).status]).toEqual([path, 404]);
  });

  test.each<[string, (of: Session) => Promise<Session>]>([
    ['the issuer knows the refresh token no more', async (of) => ({ ...of, refreshToken: 'unknown' })],
    ['the session has no refresh token', async ({ refreshToken: _, ...of }) => of],
    [
      'the issuer renews it for another person',
      async (of) => ({ ...of, refreshToken: (await contentOf(await signedIn(BEN))).refreshToken }),
    ],
  ])('ends the session where %s', async (_what, change) => {
    const browser = await signedIn();
    const cookie = `session=${await sealed.seal(await change(await contentOf(browser)))}`;
    const answer = await browser.post('/session/renew', undefined, { cookie });
    expect(setCookie(answer, 'session')).toBe(GONE);
    expect(await codeOf(answer)).toEqual([401, 'UNAUTHENTICATED']);
    expect(await browser.session()).toMatchObject({ signedIn: false });
  });

  test('can be tried again while the issuer does not answer: the session stays', async () => {
    const browser = await signedIn();
    const away = await web.another({
      workIssuer: 'http://localhost:2/work',
      workDiscoveryUrl: 'http://localhost:2/work',
    });
    const answer = await web.browser(away).post('/session/renew', undefined, { cookie: browser.cookie() });
    expect([answer.headers.get('retry-after'), answer.headers.getSetCookie()]).toEqual(['5', []]);
    expect(await codeOf(answer)).toEqual([503, 'SERVICE_UNAVAILABLE']);
  });
});

describe('at an issuer that answers as it likes', () => {
  const lines: { level: number; msg: string }[] = [];
  const sink = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      lines.push(JSON.parse(String(chunk)));
      done();
    },
  });
  const refreshToken = 'the-refresh-token';
  let issuer: TestIssuer;
  let gateway: Awaited<ReturnType<typeof startGateway>>;
  let claims: Record<string, unknown>;
  beforeEach(async () => {
    lines.length = 0;
    issuer = await startTestIssuer();
    const { settings, supergraph } = web.world;
    const own = { ...settings, ...web.settings, workIssuer: issuer.issuer, workDiscoveryUrl: issuer.issuer };
    gateway = await startGateway(own, { supergraph, log: pino({}, sink), host: '127.0.0.1' });
    claims = decodeJwt(await issuer.person('anna'));
  });
  afterEach(async () => {
    await gateway.stop();
    await issuer.stop();
  });

  /** Renews the session of a new browser; returns the browser and the answer. */
  async function renewed() {
    const exp = Math.floor(Date.now() / 1000) + 7200;
    const cookie = `session=${await sealed.seal(session.parse({ exp, claims, refreshToken }))}`;
    const browser = testBrowser(gateway.url, PUBLIC_URL);
    return { browser, answer: await browser.post('/session/renew', undefined, { cookie }) };
  }
  const warnings = () => lines.flatMap(({ level, msg }) => (level >= 40 && msg.includes(' fit ') ? [msg] : []));

  test.each<[string, () => Promise<Record<string, unknown>>]>([
    [
      'of another audience',
      async () => ({ access_token: await issuer.person('anna', {}, { audience: 'api://other' }) }),
    ],
    [
      'of another issuer',
      async () => ({ access_token: await issuer.person('anna', {}, { issuer: 'https://evil.example' }) }),
    ],
    ['that is over', async () => ({ access_token: await issuer.person('anna', {}, { expiresIn: -120 }) })],
    ['of an unknown key', async () => ({ access_token: await issuer.person('anna', {}, { key: await otherKey() }) })],
    ['that is no JWT', async () => ({ access_token: 'opaque' })],
    ['that is missing', async () => ({})],
    ['beside an ID token of another client', async () => tokens({ audience: 'another-client' })],
    ['beside an ID token of an unknown key', async () => tokens({ key: await otherKey() })],
  ])('a renewal ends the session with an access token %s', async (_what, answer) => {
    issuer.grant(answer);
    const { answer: ended } = await renewed();
    expect(setCookie(ended, 'session')).toBe(GONE);
    expect(await codeOf(ended)).toEqual([401, 'UNAUTHENTICATED']);
  });
  const otherKey = async () => ({ ...(await issuer.unknownKey()), kid: 'another' });
  const tokens = async (signing: Parameters<TestIssuer['sign']>[1]) => ({
    access_token: await issuer.person('anna'),
    id_token: await issuer.sign({}, signing),
  });

  test.each(['never before', 'since it signs with a new key'])(
    'a renewal can be tried again while the issuer does not publish its keys: %s',
    async (since) => {
      issuer.grant(async () => ({ access_token: await issuer.person('anna') }));
      if (since !== 'never before') {
        expect((await renewed()).answer.status).toBe(204);
        await issuer.rotate();
      }
      issuer.behave((response) => {
        response.writeHead(503).end();
        return true;
      });
      const { answer } = await renewed();
      expect(answer.headers.getSetCookie()).toEqual([]);
      expect(await codeOf(answer)).toEqual([503, 'SERVICE_UNAVAILABLE']);
    },
  );

  test('a refresh token that does not fit into a cookie is left out: the session ends with its claims', async () => {
    issuer.grant(async () => ({ access_token: await issuer.person('anna'), refresh_token: 'r'.repeat(2_900) }));
    const { browser, answer } = await renewed();
    expect(answer.status).toBe(204);
    expect(setCookie(answer, 'session')?.length).toBeLessThan(4_096);
    expect((await browser.post('/graphql', OPERATION)).status).toBe(200);
    const { validUntil, endsAt } = await browser.session();
    expect(validUntil).toBe(endsAt);
    expect(warnings()).toEqual([
      'a refresh token does not fit into a session: its user signs in again when the access token ends',
    ]);
    const next = await browser.post('/session/renew');
    expect([setCookie(next, 'session'), await codeOf(next)]).toEqual([GONE, [401, 'UNAUTHENTICATED']]);
  });

  test('claims that do not fit into a cookie end the session, and let none begin', async () => {
    const roles = Array.from({ length: 100 }, () => crypto.randomUUID());
    issuer.grant(async () => ({ access_token: await issuer.person('anna', { roles }) }));
    const { answer } = await renewed();
    expect([setCookie(answer, 'session'), await codeOf(answer)]).toEqual([GONE, [401, 'UNAUTHENTICATED']]);
    const browser = testBrowser(gateway.url, PUBLIC_URL);
    const { searchParams } = new URL(leadsTo(await browser.open('/session/sign-in')));
    const [nonce, state = ''] = [searchParams.get('nonce'), searchParams.get('state')].map(String);
    issuer.grant(async () => ({
      access_token: await issuer.person('anna', { roles }),
      id_token: await issuer.sign({ nonce }, { audience: web.settings.web.clientId }),
    }));
    const arrived = await browser.open(`/session/callback?${new URLSearchParams({ code: 'code', state })}`);
    expect(leadsTo(arrived)).toBe(`${PUBLIC_URL}/?sign-in=failed`);
    const fault = 'the claims of an access token do not fit into a session: its user cannot sign in';
    expect(warnings()).toEqual([fault, fault]);
  });
});

describe('signing out', () => {
  test('ends the session, and leads to the issuer to end its own', async () => {
    const browser = await signedIn();
    const answer = await browser.post('/session/sign-out');
    expect(setCookie(answer, 'session')).toBe(GONE);
    const { continueAt } = (await answer.json()) as { continueAt: string };
    expect(Object.fromEntries(new URL(continueAt).searchParams)).toEqual({
      client_id: 'skill-link-web',
      post_logout_redirect_uri: `${PUBLIC_URL}/`,
    });
    expect(continueAt.startsWith(`${web.provider.issuers.work}/session/end?`)).toBe(true);
    expect(await browser.session()).toMatchObject({ signedIn: false });
    expect(await browser.throughIssuer(continueAt)).toBe('/');
    const next = await browser.signIn(BEN);
    expect(next.status).toBe(303);
    expect((await contentOf(browser)).claims.oid).toBe(BEN.objectId);
  });

  test('works without a session, and while the issuer does not answer', async () => {
    expect((await web.browser().post('/session/sign-out')).status).toBe(200);
    const away = await web.another({
      workIssuer: 'http://localhost:2/work',
      workDiscoveryUrl: 'http://localhost:2/work',
    });
    const answer = await web.browser(away).post('/session/sign-out');
    expect([answer.status, await answer.json(), setCookie(answer, 'session')]).toEqual([
      200,
      { continueAt: null },
      GONE,
    ]);
  });
});

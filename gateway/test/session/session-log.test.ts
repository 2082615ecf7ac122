import { Writable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { startGateway } from '../../src/server.js';
import { leadsTo, testBrowser } from '../support/test-browser.js';
import { ANNA, PUBLIC_URL, startWebWorld, type WebWorld } from '../support/web-world.js';

let web: WebWorld;
beforeAll(async () => {
  web = await startWebWorld();
});
afterAll(() => web.stop());

test('the log of sign-ins, renewals and operations holds no cookie, code, token or address of a person', async () => {
  const lines: string[] = [];
  const sink = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      lines.push(String(chunk));
      done();
    },
  });
  const { settings, supergraph } = web.world;
  const log = pino({ level: 'trace' }, sink);
  const gateway = await startGateway({ ...settings, ...web.settings }, { supergraph, log, host: '127.0.0.1' });
  const browser = testBrowser(gateway.url, PUBLIC_URL);
  const begun = leadsTo(await browser.open('/session/sign-in?return=/people%3Fq%3Dcanary-return'));
  const callback = await browser.throughIssuer(begun, { account: ANNA.login });
  const cookies = [browser.cookie()];
  await browser.open(callback);
  cookies.push(browser.cookie());
  await browser.post('/graphql', { query: '{ viewer { displayName } }' });
  await browser.post('/session/renew');
  cookies.push(browser.cookie());
  await browser.open(`${callback}&error_description=canary-error`, { cookie: cookies[0] });
  await browser.open(callback.replace(/code=[^&]*/, 'code=canary-code'));
  await browser.post('/session/renew', undefined, { cookie: 'session=canary-session' });
  await browser.post('/session/sign-out');
  await gateway.stop();

  const secrets = [...new URL(callback, PUBLIC_URL).searchParams, ...new URL(begun).searchParams]
    .filter(([name]) => ['code', 'state', 'nonce', 'code_challenge'].includes(name))
    .map(([, value]) => value);
  const text = lines.join('');
  expect(secrets.length).toBe(5);
  for (const secret of [...secrets, ...cookies.map((cookie) => cookie?.split('=')[1] ?? 'none'), ANNA.login, 'canary'])
    expect([secret, text.includes(secret)]).toEqual([secret, false]);
  expect(text).not.toMatch(/eyJ[\w-]{10}/);
  expect(lines.map((line) => JSON.parse(line).msg)).toContain('a sign-in failed');
});

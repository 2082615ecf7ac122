import { rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { builtApplication, PAGE } from '../support/built-application.js';
import { startTestWorld, type TestGateway, type TestWorld } from '../support/test-world.js';

const ASSET = '/assets/main-3f2a1b.js';
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

let world: TestWorld;
let gateway: TestGateway;
let root: string;
const serve = (changes: object = {}) => {
  const web = { root, sessionSecrets: ['x'.repeat(32)], clientId: 'web', clientSecret: 'secret' };
  return world.gateway({ web, ...changes });
};
const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  fetch(gateway.url + path, { method, headers: { accept: 'text/html', ...headers } });

beforeAll(async () => {
  world = await startTestWorld();
  root = builtApplication();
  gateway = await serve();
});
afterAll(async () => {
  await world.stop();
  rmSync(root, { recursive: true });
});

describe('the page of the application', () => {
  test.each([
    '/',
    '/?sign-in=over',
    '/profile',
    '/profile/confirm',
    '/people/0198-a?state=NOT_LINKED',
    '/skills/report/2026-11',
    '/associate/done?flow=a&completion_code=b',
    '/no-page-of-the-application',
  ])('is at %s', async (path) => {
    const answer = await get(path);
    expect([answer.status, await answer.text()]).toEqual([200, PAGE]);
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(answer.headers.get('cache-control')).toBe('no-cache');
  });

  test('is for clients that say nothing about what they accept', async () => {
    expect((await get('/', { accept: '*/*' })).status).toBe(200);
  });

  test('may use scripts, styles and addresses of its own origin alone', async () => {
    const { headers } = await get('/');
    expect(headers.get('content-security-policy')).toBe(POLICY);
    expect(Object.fromEntries(headers)).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': expect.stringContaining('camera=()'),
    });
    expect(headers.get('strict-transport-security')).toBeNull();
    const production = await serve({ production: true, publicUrl: 'https://partners.example' });
    const { headers: withTls } = await fetch(production.url);
    expect(withTls.get('strict-transport-security')).toBe('max-age=31536000');
    expect(withTls.get('content-security-policy')).toBe(POLICY);
  });

  test('is the one of the build that is there now', async () => {
    writeFileSync(join(root, 'index.html'), `${PAGE}<p>next</p>`);
    expect(await (await get('/profile')).text()).toBe(`${PAGE}<p>next</p>`);
    writeFileSync(join(root, 'index.html'), PAGE);
  });

  test('is not sent again to a browser that has it', async () => {
    const etag = (await get('/')).headers.get('etag') ?? '';
    expect((await raw('/people', { 'if-none-match': etag })).status).toBe(304);
  });

  test.each(['/profile', ASSET])('has the same headers by HEAD: %s', async (path) => {
    const [whole, head] = [await get(path), await get(path, {}, 'HEAD')];
    expect([head.status, await head.text()]).toEqual([200, '']);
    for (const name of ['content-type', 'content-length', 'etag', 'cache-control', 'content-security-policy'])
      expect([name, head.headers.get(name)]).toEqual([name, whole.headers.get(name)]);
  });
});

describe('a file of the application', () => {
  test('with a name for its content stays in caches for a year', async () => {
    const answer = await get(ASSET, { 'accept-encoding': 'identity' });
    expect([answer.status, await answer.text()]).toEqual([200, 'plain']);
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(answer.headers.get('content-type')).toBe('application/javascript; charset=utf-8');
  });

  test.each([
    ['br', 'gzip, br', 'by brotli'],
    ['gzip', 'gzip', 'by gzip'],
  ])('is sent as it was compressed: %s', async (encoding, accepted, length) => {
    const answer = await get(ASSET, { 'accept-encoding': accepted }, 'HEAD');
    expect(answer.headers.get('content-encoding')).toBe(encoding);
    expect(answer.headers.get('content-length')).toBe(String(length.length));
    expect(answer.headers.get('content-type')).toBe('application/javascript; charset=utf-8');
    expect(answer.headers.get('vary')).toContain('accept-encoding');
  });

  test('with a fixed name is asked for again', async () => {
    const answer = await get('/icon.svg');
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/svg+xml']);
    expect(answer.headers.get('cache-control')).toBe('no-cache');
  });

  test.each([
    '/assets/main-gone.js',
    '/assets/',
    '/main.js',
    '/favicon.ico',
    '/index.html',
    '/trusted-documents.json',
    '/.vite/manifest.json',
    '/assets/../trusted-documents.json',
    '/assets/%2e%2e/trusted-documents.json',
    '/assets/%2e%2e%2f%2e%2e',
    '/%2e%2e/package.json',
    '//assets/main-3f2a1b.js',
    '/assets\\main-3f2a1b.js',
    '/assets/main-3f2a1b.js.br.br',
    '/assets/%00',
  ])('that is not there, or not for browsers, is not replaced by the page: %s', async (path) => {
    const answer = await raw(path);
    expect([answer.status, await answer.text()]).toEqual([404, 'There is nothing here.\n']);
    expect(answer.headers.get('cache-control')).not.toContain('max-age');
  });
});

describe('addresses of the API', () => {
  test.each([
    '/session/unknown',
    '/exports/unknown',
    '/calendar/unknown',
    '/scim/v2/unknown',
    '/associate/start',
    '/livez',
    '/readyz',
  ])('stay what they are: %s', async (path) => {
    expect(await (await get(path)).text()).not.toContain('The application');
  });

  test('are not found by programs where there are none', async () => {
    const answer = await get('/nothing', { accept: 'application/json' });
    expect([answer.status, await answer.json()]).toMatchObject([404, { errors: [{}] }]);
    for (const method of ['POST', 'PUT', 'DELETE'])
      expect([method, (await get('/profile', {}, method)).status]).toEqual([method, 404]);
  });
});

/** A request as it stands: `fetch` would normalize the path, and ask for an answer past all caches. */
function raw(path: string, more: Record<string, string> = {}): Promise<Response> {
  const { hostname, port } = new URL(gateway.url);
  return new Promise((resolve, reject) => {
    request({ hostname, port, path, headers: { accept: 'text/html', ...more } }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () =>
        resolve(
          new Response(chunks.length === 0 ? null : Buffer.concat(chunks), {
            status: answer.statusCode ?? 0,
            headers: { 'cache-control': String(answer.headers['cache-control']) },
          }),
        ),
      );
    })
      .on('error', reject)
      .end();
  });
}

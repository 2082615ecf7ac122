import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildSchema, parse, validate } from 'graphql';
import { demonstrationAccounts } from '../src/demonstration-accounts.js';
import { type Console, startConsole } from '../src/server.js';
import { STORY } from '../src/story.js';

type World = { story: string[]; people: { email: string; displayName: string }[] };

const PUBLIC_URL = 'http://localhost:4000';
const ISSUER = 'http://localhost:4010/work';
let running: Console;
const folder = mkdtempSync(join(tmpdir(), 'gateway-pages-'));
const API = fileURLToPath(new URL('../../../api.graphql', import.meta.url));
const servers: Server[] = [];
const HTML = { accept: 'text/html,application/xhtml+xml' };

beforeAll(async () => {
  const demonstrationFile = join(folder, 'demonstration.json');
  writeFileSync(
    demonstrationFile,
    JSON.stringify({
      demonstrationAccount: { login: 'bob@contoso.example' },
      organizations: [{ id: '1', name: 'Contoso </script><script>alert(1)</script>' }],
      people: [
        { organizationId: '1', email: 'anna@contoso.example', displayName: 'Anna', roles: ['GLOBAL_ADMIN'] },
        { organizationId: '1', email: 'bob@contoso.example', displayName: 'Bob', roles: [] },
      ],
    }),
  );
  running = await startConsole({
    port: 0,
    mailboxPort: 0,
    host: '127.0.0.1',
    publicUrl: PUBLIC_URL,
    issuer: ISSUER,
    demonstrationFile,
    apiFile: API,
    processes: [
      { name: 'identity', task: 'users', url: await listening(200) },
      { name: 'credits', task: 'scores', url: await listening(503) },
      { name: 'association', task: 'links', url: 'http://127.0.0.1:1' },
      { name: 'PostgreSQL', task: 'rows', url: (await listening(200)).replace('http', 'postgresql') },
    ],
  });
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await running.stop();
  for (const server of servers) server.close();
});

/** A process that answers every request with this status. */
async function listening(status: number): Promise<string> {
  const server = createServer((_request, response) => response.writeHead(status).end()).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(running.url + path, { headers, redirect: 'manual' });

describe('GraphiQL', () => {
  test('is a page without foreign addresses, whose files all come from the console', async () => {
    const response = await get('/graphql', HTML);
    const page = await response.text();
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    const addresses = [...page.matchAll(/<(?:script|link)[^>]* (?:src|href)="([^"]*)"/g)].map(([, address]) =>
      String(address),
    );
    expect(addresses.length).toBeGreaterThanOrEqual(6);
    for (const address of addresses) {
      expect(address).toMatch(/^\/development\//);
      const file = await get(address);
      expect([address, file.status]).toEqual([address, 200]);
      expect(file.headers.get('content-type')).toMatch(/javascript|css/);
      expect((await file.text()).length).toBeGreaterThan(100);
    }
    const ours = [ISSUER, PUBLIC_URL];
    expect(ours.reduce((text, address) => text.replaceAll(address, ''), page)).not.toMatch(/https?:\/\//);
    const policy = response.headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'; script-src 'self';");
    expect(policy).toContain(`connect-src 'self' ${new URL(ISSUER).origin};`);
    expect(policy).toContain("frame-ancestors 'none'");
  });

  test('offers the demonstration accounts, the suggested one first, and a token of the issuer', async () => {
    const page = await (await get('/graphql', HTML)).text();
    const [, data = '{}'] = /<script id="settings" type="application\/json">(.*?)<\/script>/s.exec(page) ?? [];
    expect(JSON.parse(data)).toMatchObject({
      tokenUrl: `${ISSUER}/development-token`,
      accounts: [
        { login: 'bob@contoso.example' },
        { login: 'anna@contoso.example', label: 'Anna, Contoso </script><script>alert(1)</script> (GLOBAL_ADMIN)' },
      ],
      queries: [
        expect.stringContaining('callerOrganization'),
        expect.stringContaining('viewer'),
        expect.stringContaining(`returnTo: "${PUBLIC_URL}/console/associate/done"`),
      ],
    });
  });

  test('sends only operations that the API supports', async () => {
    const page = await (await get('/graphql', HTML)).text();
    const done = await (await get('/console/associate/done?flow=a&completion_code=b')).text();
    const [, data = '{}'] = /<script id="settings" type="application\/json">(.*?)<\/script>/s.exec(page) ?? [];
    const [, given = ''] = /href="\/graphql#query=([^"]*)"/.exec(done) ?? [];
    const schema = buildSchema(readFileSync(new URL('../../../gateway/supergraph.graphql', import.meta.url), 'utf8'));
    const queries: string[] = [...JSON.parse(data).queries, decodeURIComponent(given)];
    for (const query of queries) expect([query, validate(schema, parse(query))]).toEqual([query, []]);
  });
});

describe('/console/associate/done', () => {
  test('shows flow, code and the mutation to send, to curl and without script', async () => {
    const response = await get('/console/associate/done?flow=0198-flow&completion_code=the_code-1');
    const page = await response.text();
    expect(page).toContain('<code id="flow">0198-flow</code>');
    expect(page).toContain('<code id="code">the_code-1</code>');
    const [, mutation = ''] = /<pre id="mutation">(.*?)<\/pre>/s.exec(page) ?? [];
    expect(mutation.replace(/\s+/g, ' ')).toContain(
      'confirmAssociation( input: { flowId: &quot;0198-flow&quot; completionCode: &quot;the_code-1&quot; } )',
    );
    expect(page).not.toContain('<script');
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-frame-options': 'DENY',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
    });
  });

  test('shows the problem of a flow that failed', async () => {
    const page = await (await get('/console/associate/done?flow=f&problem=mcid_not_generated')).text();
    expect(page).toContain('MCID_NOT_GENERATED');
    expect(page).toContain('no certification id yet');
  });

  test.each(['constructor', '__proto__', 'toString', 'hasOwnProperty', 'sign_in_failed.x', ''])(
    'shows an unknown problem as such: %j',
    async (problem) => {
      const response = await get(`/console/associate/done?flow=f&problem=${problem}`);
      expect(response.status).toBe(200);
      expect(await response.text()).toContain('The flow ended with a problem.');
    },
  );

  test('writes nothing that comes from the address as markup or into a command', async () => {
    const evil = encodeURIComponent(`"><script>alert(1)</script>'; rm -rf ~ #`);
    for (const query of [
      `flow=${evil}&completion_code=x`,
      `flow=x&completion_code=${evil}`,
      `flow=${evil}&problem=${evil}`,
      'flow=a&flow=b&completion_code=c',
      '',
    ])
      expect(await (await get(`/console/associate/done?${query}`)).text()).not.toMatch(/<script>|curl[\s\S]*rm -rf/);
  });
});

test('a browser finds an icon, and every page may show it', async () => {
  const icon = await get('/favicon.ico');
  expect([icon.status, icon.headers.get('content-type')]).toEqual([200, 'image/svg+xml']);
  for (const path of ['/', '/associate/done', '/graphql'])
    expect((await get(path, HTML)).headers.get('content-security-policy')).toContain("img-src 'self'");
});

describe('the start page', () => {
  test('leads to the application, to GraphiQL and to the API reference, and shows a request with curl', async () => {
    const page = await (await get('/console', HTML)).text();
    for (const path of ['/', '/graphql', '/console/api/']) expect(page).toContain(`href="${path}"`);
    expect(page).toContain(`${ISSUER}/development-token -d account=bob@contoso.example`);
  });

  test('offers each account for the application, by its sign-in page, and for GraphiQL', async () => {
    const page = await (await get('/console', HTML)).text();
    expect(page).toContain(
      'href="/session/sign-in?again=1&amp;login_hint=bob%40contoso.example&amp;return=%2Fprofile"',
    );
    expect(page).toContain('href="/graphql#account=bob%40contoso.example"');
    expect(page.indexOf('bob@contoso.example')).toBeLessThan(page.indexOf('anna@contoso.example'));
    expect(page).not.toContain('<script');
  });

  test('says of each process whether it is ready', async () => {
    const page = await (await get('/console', HTML)).text();
    const states = [...page.matchAll(/<th scope="row">(\w+)<\/th>[\s\S]*?[●✕] ([\w ]+)<\/td>/g)];
    expect(states.map(([, name, state]) => [name, state])).toEqual([
      ['identity', 'ready'],
      ['credits', 'not ready'],
      ['association', 'no answer'],
      ['PostgreSQL', 'ready'],
    ]);
  });

  test('knows what every account of the demonstration story is good for', () => {
    const file = new URL('../../demonstration/demonstration.json', import.meta.url);
    const { story, people } = JSON.parse(readFileSync(file, 'utf8')) as World;
    const known = new Set([...STORY.keys()].map((login) => people.find(({ email }) => email === login)?.displayName));
    expect(story.filter((name) => !known.has(name))).toEqual([]);
    const { accounts } = demonstrationAccounts(fileURLToPath(file));
    expect(accounts.slice(0, STORY.size).map(({ login }) => login)).toEqual([...STORY.keys()]);
  });
});

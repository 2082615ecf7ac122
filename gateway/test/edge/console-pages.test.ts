import { rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { builtApplication, PAGE } from '../support/built-application.js';
import { startTestWorld, type TestGateway, type TestWorld } from '../support/test-world.js';

const HTML = { accept: 'text/html,application/xhtml+xml' };
const OWN_PATHS = ['/console', '/console/associate/done?flow=a&completion_code=b', '/development/graphiql.js'];
const STAND_INS = ['/', '/associate/done?flow=a&completion_code=b', '/favicon.ico'];
const PATHS = [...OWN_PATHS, ...STAND_INS];

let world: TestWorld;
let console: Server;
let consoleUrl: string;
const requested: { url: string | undefined; headers: object }[] = [];

beforeAll(async () => {
  world = await startTestWorld();
  console = createServer(({ url, headers }, response) => {
    requested.push({ url, headers });
    response.writeHead(200, { 'content-type': 'text/html', 'content-security-policy': "default-src 'none'" });
    response.end(`<html>${url}</html>`);
  });
  await new Promise<void>((listening) => console.listen(0, '127.0.0.1', listening));
  consoleUrl = `http://127.0.0.1:${(console.address() as AddressInfo).port}`;
});
afterAll(async () => {
  console.closeAllConnections();
  await new Promise((closed) => console.close(closed));
  await world.stop();
});

const get = (from: TestGateway, path: string, headers: Record<string, string> = HTML) =>
  fetch(from.url + path, { headers, redirect: 'manual' });

describe('a gateway with a console', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await world.gateway({ consoleUrl });
  });

  test.each(PATHS)('forwards %s, with the headers of its answer', async (path) => {
    const answer = await get(gateway, path);
    expect([answer.status, await answer.text()]).toEqual([200, `<html>${path}</html>`]);
    expect(answer.headers.get('content-security-policy')).toBe("default-src 'none'");
  });

  test('shows GraphiQL to a browser that opens the endpoint', async () => {
    const answer = await get(gateway, '/graphql');
    expect([answer.headers.get('content-type'), await answer.text()]).toEqual(['text/html', '<html>/graphql</html>']);
  });

  test('answers a program that requests the endpoint with a coded error', async () => {
    const answer = await get(gateway, '/graphql', {});
    expect([answer.status, await answer.json()]).toMatchObject([400, { errors: [{ extensions: {} }] }]);
  });

  test('forwards no header of the client but accept', async () => {
    requested.length = 0;
    await get(gateway, '/', { ...HTML, authorization: 'Bearer secret', cookie: 'a=b' });
    expect(Object.keys(requested[0]?.headers ?? {}).sort()).toEqual(['accept', 'connection', 'host']);
  });
});

describe('a gateway with a console and an application', () => {
  let gateway: TestGateway;
  let root: string;
  beforeAll(async () => {
    root = builtApplication();
    const web = { root, sessionSecrets: ['x'.repeat(32)], clientId: 'web', clientSecret: 'secret' };
    gateway = await world.gateway({ consoleUrl, web });
  });
  afterAll(() => rmSync(root, { recursive: true }));

  test.each([...OWN_PATHS, '/graphql'])('forwards %s to the console', async (path) => {
    expect(await (await get(gateway, path)).text()).toBe(`<html>${path}</html>`);
  });

  test.each(STAND_INS)('leaves %s to the application', async (path) => {
    expect(await (await get(gateway, path)).text()).not.toBe(`<html>${path}</html>`);
    expect(await (await get(gateway, '/')).text()).toBe(PAGE);
  });

  test('has the path of the console in the session, for the application', async () => {
    expect(await (await get(gateway, '/session', {})).json()).toMatchObject({ consoleAt: '/console' });
  });
});

describe('a gateway whose console does not answer', () => {
  test('has the API at its endpoint and no pages', async () => {
    const gateway = await world.gateway({ consoleUrl: 'http://127.0.0.1:1' });
    expect((await get(gateway, '/graphql')).status).toBe(400);
    for (const path of PATHS) expect([path, (await get(gateway, path)).status]).toEqual([path, 404]);
  });
});

describe('in production', () => {
  test('there are no pages at all', async () => {
    requested.length = 0;
    const production = await world.gateway({ production: true, consoleUrl });
    for (const path of [...PATHS, '/development/pages.css'])
      expect([path, (await get(production, path)).status]).toEqual([path, 404]);
    const endpoint = await get(production, '/graphql');
    expect(endpoint.status).toBe(400);
    expect(await endpoint.text()).not.toMatch(/graphiql|<html/i);
    expect(requested).toEqual([]);
  });
});

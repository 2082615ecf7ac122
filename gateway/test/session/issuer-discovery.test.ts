import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { issuerConfiguration } from '../../src/session/issuer-configuration.js';
import { leadsTo } from '../support/test-browser.js';
import { PUBLIC_URL, startWebWorld, type WebWorld } from '../support/web-world.js';

let web: WebWorld;
beforeAll(async () => {
  web = await startWebWorld();
});
afterAll(() => web.stop());

describe('discovery of the issuer', () => {
  /** An issuer of which discovery alone answers, and a gateway that signs people in there. */
  async function issuerWithDiscovery(status: number) {
    let requests = 0;
    const server = createServer((_request, response) => {
      requests++;
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ issuer, authorization_endpoint: `${issuer}/auth` }));
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const gateway = await web.another({ workIssuer: issuer, workDiscoveryUrl: issuer });
    const hundredSignIns = async () => {
      const begun = Array.from({ length: 100 }, () => web.browser(gateway).open('/session/sign-in'));
      return [...new Set((await Promise.all(begun)).map((answer) => leadsTo(answer).split('?')[0]))];
    };
    const stop = () => {
      server.close();
      server.closeAllConnections();
    };
    return { issuer, hundredSignIns, requests: () => requests, stop };
  }

  test.each([
    ['answers', 200, (issuer: string) => `${issuer}/auth`],
    ['fails', 503, () => `${PUBLIC_URL}/`],
  ])('is one request for a hundred sign-ins at once and a hundred after them, where it %s', async (_, status, end) => {
    const { issuer, hundredSignIns, requests, stop } = await issuerWithDiscovery(status);
    expect(await hundredSignIns()).toEqual([end(issuer)]);
    expect(await hundredSignIns()).toEqual([end(issuer)]);
    expect(requests()).toBe(1);
    stop();
  });

  test('is repeated after five seconds when it failed and after ten minutes when it succeeded', async () => {
    let [now, found, requests] = [0, 'first', 0];
    const configuration = issuerConfiguration(
      async () => {
        requests++;
        if (found === '') throw new Error('away');
        return found;
      },
      () => now,
    );
    const at = async (seconds: number, finds: string) => {
      [now, found] = [seconds * 1000, finds];
      return [await configuration().catch(() => 'failed'), requests];
    };
    expect(await at(0, '')).toEqual(['failed', 1]);
    expect(await at(4.9, 'first')).toEqual(['failed', 1]);
    expect(await at(5, 'first')).toEqual(['first', 2]);
    expect(await at(604.9, 'second')).toEqual(['first', 2]);
    expect(await at(605, '')).toEqual(['first', 3]);
    expect(await at(609.9, 'second')).toEqual(['first', 3]);
    expect(await at(610, 'second')).toEqual(['second', 4]);
  });
});

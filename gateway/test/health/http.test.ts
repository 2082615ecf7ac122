import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startTestWorld, type TestGateway, type TestWorld } from '../support/test-world.js';

let world: TestWorld;
let gateway: TestGateway;

beforeAll(async () => {
  world = await startTestWorld();
  gateway = await world.gateway();
});
afterAll(() => world.stop());

describe('health', () => {
  test('/livez checks the process alone, /readyz requires identity and shows the state of the other services', async () => {
    const ready = async () => {
      const response = await fetch(`${gateway.url}/readyz`);
      return [response.status, await response.json()];
    };
    expect(await ready()).toEqual([
      200,
      {
        status: 'ready',
        supergraph: 'loaded',
        services: { identity: 'ready', association: 'ready', credits: 'ready' },
      },
    ]);
    await world.credits.pause();
    expect(await ready()).toMatchObject([200, { services: { credits: 'not ready' } }]);
    await world.identity.pause();
    expect(await ready()).toMatchObject([503, { status: 'not ready' }]);
    expect((await fetch(`${gateway.url}/livez`)).status).toBe(200);
    await world.credits.resume();
    await world.identity.resume();
  });

  test('a gateway starts without any service or issuer, and serves as they start', async () => {
    const parts = [world.identity, world.association, world.credits];
    await Promise.all(parts.map((part) => part.pause()));
    const early = await world.gateway();
    expect(await early.client.execute('{ __typename }')).toMatchObject({ status: 200, data: { __typename: 'Query' } });
    await Promise.all(parts.map((part) => part.resume()));
    expect(await early.client.execute('{ catalog }')).toMatchObject({ data: { catalog: ['AZ-104'] } });
  });
});

describe('CORS', () => {
  const preflight = (origin: string) =>
    fetch(`${gateway.url}/graphql`, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type',
      },
    });

  test('allows exactly the front ends, also to read errors', async () => {
    const allowed = await preflight('http://localhost:5173');
    expect(allowed.status).toBe(204);
    expect(allowed.headers.get('access-control-allow-origin')).toBe('http://localhost:5173');
    expect(allowed.headers.get('access-control-allow-headers')).toContain('authorization');
    const rejected = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { origin: 'http://localhost:5173', 'content-type': 'application/json', authorization: 'Bearer x' },
      body: '{}',
    });
    expect([rejected.status, rejected.headers.get('access-control-allow-origin')]).toEqual([
      401,
      'http://localhost:5173',
    ]);
  });

  test('allows no other origin', async () => {
    for (const origin of [
      'http://evil.example',
      'http://localhost:5173.evil.example',
      'null',
      'https://localhost:5173',
    ]) {
      const answer = await preflight(origin);
      expect([origin, answer.headers.get('access-control-allow-origin')]).toEqual([origin, null]);
    }
  });
});

describe('a slow client', () => {
  test('is cut off after ten seconds, in its headers or in its body', async () => {
    const { port } = new URL(gateway.url);
    const secondsUntilCut = (text: string) =>
      new Promise<number>((resolve) => {
        const began = performance.now();
        const socket = connect(Number(port), '127.0.0.1', () => socket.write(text));
        socket.on('error', () => undefined).on('close', () => resolve((performance.now() - began) / 1000));
        socket.resume();
      });
    const start = 'POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n';
    const cut = await Promise.all([secondsUntilCut(start), secondsUntilCut(`${start}content-length: 50\r\n\r\n{`)]);
    for (const seconds of cut) {
      expect(seconds).toBeGreaterThan(9);
      expect(seconds).toBeLessThan(15);
    }
  }, 60_000);
});

describe('stopping', () => {
  test('lets the request in progress finish', async () => {
    const leaving = await world.gateway();
    let asked = (): void => undefined;
    const arrived = new Promise<void>((resolve) => {
      asked = resolve;
    });
    world.credits.behave((_request, response) => {
      asked();
      setTimeout(() => response.end('{"data":{"catalog":["late"]}}'), 300);
    });
    const answer = leaving.client.execute('{ catalog }');
    await arrived;
    await leaving.stop();
    expect(await answer).toMatchObject({ status: 200, data: { catalog: ['late'] } });
    world.credits.behave(undefined);
    await expect(fetch(`${leaving.url}/livez`)).rejects.toThrow();
  });
});

describe('metrics', () => {
  test('are on a port of their own, and clients cannot create series', async () => {
    const metricsPort = await freePort();
    const measured = await world.gateway({ metricsPort });
    await measured.client.execute('query Canary { catalog }');
    await fetch(`${measured.url}/canary`);
    const text = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
    expect(text).toContain('gateway_request_seconds_count{route="/graphql",caller="anonymous",status="200"} 1');
    expect(text).toContain('gateway_subgraph_fetch_seconds_count{subgraph="credits",outcome="answered"} 1');
    expect(text).not.toMatch(/canary/i);
    expect((await fetch(`${measured.url}/metrics`)).status).toBe(404);
  });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}

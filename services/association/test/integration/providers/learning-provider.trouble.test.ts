import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { aPerson, flowAt, problemAt, type TestAssociation, testAssociation } from '../../support/association.js';
import {
  EXCHANGE_MILLISECONDS,
  learnAt,
  type MisbehavingProvider,
  misbehavingProvider,
} from '../../support/misbehaving-provider.js';
import { until } from '../../support/until.js';

let stage: MisbehavingProvider;
beforeAll(async () => {
  stage = await misbehavingProvider();
});
beforeEach(() => stage.provider.answer({}));
afterAll(() => stage.stop());

describe('a provider in trouble', () => {
  test.each(['token', 'jwks', 'userinfo'] as const)(
    'that redirects, floods or breaks at %s fails cleanly and quickly',
    async (endpoint) => {
      await stage.provider.rotate();
      const troubles = [
        (response: ServerResponse) => response.writeHead(302, { location: 'http://169.254.169.254/' }).end(),
        (response: ServerResponse) =>
          response.writeHead(200, { 'content-type': 'application/json' }).end(`"${'x'.repeat(10_000_000)}"`),
        (response: ServerResponse) => response.writeHead(500).end('pg: relation "secret" at 10.0.0.1'),
        (response: ServerResponse) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>'),
        (response: ServerResponse) => response.destroy(),
      ];
      for (const trouble of troubles)
        expect(await stage.signIn({ at: { [endpoint]: trouble } })).toBe('sign_in_failed');
    },
  );

  test.each(['token', 'jwks', 'userinfo'] as const)(
    'that stays silent at %s runs into the configured timeout, and other requests are served meanwhile',
    async (endpoint) => {
      await stage.provider.rotate();
      const linked = aPerson();
      const silent = stage.signIn({ at: { [endpoint]: () => undefined } });
      expect(await stage.service.remove(linked)).toMatchObject({ __typename: 'NotAssociatedError' });
      expect(await Promise.race([silent, Promise.resolve('still silent')])).toBe('still silent');
      expect(await silent).toBe('sign_in_failed');
    },
    EXCHANGE_MILLISECONDS + 5_000,
  );

  test.each(['token', 'jwks', 'userinfo'] as const)(
    'that sends the service elsewhere at %s is not followed',
    async (endpoint) => {
      await stage.provider.rotate();
      let visits = 0;
      const elsewhere = createServer((_request, response) => {
        visits += 1;
        response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
      });
      await new Promise<void>((listening) => elsewhere.listen(0, '127.0.0.1', listening));
      try {
        const location = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/latest/meta-data`;
        const send = (response: ServerResponse) => response.writeHead(302, { location }).end();
        expect(await stage.signIn({ at: { [endpoint]: send } })).toBe('sign_in_failed');
        expect(visits).toBe(0);
      } finally {
        elsewhere.close();
      }
    },
  );

  test('that recovers is used again, and nothing was used up', async () => {
    const person = aPerson();
    stage.provider.answer({ at: { token: (response) => response.destroy() } });
    const failed = await stage.service.visit(await stage.service.begin(person), 'any-account');
    expect(problemAt(failed)).toBe('sign_in_failed');
    stage.provider.answer({});
    const page = await stage.service.visit(await stage.service.begin(person), 'any-account');
    expect(new URL(page.url).searchParams.get('completion_code')).not.toBeNull();
    const used = await stage.service.sql('SELECT FROM association.association WHERE user_id = $1', [person.userId]);
    expect(used).toEqual([]);
  });

  test('that changes its keys right before it signs is accepted after one request', async () => {
    expect(await stage.signIn({})).toBe('proved');
    // Unknown keys are looked up once a second, so that many of them cost the provider no more.
    await until(async () => (await stage.signIn({ beforeSigning: stage.provider.rotate })) === 'proved');
    expect(stage.provider.requests.filter((request) => request.path === '/jwks')).toHaveLength(1);
  });
});

describe('with the usual settings', () => {
  let fresh: TestAssociation;
  beforeAll(async () => {
    fresh = await testAssociation({ learn: learnAt(stage.provider.issuer) });
  });
  afterAll(() => fresh.stop());

  test('a provider that is unavailable at the start is asked again, and the browser may come back', async () => {
    stage.provider.answer({ at: { discovery: (response) => response.destroy() } });
    const begun = await fresh.begin(aPerson());
    const away = await fetch(String(begun.signInUrl), { redirect: 'manual' });
    expect([away.status, away.headers.get('retry-after')]).toEqual([503, '5']);
    stage.provider.answer({ discovery: { issuer: 'https://evil.example' } });
    const cookie = (away.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';
    expect((await fetch(String(begun.signInUrl), { redirect: 'manual', headers: { cookie } })).status).toBe(503);
    stage.provider.answer({});
    const back = await fetch(String(begun.signInUrl), { redirect: 'manual', headers: { cookie } });
    expect([back.status, back.headers.get('location')?.startsWith(`${stage.provider.issuer}/auth`)]).toEqual([
      303,
      true,
    ]);
  });

  test('a provider that takes four seconds for the code does not fail the sign-in', async () => {
    stage.provider.answer({ beforeSigning: () => setTimeout(4_000) });
    const page = await fresh.visit(await fresh.begin(aPerson()), 'any-account');
    expect(problemAt(page)).toBeNull();
    expect(flowAt(page).completionCode).toMatch(/^[\w-]{43}$/);
  });
});

import { createHmac } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  type LearningProviderAnswers,
  type LearningProviderDouble,
  startLearningProvider,
  type TokenRequest,
} from '@app/test-kit/learning-provider';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { generateKeyPair } from 'jose';
import { aPerson, problemAt, type TestAssociation, testAssociation } from '../support/association.js';
import { until } from '../support/until.js';
import { cookieOf, visitOnce } from '../support/visit.js';

let provider: LearningProviderDouble;
let service: TestAssociation;
beforeAll(async () => {
  provider = await startLearningProvider();
  const learn = {
    issuer: provider.issuer,
    discoveryUrl: null,
    insecure: true,
    clientId: 'client',
    clientSecret: 'secret',
    profileClaim: 'mcid',
  };
  service = await testAssociation({ learn });
});
beforeEach(() => provider.answer({}));
afterAll(async () => {
  await service.stop();
  await provider.stop();
});

const b64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const seconds = (from: number) => Math.floor(Date.now() / 1000) + from;

/** How a sign-in under these answers ends: a problem, or `proved`. */
async function signIn(answers: LearningProviderAnswers): Promise<string> {
  provider.answer(answers);
  const page = await service.visit(await service.begin(aPerson()), 'nobody');
  return problemAt(page) ?? (new URL(page.url).searchParams.get('code') ? 'proved' : `status ${page.status}`);
}
const proofs = async () =>
  (await service.sql<{ count: number }>('SELECT count(*)::int AS count FROM association.proof'))[0]?.count;

test('a provider that does everything right proves the profile, with a verifier that fits the challenge', async () => {
  expect(await signIn({})).toBe('proved');
  const [asked] = provider.requests.filter((request) => request.path === '/auth');
  const [redeemed] = provider.requests.filter((request) => request.path === '/token');
  expect(asked?.params.get('code_challenge_method')).toBe('S256');
  expect(redeemed?.params.get('code_verifier')).toMatch(/^[\w-]{43}$/);
  expect(redeemed?.params.get('redirect_uri')).toBe(`${service.edgeUrl}/associate/callback`);
});

describe('an ID token proves nothing', () => {
  test.each<[string, () => Record<string, unknown>]>([
    ['of another issuer', () => ({ iss: 'https://evil.example' })],
    ['for another client', () => ({ aud: 'somebody else' })],
    ['for others and not us', () => ({ aud: ['a', 'b'] })],
    ['for us and others, given to another', () => ({ aud: ['client', 'other'], azp: 'other' })],
    ['for us, given to another', () => ({ azp: 'other' })],
    ['without an audience', () => ({ aud: undefined })],
    ['without a subject', () => ({ sub: undefined })],
    ['with an empty subject', () => ({ sub: '' })],
    ['that has expired', () => ({ exp: seconds(-300) })],
    ['without an expiry', () => ({ exp: undefined })],
    ['that is not valid yet', () => ({ nbf: seconds(300) })],
    ['without the time of issue', () => ({ iat: undefined })],
    ['issued an hour ahead', () => ({ iat: seconds(3_600) })],
    ['issued a little over a minute ahead', () => ({ iat: seconds(75) })],
    ['without the nonce', () => ({ nonce: undefined })],
    ['with another nonce', () => ({ nonce: 'other' })],
    ['of a sign-in some time ago', () => ({ auth_time: seconds(-3_600) })],
    ['of a sign-in in the future', () => ({ auth_time: seconds(3_600) })],
    ['that does not say when the person signed in', () => ({ auth_time: undefined })],
  ])('%s', async (_what, claims) => {
    const before = await proofs();
    expect(await signIn({ claims: claims() })).toBe('sign_in_failed');
    expect(await proofs()).toBe(before);
  });

  test.each<[string, (request: TokenRequest) => Promise<string> | string]>([
    ['that is not signed', ({ nonce }) => `${b64({ alg: 'none' })}.${b64(provider.rightClaims(nonce))}.`],
    [
      'that is signed with the public key as a secret',
      ({ nonce }) => {
        const input = `${b64({ alg: 'HS256', kid: provider.currentKey()?.kid })}.${b64(provider.rightClaims(nonce))}`;
        return `${input}.${createHmac('sha256', JSON.stringify(provider.currentKey()?.jwk)).update(input).digest('base64url')}`;
      },
    ],
    [
      'that is signed with the client’s secret',
      ({ nonce }) => {
        const input = `${b64({ alg: 'HS256' })}.${b64(provider.rightClaims(nonce))}`;
        return `${input}.${createHmac('sha256', 'secret').update(input).digest('base64url')}`;
      },
    ],
    [
      'with the right key’s name and a wrong key',
      async ({ nonce }) => {
        const { privateKey } = await generateKeyPair('RS256');
        return provider.sign(provider.rightClaims(nonce), { key: privateKey });
      },
    ],
    [
      'with the name of a key that is not there',
      ({ nonce }) => provider.sign(provider.rightClaims(nonce), { kid: '../../etc/passwd' }),
    ],
    [
      'that was changed afterwards',
      async ({ nonce }) => {
        const [header, , signature] = (await provider.sign(provider.rightClaims(nonce))).split('.');
        return `${header}.${b64({ ...provider.rightClaims(nonce), mcid: '999999' })}.${signature}`;
      },
    ],
    ['that is none', () => 'x.y.z'],
  ])('%s', async (_what, idToken) => {
    expect(await signIn({ idToken })).toBe('sign_in_failed');
  });
});

describe('the profile id', () => {
  test.each<[string, LearningProviderAnswers, string]>([
    [
      'in userinfo alone',
      { claims: { mcid: undefined }, userInfo: { sub: 'holder-of-123456', mcid: '123456' } },
      'proved',
    ],
    ['in both, the same', { userInfo: { sub: 'holder-of-123456', mcid: '123456' } }, 'proved'],
    ['in both, differing', { userInfo: { sub: 'holder-of-123456', mcid: '654321' } }, 'sign_in_failed'],
    [
      'of somebody else’s userinfo',
      { claims: { mcid: undefined }, userInfo: { sub: 'another', mcid: '123456' } },
      'sign_in_failed',
    ],
    ['nowhere', { claims: { mcid: undefined } }, 'mcid_not_generated'],
    [
      'nowhere, with the address of the work account',
      { claims: { mcid: undefined, email: 'somebody@work.example', preferred_username: 'somebody@work.example' } },
      'mcid_not_generated',
    ],
    ['null', { claims: { mcid: null } }, 'mcid_not_generated'],
    ['a list', { claims: { mcid: ['123456'] } }, 'profile_incomplete'],
    ['too long', { claims: { mcid: '1'.repeat(13) } }, 'profile_incomplete'],
    ['with a NUL', { claims: { mcid: '12345\u0000' } }, 'profile_incomplete'],
  ])('%s', async (_what, answers, ending) => {
    expect(await signIn(answers)).toBe(ending);
  });
});

describe('the answer on the way back', () => {
  test.each<[string, Record<string, string>, string]>([
    ['from another issuer', { iss: 'https://evil.example' }, 'sign_in_failed'],
    ['without the issuer that this provider announces', { iss: '' }, 'sign_in_failed'],
    [
      'that is an error of another issuer',
      { code: '', error: 'access_denied', iss: 'https://evil.example' },
      'sign_in_failed',
    ],
    ['that says no', { code: '', error: 'access_denied' }, 'cancelled'],
    ['that knows nobody', { code: '', error: 'no_account' }, 'no_learning_account'],
    ['that could not', { code: '', error: 'temporarily_unavailable' }, 'sign_in_failed'],
  ])('%s', async (_what, callback, ending) => {
    expect(await signIn({ callback })).toBe(ending);
    expect(provider.requests.filter((request) => request.path === '/token')).toEqual([]);
  });
});

describe('a provider in trouble', () => {
  test.each(['token', 'jwks', 'userinfo'] as const)(
    'that redirects, floods or breaks at %s fails cleanly and quickly',
    async (endpoint) => {
      await provider.rotate();
      const troubles = [
        (response: ServerResponse) => response.writeHead(302, { location: 'http://169.254.169.254/' }).end(),
        (response: ServerResponse) =>
          response.writeHead(200, { 'content-type': 'application/json' }).end(`"${'x'.repeat(10_000_000)}"`),
        (response: ServerResponse) => response.writeHead(500).end('pg: relation "secret" at 10.0.0.1'),
        (response: ServerResponse) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>'),
        (response: ServerResponse) => response.destroy(),
      ];
      for (const trouble of troubles) expect(await signIn({ at: { [endpoint]: trouble } })).toBe('sign_in_failed');
    },
  );

  test.each(['token', 'jwks', 'userinfo'] as const)(
    'that stays silent at %s is given up within five seconds, and others are served meanwhile',
    async (endpoint) => {
      await provider.rotate();
      const linked = aPerson();
      const before = performance.now();
      const silent = signIn({ at: { [endpoint]: () => undefined } });
      expect(await service.remove(linked)).toMatchObject({ __typename: 'NotAssociatedError' });
      expect(performance.now() - before).toBeLessThan(3_000);
      expect(await silent).toBe('sign_in_failed');
      expect(performance.now() - before).toBeLessThan(5_000);
    },
  );

  test.each(['token', 'jwks', 'userinfo'] as const)(
    'that sends us elsewhere at %s is not followed',
    async (endpoint) => {
      await provider.rotate();
      let visits = 0;
      const elsewhere = createServer((_request, response) => {
        visits += 1;
        response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
      });
      await new Promise<void>((listening) => elsewhere.listen(0, '127.0.0.1', listening));
      try {
        const location = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/latest/meta-data`;
        const send = (response: ServerResponse) => response.writeHead(302, { location }).end();
        expect(await signIn({ at: { [endpoint]: send } })).toBe('sign_in_failed');
        expect(visits).toBe(0);
      } finally {
        elsewhere.close();
      }
    },
  );

  test('that comes back is believed again, and nothing was used up', async () => {
    const person = aPerson();
    provider.answer({ at: { token: (response) => response.destroy() } });
    const failed = await service.visit(await service.begin(person), 'nobody');
    expect(problemAt(failed)).toBe('sign_in_failed');
    provider.answer({});
    const page = await service.visit(await service.begin(person), 'nobody');
    expect(new URL(page.url).searchParams.get('code')).not.toBeNull();
    const used = await service.sql('SELECT FROM association.association WHERE user_id = $1', [person.userId]);
    expect(used).toEqual([]);
  });

  test('that changes its keys right before it signs is believed after one look', async () => {
    expect(await signIn({})).toBe('proved');
    // Unknown keys are looked up once a second, so that a flood of them costs the provider no more.
    await until(async () => (await signIn({ beforeSigning: provider.rotate })) === 'proved');
    expect(provider.requests.filter((request) => request.path === '/jwks')).toHaveLength(1);
  });
});

test('a provider that is away at the start is asked again, and the browser may come back', async () => {
  const learn = {
    issuer: provider.issuer,
    discoveryUrl: null,
    insecure: true,
    clientId: 'client',
    clientSecret: 'secret',
    profileClaim: 'mcid',
  };
  const fresh = await testAssociation({ learn });
  try {
    provider.answer({ at: { discovery: (response) => response.destroy() } });
    const begun = await fresh.begin(aPerson());
    const away = await fetch(String(begun.signInUrl), { redirect: 'manual' });
    expect(away.status).toBe(503);
    provider.answer({ discovery: { issuer: 'https://evil.example' } });
    const cookie = (away.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';
    expect((await fetch(String(begun.signInUrl), { redirect: 'manual', headers: { cookie } })).status).toBe(503);
    provider.answer({});
    const back = await fetch(String(begun.signInUrl), { redirect: 'manual', headers: { cookie } });
    expect([back.status, back.headers.get('location')?.startsWith(`${provider.issuer}/auth`)]).toEqual([303, true]);
  } finally {
    await fresh.stop();
  }
});

test('a provider that this service reaches under another name is shown to browsers under its own', async () => {
  const inside = provider.issuer.replace('localhost', '127.0.0.1');
  const learn = {
    issuer: provider.issuer,
    discoveryUrl: inside,
    insecure: true,
    clientId: 'client',
    clientSecret: 'secret',
    profileClaim: 'mcid',
  };
  const fresh = await testAssociation({ learn });
  try {
    const endpoints = { authorization_endpoint: `${inside}/auth`, token_endpoint: `${provider.issuer}/token` };
    provider.answer({ discovery: endpoints });
    const begun = await fresh.begin(aPerson());
    const page = await fresh.visit(begun, 'nobody');
    expect(page.visited.find((url) => url.includes('/auth?'))?.startsWith(provider.issuer)).toBe(true);
    expect(new URL(page.url).searchParams.get('code')).not.toBeNull();
  } finally {
    await fresh.stop();
  }
});

test('the code of somebody else’s flow, brought to one’s own, proves nothing: it wants the other flow’s verifier', async () => {
  const [victim, thief] = [await service.begin(aPerson()), await service.begin(aPerson())];
  const theirs = await visitOnce(String(victim.signInUrl));
  const signedIn = await visitOnce(theirs.headers.get('location') ?? '');
  const code = new URL(signedIn.headers.get('location') ?? '').searchParams.get('code');
  const own = await visitOnce(String(thief.signInUrl));
  const { searchParams } = new URL(own.headers.get('location') ?? '');
  const answer = new URLSearchParams({
    code: code ?? '',
    state: searchParams.get('state') ?? '',
    iss: provider.issuer,
  });
  const before = await proofs();
  const back = await visitOnce(`${service.edgeUrl}/associate/callback?${answer}`, { cookie: cookieOf(own) });
  expect(new URL(back.headers.get('location') ?? '').searchParams.get('problem')).toBe('sign_in_failed');
  expect(await proofs()).toBe(before);
});

test('a proof belongs to issuer and subject: the same subject at two providers is two people', async () => {
  const before = await service.sql('SELECT FROM association.proof WHERE subject = $1', ['university-0']);
  provider.answer({ claims: { sub: 'university-0' }, userInfo: { sub: 'university-0' } });
  const person = aPerson();
  const page = await service.visit(await service.begin(person), 'nobody');
  expect(new URL(page.url).searchParams.get('code')).not.toBeNull();
  await service.prove(person, service.anAccount('university'), { source: 'PARTNER_UNIVERSITY' });
  const after = await service.sql<{ issuer: string; source: string }>(
    'SELECT issuer, source FROM association.proof WHERE subject = $1 ORDER BY source',
    ['university-0'],
  );
  expect(before).toEqual([]);
  expect(after).toMatchObject([
    { issuer: provider.issuer, source: 'MICROSOFT_LEARN' },
    { issuer: service.provider.issuers.university, source: 'PARTNER_UNIVERSITY' },
  ]);
});

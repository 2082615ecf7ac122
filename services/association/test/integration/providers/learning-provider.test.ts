import type { ServerResponse } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { aPerson, testAssociation } from '../../support/association.js';
import { learnAt, type MisbehavingProvider, misbehavingProvider } from '../../support/misbehaving-provider.js';
import { cookieOf, visitOnce } from '../../support/visit.js';

let stage: MisbehavingProvider;
beforeAll(async () => {
  stage = await misbehavingProvider();
});
beforeEach(() => stage.provider.answer({}));
afterAll(() => stage.stop());

test('a provider without faults proves the profile, with a verifier that fits the challenge', async () => {
  expect(await stage.signIn({})).toBe('proved');
  const [asked] = stage.provider.requests.filter((request) => request.path === '/auth');
  const [redeemed] = stage.provider.requests.filter((request) => request.path === '/token');
  expect(asked?.params.get('code_challenge_method')).toBe('S256');
  expect(redeemed?.params.get('code_verifier')).toMatch(/^[\w-]{43}$/);
  expect(redeemed?.params.get('redirect_uri')).toBe(`${stage.service.edgeUrl}/associate/callback`);
});

describe('the response on the way back', () => {
  test.each<[string, Record<string, string>, string]>([
    ['from another issuer', { iss: 'https://evil.example' }, 'sign_in_failed'],
    ['without the issuer that this provider promises', { iss: '' }, 'sign_in_failed'],
    [
      'that is an error of another issuer',
      { code: '', error: 'access_denied', iss: 'https://evil.example' },
      'sign_in_failed',
    ],
    ['that says no', { code: '', error: 'access_denied' }, 'cancelled'],
    ['that knows no such account', { code: '', error: 'no_account' }, 'no_learning_account'],
    ['that could not', { code: '', error: 'temporarily_unavailable' }, 'sign_in_failed'],
    ...['account_selection_required', 'login_required', 'interaction_required', 'consent_required'].map(
      (error): [string, Record<string, string>, string] => [`of ${error}`, { code: '', error }, 'account_not_chosen'],
    ),
    ...['no_account', 'account_not_found', 'user_not_found'].map((error): [string, Record<string, string>, string] => [
      `of ${error}`,
      { code: '', error },
      'no_learning_account',
    ]),
    ...['server_error', 'invalid_request', 'unauthorized_client', 'invalid_scope', 'of_their_own'].map(
      (error): [string, Record<string, string>, string] => [`of ${error}`, { code: '', error }, 'sign_in_failed'],
    ),
  ])('%s', async (_what, callback, ending) => {
    expect(await stage.signIn({ callback })).toBe(ending);
    expect(stage.provider.requests.filter((request) => request.path === '/token')).toEqual([]);
  });
});

test('the code of another user’s flow, brought to one’s own, proves nothing: it requires the other flow’s verifier', async () => {
  const [victim, thief] = [await stage.service.begin(aPerson()), await stage.service.begin(aPerson())];
  const theirs = await visitOnce(String(victim.signInUrl));
  const signedIn = await visitOnce(theirs.headers.get('location') ?? '');
  const code = new URL(signedIn.headers.get('location') ?? '').searchParams.get('code');
  const own = await visitOnce(String(thief.signInUrl));
  const { searchParams } = new URL(own.headers.get('location') ?? '');
  const answer = new URLSearchParams({
    code: code ?? '',
    state: searchParams.get('state') ?? '',
    iss: stage.provider.issuer,
  });
  const before = await stage.proofs();
  const back = await visitOnce(`${stage.service.edgeUrl}/associate/callback?${answer}`, { cookie: cookieOf(own) });
  expect(new URL(back.headers.get('location') ?? '').searchParams.get('problem')).toBe('sign_in_failed');
  expect(await stage.proofs()).toBe(before);
});

test('a proof belongs to issuer and subject: the same subject at two providers is two people', async () => {
  const before = await stage.service.sql('SELECT FROM association.proof WHERE subject = $1', ['university-0']);
  stage.provider.answer({ claims: { sub: 'university-0' }, userInfo: { sub: 'university-0' } });
  const person = aPerson();
  const page = await stage.service.visit(await stage.service.begin(person), 'any-account');
  expect(new URL(page.url).searchParams.get('completion_code')).not.toBeNull();
  await stage.service.prove(person, stage.service.anAccount('university'), { source: 'PARTNER_UNIVERSITY' });
  const after = await stage.service.sql<{ issuer: string; source: string }>(
    'SELECT issuer, source FROM association.proof WHERE subject = $1 ORDER BY source',
    ['university-0'],
  );
  expect(before).toEqual([]);
  expect(after).toMatchObject([
    { issuer: stage.provider.issuer, source: 'MICROSOFT_LEARN' },
    { issuer: stage.service.provider.issuers.university, source: 'PARTNER_UNIVERSITY' },
  ]);
});

test.each([
  ['interaction_required', 'account_not_chosen'],
  ['user_not_found', 'no_learning_account'],
  ['access_denied', 'sign_in_failed'],
  ['invalid_grant', 'sign_in_failed'],
])('%s in the exchange of the code is the problem %s', async (error, ending) => {
  const token = (response: ServerResponse) =>
    response.writeHead(400, { 'content-type': 'application/json' }).end(JSON.stringify({ error }));
  expect(await stage.signIn({ at: { token } })).toBe(ending);
});

test('each source is asked with its own prompt, one value or none', async () => {
  const { issuers } = stage.service.provider;
  const university = { ...learnAt(issuers.university), prompt: null };
  const fresh = await testAssociation({
    learn: { ...learnAt(stage.provider.issuer), prompt: 'select_account' },
    university,
  });
  try {
    const askedWith = async (source: 'MICROSOFT_LEARN' | 'PARTNER_UNIVERSITY') => {
      const opened = await visitOnce(String((await fresh.begin(aPerson(), source)).signInUrl));
      return new URL(opened.headers.get('location') ?? '').searchParams.getAll('prompt');
    };
    expect(await askedWith('MICROSOFT_LEARN')).toEqual(['select_account']);
    expect(await askedWith('PARTNER_UNIVERSITY')).toEqual([]);
  } finally {
    await fresh.stop();
  }
});

test('a provider that this service reaches under another name is shown to browsers under its own', async () => {
  const inside = stage.provider.issuer.replace('localhost', '127.0.0.1');
  const learn = learnAt(stage.provider.issuer, inside);
  const fresh = await testAssociation({ learn });
  try {
    const endpoints = { authorization_endpoint: `${inside}/auth`, token_endpoint: `${stage.provider.issuer}/token` };
    stage.provider.answer({ discovery: endpoints });
    const begun = await fresh.begin(aPerson());
    const page = await fresh.visit(begun, 'any-account');
    expect(page.visited.find((url) => url.includes('/auth?'))?.startsWith(stage.provider.issuer)).toBe(true);
    expect(new URL(page.url).searchParams.get('completion_code')).not.toBeNull();
  } finally {
    await fresh.stop();
  }
});

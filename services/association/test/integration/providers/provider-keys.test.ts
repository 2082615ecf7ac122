import { type LearningProviderDouble, startLearningProvider } from '@app/test-kit/learning-provider';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { boundedFetch } from '../../../src/providers/application/bounded-fetch.js';
import { providerKeys, verifyIdToken } from '../../../src/providers/application/id-token.js';
import { until } from '../../support/until.js';

let provider: LearningProviderDouble;
beforeEach(async () => {
  provider = await startLearningProvider();
});
afterEach(() => provider.stop());

const keysOf = () =>
  providerKeys(`${provider.issuer}/jwks`, provider.issuer, () => boundedFetch(AbortSignal.timeout(3_500)));
const verify = (token: string, keys: ReturnType<typeof keysOf>) => {
  const now = new Date();
  return verifyIdToken(token, keys, {
    ...{ issuer: provider.issuer, clientId: 'client', algorithms: ['RS256'], openedAt: now, now },
  });
};
const looks = () => provider.requests.filter((request) => request.path === '/jwks').length;

test('a thousand tokens with unknown keys cost the provider at most one request a second', async () => {
  const keys = keysOf();
  const right = provider.rightClaims('nonce');
  const began = performance.now();
  const unknown = await Promise.all(
    Array.from({ length: 1_000 }, (_, number) => provider.sign(right, { kid: `unknown-${number}` })),
  );
  for (const token of unknown) await expect(verify(token, keys)).rejects.toThrow();
  const seconds = Math.floor((performance.now() - began) / 1_000);
  expect(looks()).toBeGreaterThan(0);
  expect(looks()).toBeLessThanOrEqual(1 + seconds);
});

test('keys that were rotated since the last token are found by one more request', async () => {
  const keys = keysOf();
  await verify(await provider.sign(provider.rightClaims('nonce')), keys);
  await provider.rotate();
  const token = await provider.sign(provider.rightClaims('nonce'));
  // Within a second of the last request there is no other one.
  await until(() =>
    verify(token, keys).then(
      () => true,
      () => false,
    ),
  );
  expect(looks()).toBe(2);
});

test.each<[verdict: string, name: string, issuer: () => unknown]>([
  ['verifies', 'this provider', () => provider.issuer],
  ['does not verify', 'a tenant of the same provider', () => `${provider.issuer}/9188040d-6c67-4c5b-b112-36a304b66dad`],
  ['does not verify', 'each tenant of the same provider', () => `${provider.issuer}/{tenantid}`],
  ['does not verify', 'a provider without a name', () => null],
])('a key %s ID tokens when it is published for %s', async (verdict, _name, issuer) => {
  const { jwk } = provider.currentKey();
  const document = JSON.stringify({ keys: [{ ...jwk, issuer: issuer() }] });
  provider.answer({ at: { jwks: (response) => response.setHeader('content-type', 'application/json').end(document) } });
  const verified = verify(await provider.sign(provider.rightClaims('nonce')), keysOf());
  await (verdict === 'verifies'
    ? verified
    : expect(verified).rejects.toMatchObject({ code: 'ERR_JWKS_NO_MATCHING_KEY' }));
});

test('of several keys with one name each verifies what it signed, and nothing else', async () => {
  const first = provider.currentKey();
  await provider.rotate();
  const second = provider.currentKey();
  await provider.rotate();
  const stranger = provider.currentKey();
  const document = JSON.stringify({ keys: [first.jwk, second.jwk].map((jwk) => ({ ...jwk, kid: 'one' })) });
  provider.answer({ at: { jwks: (response) => response.setHeader('content-type', 'application/json').end(document) } });
  const keys = keysOf();
  const signed = (by: { key: typeof first.key }) =>
    provider.sign(provider.rightClaims('nonce'), { key: by.key, kid: 'one' });
  for (const by of [first, second])
    expect(await verify(await signed(by), keys)).toMatchObject({ subject: expect.any(String) });
  await expect(verify(await signed(stranger), keys)).rejects.toMatchObject({
    code: 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED',
  });
});

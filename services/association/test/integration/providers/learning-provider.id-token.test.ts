import { createHmac } from 'node:crypto';
import type { LearningProviderAnswers, TokenRequest } from '@app/test-kit/learning-provider';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { CompactSign, generateKeyPair } from 'jose';
import { type MisbehavingProvider, misbehavingProvider } from '../../support/misbehaving-provider.js';

let stage: MisbehavingProvider;
beforeAll(async () => {
  stage = await misbehavingProvider({ both: true });
});
beforeEach(() => stage.provider.answer({}));
afterAll(() => stage.stop());

const SUBJECT = 'holder-of-123456';
const b64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const seconds = (from: number) => Math.floor(Date.now() / 1000) + from;

describe('an ID token proves nothing', () => {
  test.each<[string, () => Record<string, unknown>]>([
    ['of another issuer', () => ({ iss: 'https://evil.example' })],
    ['for another client', () => ({ aud: 'another-client' })],
    ['for other clients and not ours', () => ({ aud: ['a', 'b'] })],
    ['for ours and others, issued to another', () => ({ aud: ['client', 'other'], azp: 'other' })],
    ['for ours, issued to another', () => ({ azp: 'other' })],
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
    const before = await stage.proofs();
    expect(await stage.signIn({ claims: claims() })).toBe('sign_in_failed');
    expect(await stage.proofs()).toBe(before);
  });

  test.each<[string, (request: TokenRequest) => Promise<string> | string]>([
    ['without a signature', ({ nonce }) => `${b64({ alg: 'none' })}.${b64(stage.provider.rightClaims(nonce))}.`],
    [
      'signed with the public key as a secret',
      ({ nonce }) => {
        const input = `${b64({ alg: 'HS256', kid: stage.provider.currentKey().kid })}.${b64(stage.provider.rightClaims(nonce))}`;
        return `${input}.${createHmac('sha256', JSON.stringify(stage.provider.currentKey().jwk)).update(input).digest('base64url')}`;
      },
    ],
    [
      'signed with the client’s secret',
      ({ nonce }) => {
        const input = `${b64({ alg: 'HS256' })}.${b64(stage.provider.rightClaims(nonce))}`;
        return `${input}.${createHmac('sha256', 'secret').update(input).digest('base64url')}`;
      },
    ],
    [
      'with the right key’s name and a wrong key',
      async ({ nonce }) => {
        const { privateKey } = await generateKeyPair('RS256');
        return stage.provider.sign(stage.provider.rightClaims(nonce), { key: privateKey });
      },
    ],
    [
      'with the name of an unknown key',
      ({ nonce }) => stage.provider.sign(stage.provider.rightClaims(nonce), { kid: '../../etc/passwd' }),
    ],
    [
      'that was changed afterwards',
      async ({ nonce }) => {
        const [header, , signature] = (await stage.provider.sign(stage.provider.rightClaims(nonce))).split('.');
        return `${header}.${b64({ ...stage.provider.rightClaims(nonce), mcid: '999999' })}.${signature}`;
      },
    ],
    ['that is none', () => 'x.y.z'],
  ])('%s', async (_what, idToken) => {
    expect(await stage.signIn({ idToken })).toBe('sign_in_failed');
  });
});

describe('the profile id', () => {
  test.each<[string, LearningProviderAnswers, string]>([
    ['in userinfo alone', { claims: { mcid: undefined }, userInfo: { sub: SUBJECT, mcid: '123456' } }, 'proved'],
    ['in both, the same', { userInfo: { sub: SUBJECT, mcid: '123456' } }, 'proved'],
    ['in both, differing', { userInfo: { sub: SUBJECT, mcid: '654321' } }, 'sign_in_failed'],
    [
      'of the userinfo of another subject',
      { claims: { mcid: undefined }, userInfo: { sub: 'another', mcid: '123456' } },
      'sign_in_failed',
    ],
    ['nowhere', { claims: { mcid: undefined } }, 'mcid_not_generated'],
    [
      'nowhere, with the address of the work account',
      { claims: { mcid: undefined, email: 'user@work.example', preferred_username: 'user@work.example' } },
      'mcid_not_generated',
    ],
    ['null', { claims: { mcid: null } }, 'mcid_not_generated'],
    ['a list', { claims: { mcid: ['123456'] } }, 'profile_incomplete'],
    ['too long', { claims: { mcid: '1'.repeat(13) } }, 'profile_incomplete'],
    ['a number', { claims: { mcid: 123456 } }, 'proved'],
    ['a number here, text there', { claims: { mcid: 123456 }, userInfo: { sub: SUBJECT, mcid: ' 123456' } }, 'proved'],
    [
      'two numbers that differ',
      { claims: { mcid: 123456 }, userInfo: { sub: SUBJECT, mcid: 123457 } },
      'sign_in_failed',
    ],
    ['text with space around it', { claims: { mcid: '\t 123456 \n' } }, 'proved'],
    ['text with space inside', { claims: { mcid: '123 456' } }, 'profile_incomplete'],
    ['a fraction', { claims: { mcid: 123456.5 } }, 'profile_incomplete'],
    ['below zero', { claims: { mcid: -123456 } }, 'profile_incomplete'],
    ['a number of too many digits', { claims: { mcid: 1234567890123 } }, 'profile_incomplete'],
    ['true', { claims: { mcid: true } }, 'profile_incomplete'],
    ['with a NUL', { claims: { mcid: '12345\u0000' } }, 'profile_incomplete'],
  ])('%s', async (_what, answers, ending) => {
    expect(await stage.signIn(answers)).toBe(ending);
  });

  test.each([
    ['the ID token', '90071992547409931', undefined],
    ['userinfo', undefined, '12345678901234567890123'],
    ['both', '90071992547409931', '90071992547409931'],
  ])('beyond the safe integers of JavaScript keeps every digit of %s', async (_where, inToken, inUserInfo) => {
    const member = (digits: string | undefined) => (digits === undefined ? {} : { mcid: `#${digits}#` });
    const raw = (claims: object) => JSON.stringify(claims).replace(/"#(\d+)#"/g, '$1');
    const answers: LearningProviderAnswers = {
      idToken: ({ nonce }) => {
        const key = stage.provider.currentKey();
        const claims = raw({ ...stage.provider.rightClaims(nonce), mcid: undefined, ...member(inToken) });
        return new CompactSign(Buffer.from(claims)).setProtectedHeader({ alg: 'RS256', kid: key.kid }).sign(key.key);
      },
      at: {
        userinfo: (response) =>
          response
            .writeHead(200, { 'content-type': 'application/json' })
            .end(raw({ sub: SUBJECT, ...member(inUserInfo) })),
      },
    };
    expect(await stage.signIn(answers, 'PARTNER_UNIVERSITY')).toBe('proved');
    const [proof] = await stage.service.sql<{ profile_id: string }>(
      'SELECT profile_id FROM association.proof ORDER BY proved_at DESC LIMIT 1',
    );
    expect(proof?.profile_id).toBe(inToken ?? inUserInfo);
  });
});

import { testIdentityKeys } from '@app/test-kit/identity-tokens';
import { describe, expect, test } from '@jest/globals';
import type { Caller } from '../../src/callers/caller.js';
import {
  InvalidIdentityToken,
  identityTokenIssuer,
  identityTokenVerifier,
  issueIdentityToken,
} from '../../src/callers/identity-token.js';
import { ExpiringCache } from '../../src/values/expiring-cache.js';

const [HERE, ELSEWHERE] = ['0199aaaa-0000-7000-8000-000000000001', '0199aaaa-0000-7000-8000-000000000002'] as const;

const caller: Caller = { kind: 'machine', clientId: 'one', organizationId: HERE, permissions: ['users:read'] };

/** A clock that a test moves. */
function movedClock() {
  let at = Date.parse('2026-11-22T00:00:00Z');
  const pass = (seconds: number) => {
    at += seconds * 1_000;
  };
  return { now: () => new Date(at), pass };
}

describe('identity tokens', () => {
  test('are issued once for the same caller, subgraph and half of the lifetime', async () => {
    const clock = movedClock();
    const { signingKey } = await testIdentityKeys();
    const issue = identityTokenIssuer(signingKey, clock);
    const token = await issue(caller, 'credits');
    clock.pass(29);
    expect(await issue({ ...caller }, 'credits')).toBe(token);
    expect(await issue(caller, 'identity')).not.toBe(token);
    expect(await issue({ ...caller, permissions: [] }, 'credits')).not.toBe(token);
    expect(await issue({ ...caller, organizationId: ELSEWHERE }, 'credits')).not.toBe(token);
    clock.pass(1);
    expect(await issue(caller, 'credits')).not.toBe(token);
  });

  test('that were verified before are rejected like others when they expire', async () => {
    const clock = movedClock();
    const { signingKey, verifyKey } = await testIdentityKeys();
    const verify = identityTokenVerifier({ key: verifyKey, audience: 'credits', clock });
    const token = await issueIdentityToken(signingKey, { caller, audience: 'credits' }, clock);
    expect([await verify(token), await verify(token)]).toEqual([caller, caller]);
    clock.pass(59);
    expect(await verify(token)).toEqual(caller);
    clock.pass(1);
    await expect(verify(token)).rejects.toThrow(InvalidIdentityToken);
  });

  test('of another subgraph, of another key and with other bytes are rejected, also after a valid one', async () => {
    const clock = movedClock();
    const [{ signingKey, verifyKey }, others] = [await testIdentityKeys(), await testIdentityKeys()];
    const verify = identityTokenVerifier({ key: verifyKey, audience: 'credits', clock });
    const token = await issueIdentityToken(signingKey, { caller, audience: 'credits' }, clock);
    await verify(token);
    const [header, body, signature = ''] = token.split('.');
    const foreign = await issueIdentityToken(signingKey, { caller, audience: 'identity' }, clock);
    const forged = await issueIdentityToken(others.signingKey, { caller, audience: 'credits' }, clock);
    const swapped = [header, foreign.split('.')[1], signature].join('.');
    for (const wrong of [foreign, forged, swapped, `${header}.${body}.${signature.slice(4)}`, `${header}.${body}.`])
      await expect(verify(wrong)).rejects.toThrow(InvalidIdentityToken);
  });
});

describe('a cache of values that expire', () => {
  const [start, end] = [new Date(0), new Date(1_000)];

  test('has a value until it expires, and the newest value of a key', () => {
    const cache = new ExpiringCache<number>(2);
    cache.set('a', 1, end);
    expect([cache.get('a', start), cache.get('a', end), cache.get('b', start)]).toEqual([1, undefined, undefined]);
    cache.set('a', 2, end);
    expect(cache.get('a', start)).toBe(2);
  });

  test('has at most so many values: the oldest gives way', () => {
    const cache = new ExpiringCache<number>(2);
    for (const key of ['a', 'b', 'a', 'c']) cache.set(key, 1, end);
    expect(['a', 'b', 'c'].map((key) => cache.get(key, start))).toEqual([1, undefined, 1]);
  });
});

import type { Clock } from '@app/subgraph-kit/processes/clock';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { verifiedTokens } from '../../src/caller/verified-tokens.js';
import { InvalidWorkToken, type VerifyWorkToken } from '../../src/caller/work-token.js';

const BEGIN = Date.UTC(2026, 10, 30, 12);
let now: number;
const clock: Clock = { now: () => new Date(now) };

/** The claims of each token are its text; a token that is not valid is rejected. */
function verifier(lifetime: number) {
  const verified: string[] = [];
  const verify: VerifyWorkToken = async (token) => {
    verified.push(token);
    if (token.startsWith('forged')) throw new InvalidWorkToken(token);
    return { iss: token, tid: 'tenant', exp: BEGIN / 1000 + lifetime, scp: '', roles: [] };
  };
  return { verified, verify: verifiedTokens(verify, clock) };
}

beforeEach(() => {
  now = BEGIN;
});

describe('a token of a work account', () => {
  test('is verified once, and another one on its own', async () => {
    const { verify, verified } = verifier(3600);
    for (const token of ['a', 'b', 'a', 'b']) expect((await verify(token)).iss).toBe(token);
    expect(verified).toEqual(['a', 'b']);
  });

  test('is verified again after a minute', async () => {
    const { verify, verified } = verifier(3600);
    for (now of [BEGIN, BEGIN + 59_999, BEGIN + 60_000]) await verify('a');
    expect(verified.length).toBe(2);
  });

  test('is verified again when it expires, with the tolerance of the clocks', async () => {
    const { verify, verified } = verifier(-40);
    for (now of [BEGIN, BEGIN + 19_999]) await verify('a');
    expect(verified.length).toBe(1);
    now = BEGIN + 20_000;
    await verify('a');
    expect(verified.length).toBe(2);
  });

  test('is verified again when the clock was set back', async () => {
    const { verify, verified } = verifier(3600);
    await verify('a');
    now = BEGIN - 1;
    await verify('a');
    expect(verified.length).toBe(2);
  });

  test('that is not valid is verified each time', async () => {
    const { verify, verified } = verifier(3600);
    for (let nth = 0; nth < 2; nth++) await expect(verify('forged')).rejects.toThrow(InvalidWorkToken);
    expect(verified.length).toBe(2);
  });
});

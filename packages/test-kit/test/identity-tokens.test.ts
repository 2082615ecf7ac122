import { verifyIdentityToken } from '@app/subgraph-kit/callers/identity-token';
import { systemClock } from '@app/subgraph-kit/processes/clock';
import { describe, expect, it } from '@jest/globals';
import { testIdentityKeys } from '../src/identity-tokens.js';

describe('testIdentityKeys', () => {
  it('issues tokens that a service accepts', async () => {
    const keys = await testIdentityKeys();
    const token = await keys.bearerFor({ kind: 'anonymous' }, 'identity');
    const verified = await verifyIdentityToken(token, {
      key: keys.verifyKey,
      audience: 'identity',
      clock: systemClock,
    });
    expect(verified.caller).toEqual({ kind: 'anonymous' });
  });
});

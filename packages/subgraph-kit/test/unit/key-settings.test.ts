import { expect, test } from '@jest/globals';
import { exportJWK, generateKeyPair } from 'jose';
import {
  issueIdentityToken,
  readSigningKey,
  readVerifyKey,
  verifyIdentityToken,
} from '../../src/callers/identity-token.js';
import { systemClock } from '../../src/processes/clock.js';
import { signingKey, verifyKey } from '../../src/settings/setting-values.js';

test.each([
  {},
  { alg: 'EdDSA' },
  { alg: 'RS256', use: 'enc' },
  { key_ops: ['sign'] },
  { key_ops: ['verify'] },
  { key_ops: [] },
  { key_ops: 'sign' },
  { key_ops: ['canary'], ext: 'no', kid: 7, oth: 1 },
])('a key accepted by its setting can be used with other JWK members: %j', async (noted) => {
  const pair = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  const [own, others] = [await exportJWK(pair.privateKey), await exportJWK(pair.publicKey)];
  const [sign, verify] = [JSON.stringify({ ...own, ...noted }), JSON.stringify({ ...others, ...noted })];
  expect([signingKey().safeParse(sign).success, verifyKey().safeParse(verify).success]).toEqual([true, true]);
  const claims = { caller: { kind: 'gateway' }, audience: 'credits' } as const;
  const token = await issueIdentityToken(await readSigningKey(sign), claims, systemClock);
  const expected = { key: await readVerifyKey(verify), audience: 'credits', clock: systemClock };
  expect(await verifyIdentityToken(token, expected)).toMatchObject({ caller: { kind: 'gateway' } });
});

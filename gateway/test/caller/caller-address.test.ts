import { describe, expect, it } from '@jest/globals';
import { addressKey, rateKey } from '../../src/caller/caller-address.js';

describe("the key of a caller's rate limit", () => {
  it.each([
    ['127.0.0.1', 'address:127.0.0.1'],
    ['::ffff:127.0.0.1', 'address:127.0.0.1'],
    ['2001:db8:1:2:3:4:5:6', 'address:2001:db8:1:2'],
    ['2001:db8::6', 'address:2001:db8:0:0'],
  ])('is the address, for IPv6 its network: %s', (address, key) => {
    expect(addressKey(address)).toBe(key);
  });

  it('is the same for all clients that closed their connection', () => {
    expect(addressKey(undefined)).toBe('address:gone');
    expect(rateKey({ kind: 'anonymous' }, undefined)).toBe('address:gone');
  });
});

import { describe, expect, it } from '@jest/globals';
import { addressKey, rateKey } from '../../src/caller/caller-address.js';

describe('whose rate a request counts on', () => {
  it.each([
    ['127.0.0.1', 'address:127.0.0.1'],
    ['::ffff:127.0.0.1', 'address:127.0.0.1'],
    ['2001:db8:1:2:3:4:5:6', 'address:2001:db8:1:2'],
    ['2001:db8::6', 'address:2001:db8:0:0'],
  ])('an address, IPv6 by its network: %s', (address, key) => {
    expect(addressKey(address)).toBe(key);
  });

  it('a client that hung up has no address any more, which is no fault of ours', () => {
    expect(addressKey(undefined)).toBe('address:gone');
    expect(rateKey({ kind: 'anonymous' }, undefined)).toBe('address:gone');
  });
});

import { oneOf, readAddress, textOf, textsOf, writeAddress } from '../../src/app/search.ts';

describe('the filters of an address', () => {
  it.each([
    ['', {}],
    ['?q=amara', { q: 'amara' }],
    ['?gain=AVD%3Anew-1&gain=b', { gain: ['AVD:new-1', 'b'] }],
    ['?page=2&leaving=true', { page: '2', leaving: 'true' }],
  ])('read %s as texts', (address, search) => {
    expect(readAddress(address)).toEqual(search);
  });

  it('are written and read back', () => {
    const search = { q: 'a b&c', state: ['LINKED', 'LEAVING'] };
    expect(readAddress(writeAddress(search))).toEqual(search);
  });

  it('are left out where they have no value', () => {
    expect(writeAddress({ q: '', state: undefined, order: null, gain: [] })).toBe('');
    expect(writeAddress({ q: '', leaving: true })).toBe('?leaving=true');
  });

  it('take unknown values as missing', () => {
    expect(oneOf(['LINKED', 'LEAVING'], 'LEAVING')).toBe('LEAVING');
    expect(oneOf(['LINKED'], 'DROP TABLE')).toBeUndefined();
    expect(textOf(['a', 'b'])).toBe('a');
    expect(textOf('')).toBeUndefined();
    expect(textsOf(undefined)).toEqual([]);
  });
});

import fc from 'fast-check';
import { readFilter } from '../../../src/scim/domain/filter/user-filter.js';
import { ScimError } from '../../../src/scim/domain/scim-error.js';

describe('readFilter', () => {
  it('returns conditions', () => {
    expect(readFilter('userName eq "a" and (active eq true and externalId eq "b")')).toEqual({
      userName: 'a',
      active: true,
      externalId: 'b',
    });
    expect(readFilter('userName eq "a" and userName eq "b"')).toBe('none');
    expect(readFilter('id eq "7"')).toBe('none');
    expect(readFilter('userName eq "a \\"quoted\\" name"')).toEqual({ userName: 'a "quoted" name' });
  });

  it('reads or rejects any text', () => {
    const words = [
      'userName',
      'eq',
      '"',
      '"a"',
      'and',
      'or',
      'not',
      '(',
      ')',
      '[',
      ']',
      ' ',
      '\n',
      '\\',
      'active',
      'true',
      '1e9',
      '.',
      'emails[type eq "work"]',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...words), { maxLength: 200 }), (parts) => {
        try {
          readFilter(parts.join(''));
        } catch (error) {
          expect(error).toBeInstanceOf(ScimError);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('parses unclosed quotes and line breaks in time', () => {
    for (const hostile of [
      `"${'\n'.repeat(900)}`,
      `userName eq "${'\\'.repeat(900)}`,
      `userName eq "${'\\n'.repeat(400)}\\\\"`,
      `userName eq "${'\\u2028'.repeat(140)}\\\\"`,
      '('.repeat(999),
      'not '.repeat(249),
    ]) {
      // Each would exceed any timeout if the time doubled with every character.
      expect(() => readFilter(hostile)).toThrow(ScimError);
    }
  });
});

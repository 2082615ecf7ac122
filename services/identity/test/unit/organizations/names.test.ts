import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseDisplayName, parseOrganizationName } from '../../../src/organizations/domain/names.js';

describe('names', () => {
  it('are stored trimmed and composed', () => {
    expect(parseDisplayName('  Zoe\u0308 Weiß ')).toBe('Zoë Weiß');
    expect(parseOrganizationName('株式会社 例')).toBe('株式会社 例');
  });

  it.each([
    ['nothing', ''],
    ['blanks only', '   '],
    ['no letter or digit', '\u200b–'],
    ['a NUL', 'a\u0000b'],
    ['a line break', 'a\nb'],
    ['a lone surrogate', 'a\ud800'],
    ['a turned reading direction', 'a\u202eb'],
    ['more than 200 characters', 'a'.repeat(201)],
  ])('reject %s', (_what, text) => {
    expect(parseDisplayName(text)).toBeUndefined();
    expect(parseOrganizationName(text)).toBeUndefined();
  });

  it('are unchanged by a second parsing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const once = parseDisplayName(text);
        return once === undefined || parseDisplayName(once) === once;
      }),
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addressKey, parseEmailAddress, sameAddress } from '../../../src/users/domain/email-address.js';

describe('parseEmailAddress', () => {
  it.each(['ada@contoso.example', " o'neil+test@mail.contoso.example ", 'jürgen@exämple.example'])(
    'accepts %s',
    (text) => {
      expect(parseEmailAddress(text)).toBe(text.trim());
    },
  );

  it('keeps the entered case', () => {
    expect(parseEmailAddress('Ada.Lovelace@Contoso.example')).toBe('Ada.Lovelace@Contoso.example');
  });

  it.each([
    '',
    'ada',
    'ada@',
    '@contoso.example',
    'ada@contoso',
    'ada@@contoso.example',
    'a b@contoso.example',
    '.ada@contoso.example',
    'ada..l@contoso.example',
    'ada@-contoso.example',
    'ada@contoso..example',
    'Ada <ada@contoso.example>',
    'ada@contoso.example\u0000',
    'ada\ud800@contoso.example',
    'ada@contoso.example\nBcc: eve@contoso.example',
    `${'a'.repeat(65)}@contoso.example`,
    `ada@${'a'.repeat(250)}.example`,
  ])('rejects %j', (text) => {
    expect(parseEmailAddress(text)).toBeUndefined();
  });

  it('results compare without case', () => {
    expect(sameAddress('ADA@Contoso.Example', 'ada@contoso.example')).toBe(true);
    expect(sameAddress('ada@contoso.example', 'ada@contoso.example.org')).toBe(false);
  });

  it('results have a key letter by letter, as lower() of the database', () => {
    expect(addressKey('ΣΑΣ@X.example')).toBe('σασ@x.example');
    expect(addressKey('İ@X.example')).toBe('i@x.example');
  });

  it('results are unchanged by a second parsing, and as long as their keys', () => {
    const typed = fc.oneof(fc.string({ unit: 'binary' }), fc.emailAddress());
    fc.assert(
      fc.property(typed, (text) => {
        const once = parseEmailAddress(text);
        return once === undefined || (parseEmailAddress(once) === once && sameAddress(once, addressKey(once)));
      }),
    );
  });
});

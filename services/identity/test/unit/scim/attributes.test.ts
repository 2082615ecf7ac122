import fc from 'fast-check';
import { readActive, readAttributes, readText, readWorkEmail } from '../../../src/scim/domain/attributes/attributes.js';
import { ScimError } from '../../../src/scim/domain/scim-error.js';

describe('attributes of a SCIM user', () => {
  it.each([
    [true, true],
    ['True', true],
    ['true', true],
    [' TRUE ', true],
    [[{ value: 'True' }], true],
    [false, false],
    ['False', false],
    ['FALSE', false],
    [['false'], false],
    [[{ $ref: null, value: 'False' }], false],
    [null, undefined],
    ['', undefined],
    [[], undefined],
    [undefined, undefined],
  ])('active %j is %s', (value, active) => {
    expect(readActive(value)).toBe(active);
  });

  it.each(['yes', 'perhaps', 1, 0, {}, [true, false]])('active rejects %j', (value) => {
    expect(() => readActive(value)).toThrow(ScimError);
  });

  it('do not take a non-empty text for true', () => {
    const answer = (value: string) => {
      try {
        return readActive(value);
      } catch {
        return 'rejected';
      }
    };
    fc.assert(
      fc.property(fc.string(), (value) => {
        expect(answer(value) === true).toBe(value.trim().toLowerCase() === 'true');
      }),
    );
  });

  it.each([
    [
      [
        { type: 'home', value: 'h@x.example' },
        { type: 'Work', value: 'w@x.example' },
      ],
      'w@x.example',
    ],
    [
      [
        { type: 'home', value: 'h@x.example' },
        { primary: 'True', value: 'p@x.example' },
      ],
      'p@x.example',
    ],
    [[{ value: 'first@x.example' }, { value: 'second@x.example' }], 'first@x.example'],
    [{ type: 'work', value: 'w@x.example' }, 'w@x.example'],
    ['w@x.example', 'w@x.example'],
    [['w@x.example'], 'w@x.example'],
    [[{ type: 'work', value: '' }], undefined],
    [[], undefined],
    [undefined, undefined],
    [7, undefined],
    [[{ primary: { toString: 1 }, value: 'first@x.example' }], 'first@x.example'],
    [[{ type: { toString: 1 }, value: 'first@x.example' }], undefined],
    [[{ type: ['home'], value: 'first@x.example' }], undefined],
  ])('the work address of %j is %s', (emails, address) => {
    expect(readWorkEmail(emails)).toBe(address);
  });

  it('compare names without case, and ignore unknown ones', () => {
    const said = { USERNAME: 'a@x.example', externalID: 'x', Name: { GIVENNAME: 'A' }, password: 'secret', roles: [1] };
    expect(readAttributes(said)).toEqual({
      userName: 'a@x.example',
      externalId: 'x',
      displayName: undefined,
      formattedName: undefined,
      givenName: 'A',
      familyName: undefined,
      workEmail: undefined,
      active: undefined,
    });
  });

  it('accept text as one value, trimmed and composed', () => {
    expect(readText('displayName', ' Zoe\u0308 ')).toBe('Zoë');
    for (const value of [7, true, {}.toString, ['a', 'b']])
      expect(() => readText('displayName', value)).toThrow(ScimError);
  });

  it('are read or rejected, for any input', () => {
    fc.assert(
      fc.property(
        fc.object({
          key: fc.constantFrom(
            'userName',
            'name',
            'emails',
            'active',
            'type',
            'primary',
            'value',
            'toString',
            '__proto__',
          ),
        }),
        (said) => {
          try {
            readAttributes(said);
          } catch (error) {
            expect(error).toBeInstanceOf(ScimError);
          }
        },
      ),
    );
  });
});

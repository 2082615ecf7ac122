import fc from 'fast-check';
import type { DirectoryUser } from '../../../src/scim/domain/directory-user.js';
import { patchedAttributes } from '../../../src/scim/domain/patch/patch-user.js';
import { ScimError } from '../../../src/scim/domain/scim-error.js';

const user = {
  email: 'grace@contoso.example',
  displayName: 'Grace Hopper',
  objectId: 'oid',
  userName: 'grace@contoso.example',
  workEmail: null,
  givenName: 'Grace',
  familyName: null,
  deactivatedAt: null,
} as unknown as DirectoryUser;

const patched = (...operations: object[]) => patchedAttributes(user, { Operations: operations });
const CORE = 'urn:ietf:params:scim:schemas:core:2.0:User';
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

describe('patchedAttributes', () => {
  it.each([
    [{ op: 'Replace', path: 'ACTIVE', value: 'False' }, { active: false }],
    [{ op: 'replace', path: `${CORE}:active`, value: false }, { active: false }],
    [
      { op: 'Add', value: { active: 'False', [`${CORE}:displayName`]: 'G' } },
      { active: false, displayName: 'G' },
    ],
    [{ op: 'Add', value: { [CORE]: { displayName: 'G' } } }, { displayName: 'G' }],
    [
      { op: 'Add', path: 'name', value: { familyName: 'Hopper' } },
      { givenName: 'Grace', familyName: 'Hopper' },
    ],
    [{ op: 'Replace', path: 'name.familyName', value: 'Hopper' }, { familyName: 'Hopper' }],
    [{ op: 'Remove', path: 'name.givenName' }, { givenName: undefined }],
    [{ op: 'Replace', path: 'name', value: null }, { givenName: undefined }],
    [
      { op: 'Remove', path: 'name' },
      { givenName: undefined, displayName: 'Grace Hopper' },
    ],
    [{ op: 'Replace', path: 'name.givenName', value: '' }, { givenName: undefined }],
    [{ op: 'Replace', path: 'emails[type eq "work"].value', value: 'g@x.example' }, { workEmail: 'g@x.example' }],
    [{ op: 'Add', path: 'emails[type eq "work"]', value: { value: 'g@x.example' } }, { workEmail: 'g@x.example' }],
    [{ op: 'Replace', path: 'emails[primary eq true].value', value: 'g@x.example' }, { workEmail: 'g@x.example' }],
    [{ op: 'Add', path: 'emails', value: [{ type: 'work', value: 'g@x.example' }] }, { workEmail: 'g@x.example' }],
    [{ op: 'Add', path: 'emails', value: [{ type: 'home', value: 'h@x.example' }] }, { workEmail: undefined }],
    [{ op: 'Remove', path: 'emails' }, { workEmail: undefined }],
    [{ op: 'Remove', path: 'active' }, { active: true }],
    [{ op: 'Remove', path: 'externalId' }, { externalId: null }],
    [{ op: 'Replace', path: `${ENTERPRISE}:manager.displayName`, value: 'x' }, { displayName: 'Grace Hopper' }],
    [{ op: 'Add', value: { [ENTERPRISE]: { active: false }, 'urn:other:active': false } }, { active: true }],
  ])('applies %j', (operation, expected) => {
    expect(patched(operation)).toMatchObject(expected);
  });

  it('applies operations in their order', () => {
    const set = (value: string) => ({ op: 'replace', path: 'displayName', value });
    expect(patched(set('one'), { op: 'remove', path: 'displayName' }, set('two'))).toMatchObject({
      displayName: 'two',
    });
  });

  it('applies or rejects any input, and reaches only stored attributes', () => {
    const word = fc.constantFrom(
      ...['active', 'name', 'name.givenName', 'emails', 'emails[type eq "work"].value', 'emails[', '[', 'userName'],
      ...['__proto__', 'constructor', 'constructor.prototype', 'toString.x', 'hasOwnProperty', 'schemas', 'meta', 'id'],
      ...[CORE, ENTERPRISE, `${ENTERPRISE}:__proto__`, `${CORE}:name.__proto__`, '', ' ', 'a.b.c', '\n"'],
    );
    const value = fc.oneof(fc.jsonValue(), fc.dictionary(word, fc.jsonValue()), fc.constantFrom('False', 'True', null));
    const operation = fc.record({
      op: fc.constantFrom('add', 'Replace', 'REMOVE', 'move'),
      path: fc.option(word),
      value,
    });
    const before = Object.getOwnPropertyNames(Object.prototype);
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 5 }), (operations) => {
        try {
          const said = patched(...operations);
          expect([true, false]).toContain(said.active);
          expect(said.externalId).toEqual(expect.any(String));
        } catch (error) {
          expect(error).toBeInstanceOf(ScimError);
        }
      }),
      { numRuns: 2000 },
    );
    expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before);
  });
});

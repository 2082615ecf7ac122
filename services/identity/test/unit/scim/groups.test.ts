import fc from 'fast-check';
import { type GivenGroup, readGroup } from '../../../src/scim/domain/attributes/group-attributes.js';
import { readGroupFilter } from '../../../src/scim/domain/filter/group-filter.js';
import { patchedGroup } from '../../../src/scim/domain/patch/patch-group.js';
import { readOperations } from '../../../src/scim/domain/patch/patch-operation.js';
import { ScimError } from '../../../src/scim/domain/scim-error.js';

const ADA = '00000000-0000-4000-8000-00000000000a';
const GRACE = '00000000-0000-4000-8000-00000000000b';
const GROUP: GivenGroup = { displayName: 'Sellers', externalId: null, members: [ADA] };

/** The result; undefined when rejected with an error of the protocol. */
function orRefused<Result>(work: () => Result): Result | undefined {
  try {
    return work();
  } catch (error) {
    expect(error).toBeInstanceOf(ScimError);
    return undefined;
  }
}

describe('SCIM group input', () => {
  const word = fc.constantFrom(
    ...['members', `members[value eq "${GRACE}"]`, `members[value eq "${ADA}" or value eq "${GRACE}"].value`],
    ...['members[', 'members[value eq', 'members["\n', `MEMBERS[value eq "x"]`, 'displayName', 'externalId', 'id'],
    ...['__proto__', 'constructor', 'urn:ietf:params:scim:schemas:core:2.0:Group:members', '', ' ', 'meta'],
  );
  const id = fc.constantFrom(ADA, ADA.toUpperCase(), GRACE, 'x', '', null, 7);
  const value = fc.oneof(id, fc.array(fc.oneof(id, fc.record({ value: id }))), fc.jsonValue());

  it('is read or rejected, for any input, with each member once', () => {
    const once = (group: GivenGroup | undefined) =>
      expect([...(group?.members ?? [])].sort()).toEqual([ADA, GRACE].filter((one) => group?.members.includes(one)));
    fc.assert(
      fc.property(fc.dictionary(word, value), (resource) =>
        once(orRefused(() => readGroup({ displayName: 'x', ...resource }))),
      ),
    );
    const operation = fc.record({
      op: fc.constantFrom('add', 'Replace', 'REMOVE'),
      path: fc.option(word),
      value: fc.oneof(value, fc.dictionary(word, value)),
    });
    fc.assert(
      fc.property(fc.array(operation, { minLength: 1, maxLength: 5 }), (Operations) =>
        once(orRefused(() => patchedGroup(GROUP, readOperations({ Operations })))),
      ),
      { numRuns: 1000 },
    );
  });

  it('filters are read or rejected, for any text', () => {
    const part = fc.constantFrom(
      ...['displayName', 'members', 'value', 'id', ' eq ', ' and ', ' or ', 'not ', '(', ')', '[', ']', '.', ' '],
      ...['"a"', '"\\u00e9"', '"', '\\', '\n', ADA, `"${ADA}"`, 'true', 'null', '1e9', '__proto__'],
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 30 }), (parts) => void orRefused(() => readGroupFilter(parts.join('')))),
      { numRuns: 1000 },
    );
  });

  it('patches keep members whom no operation names, in any order', () => {
    const apply = (...Operations: object[]) => patchedGroup(GROUP, readOperations({ Operations })).members;
    const [add, remove] = ['add', 'remove'].map((op) => ({ op, path: 'members', value: [{ value: GRACE }] }));
    expect(apply(add as object)).toEqual([ADA, GRACE]);
    expect(apply(add as object, remove as object)).toEqual([ADA]);
    expect(apply({ op: 'remove', path: 'members', value: [] })).toEqual([ADA]);
    expect(apply({ op: 'remove', path: 'members' }, add as object)).toEqual([GRACE]);
    expect(apply({ op: 'replace', path: 'members', value: [] })).toEqual([]);
  });
});

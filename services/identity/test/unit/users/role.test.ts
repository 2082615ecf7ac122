import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { normalizeRoles, ROLES } from '../../../src/users/domain/role.js';

describe('roles', () => {
  it('are a set: order and repetition do not matter', () => {
    const someRoles = fc.array(fc.constantFrom(...ROLES));
    fc.assert(
      fc.property(someRoles, (roles) => {
        expect(normalizeRoles([...roles, ...roles].reverse())).toEqual(normalizeRoles(roles));
        expect(new Set(normalizeRoles(roles))).toEqual(new Set(roles));
      }),
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { mayAdminister, mayChangeRoles } from '../../../src/users/domain/granting.js';
import { ROLES, type Role } from '../../../src/users/domain/role.js';

const person = (...roles: Role[]) => ({ kind: 'person', roles });
const machine = (...permissions: string[]) => ({ kind: 'machine', permissions });
const operator = (...permissions: string[]) => ({ kind: 'operator', permissions });

describe('mayAdminister', () => {
  it.each([
    ['a GLOBAL_ADMIN', person('GLOBAL_ADMIN'), true, true],
    ['an ACCOUNT_ADMIN', person('ACCOUNT_ADMIN'), true, false],
    ['a USER_MANAGEMENT_ADMIN', person('USER_MANAGEMENT_ADMIN'), true, false],
    ['a PARTNER_ADMIN', person('PARTNER_ADMIN'), false, false],
    ['an EXECUTIVE_REPORT_VIEWER', person('EXECUTIVE_REPORT_VIEWER'), false, false],
    ['a REPORT_VIEWER', person('REPORT_VIEWER'), false, false],
    ['a user without roles', person(), false, false],
    ['a program with users:write', machine('users:write'), true, false],
    ['a program with users:read', machine('users:read'), false, false],
    ['a program that claims organizations:write', machine('organizations:write'), false, false],
    ['an operator with organizations:write', operator('organizations:write'), true, true],
    ['an operator with users:write', operator('users:write'), true, false],
    ['an operator with users:read', operator('users:read'), false, false],
  ])('%s: others %s %s, a GLOBAL_ADMIN %s', (_who, administrator, others, globalAdmin) => {
    expect(mayAdminister(administrator, ['REPORT_VIEWER'])).toBe(others);
    expect(mayAdminister(administrator, [])).toBe(others);
    expect(mayAdminister(administrator, ['GLOBAL_ADMIN', 'REPORT_VIEWER'])).toBe(globalAdmin);
  });

  it('never allows more when the user has another role', () => {
    const roles = fc.uniqueArray(fc.constantFrom(...ROLES));
    fc.assert(
      fc.property(roles, roles, fc.constantFrom(...ROLES), (own, theirs, further) => {
        if (mayAdminister(person(...own), [...theirs, further]))
          expect(mayAdminister(person(...own), theirs)).toBe(true);
      }),
    );
  });
});

describe('mayChangeRoles', () => {
  it.each([
    ['a GLOBAL_ADMIN', person('GLOBAL_ADMIN'), true, true],
    ['an ACCOUNT_ADMIN', person('ACCOUNT_ADMIN'), true, false],
    ['a USER_MANAGEMENT_ADMIN', person('USER_MANAGEMENT_ADMIN'), true, false],
    ['a PARTNER_ADMIN', person('PARTNER_ADMIN'), false, false],
    ['an EXECUTIVE_REPORT_VIEWER', person('EXECUTIVE_REPORT_VIEWER'), false, false],
    ['a REPORT_VIEWER', person('REPORT_VIEWER'), false, false],
    ['a user without roles', person(), false, false],
    ['a program with users:write', machine('users:write'), true, false],
    ['a program with users:read', machine('users:read'), false, false],
    ['an operator with users:write', operator('users:write'), true, false],
    ['an operator with organizations:write', operator('organizations:write'), false, false],
  ])('%s: others’ %s, a GLOBAL_ADMIN’s %s', (_who, administrator, others, globalAdmins) => {
    for (const role of ROLES.filter((one) => one !== 'GLOBAL_ADMIN')) {
      expect(mayChangeRoles(administrator, [role], [])).toBe(others);
      expect(mayChangeRoles(administrator, [], [role])).toBe(others);
      expect(mayChangeRoles(administrator, ['GLOBAL_ADMIN', role], ['GLOBAL_ADMIN'])).toBe(globalAdmins);
      expect(mayChangeRoles(administrator, [role], [role, 'GLOBAL_ADMIN'])).toBe(globalAdmins);
      expect(mayChangeRoles(administrator, ['GLOBAL_ADMIN'], [role])).toBe(globalAdmins);
    }
  });

  it('lets only a GLOBAL_ADMIN change a GLOBAL_ADMIN', () => {
    const roles = fc.uniqueArray(fc.constantFrom(...ROLES));
    fc.assert(
      fc.property(roles, roles, roles, (own, from, to) => {
        if (own.includes('GLOBAL_ADMIN') || ![...from, ...to].includes('GLOBAL_ADMIN')) return;
        expect(mayChangeRoles(person(...own), from, to)).toBe(false);
      }),
    );
  });
});

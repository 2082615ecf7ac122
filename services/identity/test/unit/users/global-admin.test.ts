import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isGlobalAdmin, isLastGlobalAdmin } from '../../../src/users/domain/global-admin.js';
import { ROLES } from '../../../src/users/domain/role.js';
import { USER_STATUSES, type UserStatus, userStatus } from '../../../src/users/domain/user.js';

const at = new Date('2026-01-15T00:00:00.000Z');
const facts = {
  INVITED: { firstSignedInAt: null, deactivatedAt: null, deletedAt: null },
  ACTIVE: { firstSignedInAt: at, deactivatedAt: null, deletedAt: null },
  DEACTIVATED: { firstSignedInAt: at, deactivatedAt: at, deletedAt: null },
  DELETED: { firstSignedInAt: at, deactivatedAt: at, deletedAt: at },
} as const;
const globalAdmin = (status: UserStatus) => ({ ...facts[status], roles: ['GLOBAL_ADMIN'] as const });

describe('isLastGlobalAdmin', () => {
  it.each<[UserStatus, UserStatus[], boolean]>([
    ['ACTIVE', [], true],
    ['ACTIVE', ['INVITED'], true],
    ['ACTIVE', ['ACTIVE'], false],
    ['ACTIVE', ['INVITED', 'ACTIVE'], false],
    ['INVITED', [], true],
    ['INVITED', ['INVITED'], false],
    ['INVITED', ['ACTIVE'], false],
    ['DEACTIVATED', [], false],
    ['DELETED', [], false],
  ])('%s, beside %j: %s', (status, others, last) => {
    expect(isLastGlobalAdmin(globalAdmin(status), others)).toBe(last);
  });

  it('is false for users with other roles only and for users without access', () => {
    for (const role of ROLES) {
      for (const status of USER_STATUSES) {
        const is = role === 'GLOBAL_ADMIN' && (status === 'ACTIVE' || status === 'INVITED');
        expect(isGlobalAdmin({ ...facts[status], roles: [role] })).toBe(is);
        if (!is) expect(isLastGlobalAdmin({ ...facts[status], roles: [role] }, [])).toBe(false);
      }
    }
  });

  it('keeps one, in whatever order the users of an organization leave; those who signed in leave last', () => {
    const staff = fc.array(fc.constantFrom<UserStatus>('INVITED', 'ACTIVE'), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(staff, (statuses) => {
        let left = statuses.map(globalAdmin);
        for (const leaving of [...left]) {
          const others = left.filter((one) => one !== leaving);
          if (!isLastGlobalAdmin(leaving, others.map(userStatus))) left = others;
        }
        expect(left.length).toBeGreaterThanOrEqual(1);
        expect(left.some((one) => userStatus(one) === 'ACTIVE')).toBe(statuses.includes('ACTIVE'));
      }),
    );
  });
});

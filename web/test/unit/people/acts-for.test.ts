import type { PersonAccountFragment, Role } from '../../../src/graphql/documents.ts';
import { actsFor } from '../../../src/pages/people/acts/acts-for.ts';

const now = new Date('2026-11-30T12:00:00Z');
const ACTIVE: PersonAccountFragment = {
  id: '1',
  status: 'ACTIVE',
  roles: [],
  grantedRoles: [],
  groupRoles: [],
  invitedAt: '2026-01-01T00:00:00.000Z',
  invitationSentAt: '2026-01-01T00:00:00.000Z',
  invitationMail: 'SENT',
  firstSignedInAt: '2026-01-02T00:00:00.000Z',
  deactivatedAt: null,
  deletedAt: null,
  restorableUntil: null,
  leavesReportAt: null,
  directoryMismatch: null,
};
const INVITED = { ...ACTIVE, status: 'INVITED', firstSignedInAt: null } as const;
const DELETED = { ...ACTIVE, status: 'DELETED', restorableUntil: '2026-12-30T00:00:00.000Z' } as const;

function acts(role: Role, account: PersonAccountFragment | undefined, notLinked = false): readonly string[] {
  return actsFor({ id: '1', displayName: 'Lea', email: 'lea@a.example', account }, { roles: [role], notLinked, now });
}

describe('the acts on a person', () => {
  it.each([
    ['GLOBAL_ADMIN', 'is active', ACTIVE, ['roles', 'delete']],
    ['GLOBAL_ADMIN', 'is invited', INVITED, ['resend', 'correct address', 'roles', 'withdraw']],
    ['GLOBAL_ADMIN', 'is deleted', DELETED, ['restore']],
    ['ACCOUNT_ADMIN', 'is active', ACTIVE, ['roles']],
    ['ACCOUNT_ADMIN', 'is invited', INVITED, ['resend', 'correct address', 'roles']],
    ['ACCOUNT_ADMIN', 'is deleted', DELETED, ['invite again']],
    ['USER_MANAGEMENT_ADMIN', 'is invited', INVITED, ['resend', 'correct address', 'roles']],
    ['PARTNER_ADMIN', 'is active', ACTIVE, []],
    ['PARTNER_ADMIN', 'is invited', INVITED, []],
    ['EXECUTIVE_REPORT_VIEWER', 'is seen by name only', undefined, []],
  ] as const)('are those of %s for a person who %s', (role, _, account, expected) => {
    expect(acts(role, account)).toEqual(expected);
  });

  it('begin with a reminder for each role that sees a person without a link', () => {
    expect(acts('EXECUTIVE_REPORT_VIEWER', undefined, true)).toEqual(['remind']);
    expect(acts('PARTNER_ADMIN', ACTIVE, true)).toEqual(['remind']);
    expect(acts('GLOBAL_ADMIN', ACTIVE, true)).toEqual(['remind', 'roles', 'delete']);
  });

  it('of other administrators leave out a Global admin', () => {
    const admin: Role[] = ['GLOBAL_ADMIN'];
    expect(acts('ACCOUNT_ADMIN', { ...ACTIVE, roles: admin })).toEqual([]);
    expect(acts('ACCOUNT_ADMIN', { ...INVITED, roles: admin })).toEqual([]);
    expect(acts('GLOBAL_ADMIN', { ...ACTIVE, roles: admin })).toEqual(['roles', 'delete']);
  });

  it('offer a new invitation once a deletion can no longer be undone', () => {
    const late = { ...DELETED, restorableUntil: now.toISOString() };
    expect(acts('GLOBAL_ADMIN', late)).toEqual(['invite again']);
  });

  it('delete, rather than withdraw, an invitation of a leaver, whose credits count', () => {
    const leaver = { ...INVITED, leavesReportAt: '2026-12-10T00:00:00.000Z' };
    expect(acts('GLOBAL_ADMIN', leaver)).toContain('delete');
  });
});

import { currentEntry, navigationFor } from '../../src/app/navigation.ts';
import { seesReports, seesRoster } from '../../src/app/roles.ts';

describe('the navigation', () => {
  it('begins with My Learn profile for every user', () => {
    expect(navigationFor([])[0]?.label).toBe('My Learn profile');
    expect(navigationFor(['GLOBAL_ADMIN'])[0]?.label).toBe('My Learn profile');
  });

  it.each([
    ['/skills', 'Skills'],
    ['/skills/designation/security', 'Skills'],
    ['/skills/report/2026-11/print', 'Skills Report'],
    ['/profile/history', 'My Learn profile'],
    ['/integrations/webhooks/register', 'Webhooks'],
    ['/elsewhere', undefined],
  ])('marks at %s the entry %s', (pathname, label) => {
    expect(currentEntry(pathname)?.label).toBe(label);
  });
});

describe('roles', () => {
  it.each([
    ['GLOBAL_ADMIN', true, true],
    ['ACCOUNT_ADMIN', true, false],
    ['USER_MANAGEMENT_ADMIN', true, false],
    ['PARTNER_ADMIN', true, true],
    ['EXECUTIVE_REPORT_VIEWER', true, true],
    ['REPORT_VIEWER', false, true],
  ] as const)('%s sees the roster: %s, reports: %s', (role, roster, reports) => {
    expect([seesRoster([role]), seesReports([role])]).toEqual([roster, reports]);
  });
});

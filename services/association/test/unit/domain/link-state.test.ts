import { expect, test } from '@jest/globals';
import { linkState } from '../../../src/domain/link-state.js';

const NOW = new Date('2024-02-09T23:59:59.999Z');
const REFRESH = new Date('2024-02-10T00:00:00Z');

test('leaving comes before everything, an open invitation before links', () => {
  const facts = { leavesReportAt: REFRESH, linked: true } as const;
  expect(linkState({ ...facts, status: 'INVITED' }, NOW)).toBe('LEAVING');
  expect(linkState({ ...facts, status: 'DEACTIVATED' }, NOW)).toBe('LEAVING');
  expect(linkState({ ...facts, status: 'INVITED', leavesReportAt: null }, NOW)).toBe('INVITATION_PENDING');
  expect(linkState({ ...facts, status: 'ACTIVE', leavesReportAt: null }, NOW)).toBe('LINKED');
  expect(linkState({ status: 'ACTIVE', leavesReportAt: null, linked: false }, NOW)).toBe('NOT_LINKED');
});

test('from the refresh on a leaver is not on the roster, unless invited again', () => {
  expect(linkState({ status: 'DELETED', leavesReportAt: REFRESH, linked: false }, REFRESH)).toBeUndefined();
  expect(linkState({ status: 'INVITED', leavesReportAt: REFRESH, linked: false }, REFRESH)).toBe('INVITATION_PENDING');
});

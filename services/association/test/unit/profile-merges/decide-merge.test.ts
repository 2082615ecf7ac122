import { expect, test } from '@jest/globals';
import type { Association } from '../../../src/linking/domain/association.js';
import { decideMerge } from '../../../src/profile-merges/domain/decide-merge.js';

const active = { id: 'a', endedAt: null } as Association;
const ended = { ...active, endedAt: new Date('2024-01-01T00:00:00Z') };

test('two profiles merge unless both are linked now', () => {
  const side = (profileId: string, ...associations: Association[]) => ({ profileId, associations });
  expect(decideMerge(side('1', active), side('2')).kind).toBe('merge');
  expect(decideMerge(side('1', ended), side('2', ended, active)).kind).toBe('merge');
  expect(decideMerge(side('1', active), side('2', active)).kind).toBe('conflict');
  expect(decideMerge(side('1', active), side('1', active)).kind).toBe('repetition');
});

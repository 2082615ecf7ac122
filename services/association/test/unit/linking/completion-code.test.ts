import { expect, test } from '@jest/globals';
import { decideCode, type PresentedFlow } from '../../../src/linking/domain/completion-code.js';

const now = new Date('2026-03-01T10:00:00.000Z');
const live = new Date('2026-03-01T10:00:00.001Z');
const flow = (more: Partial<PresentedFlow> = {}): PresentedFlow => ({
  ...{ userId: 'owner', status: 'PROVEN', problem: null, expiresAt: live, codeHash: 'right', wrongCodes: 0 },
  ...more,
});

test.each<[string, Partial<PresentedFlow>, string, string, object]>([
  ['the owner with the code', {}, 'owner', 'right', { kind: 'accepted' }],
  [
    'the owner after the confirmation',
    { status: 'CONFIRMED', expiresAt: now },
    'owner',
    'right',
    { kind: 'confirmed' },
  ],
  ['the owner with a wrong code', {}, 'owner', 'wrong', { problem: 'UNKNOWN', consequence: 'count' }],
  ['the owner with a fifth wrong code', { wrongCodes: 4 }, 'owner', 'wrong', { problem: 'DEAD', consequence: 'end' }],
  [
    'the owner at the last instant',
    { expiresAt: now },
    'owner',
    'right',
    { problem: 'EXPIRED', consequence: 'nothing' },
  ],
  [
    'the owner before the proof',
    { status: 'OPENED', codeHash: null },
    'owner',
    'x',
    { problem: 'NOT_PROVEN', consequence: 'nothing' },
  ],
  ['the owner of a failed flow', { status: 'FAILED', problem: 'CANCELLED' }, 'owner', 'x', { problem: 'CANCELLED' }],
  ['the owner of a dead flow', { status: 'DEAD' }, 'owner', 'right', { problem: 'DEAD', consequence: 'nothing' }],
  ['another person with the code', {}, 'other', 'right', { problem: 'UNKNOWN', consequence: 'end' }],
  ['another person with a wrong code', {}, 'other', 'wrong', { problem: 'UNKNOWN', consequence: 'nothing' }],
  [
    'another person after the confirmation',
    { status: 'CONFIRMED' },
    'other',
    'right',
    { problem: 'UNKNOWN', consequence: 'nothing' },
  ],
  [
    'another person with the code of an expired flow',
    { expiresAt: now },
    'other',
    'right',
    { problem: 'UNKNOWN', consequence: 'nothing' },
  ],
])('decides about %s', (_who, more, userId, codeHash, decision) => {
  expect(decideCode(flow(more), { userId, codeHash }, now)).toMatchObject(decision);
});

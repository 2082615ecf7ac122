import { expect, test } from '@jest/globals';
import { signedInRecently } from '../../../src/linking/domain/recent-sign-in.js';

const now = new Date('2026-03-01T12:00:00.000Z');

test.each([
  ['2026-03-01T00:00:00.000Z', true],
  ['2026-02-28T23:59:59.999Z', false],
  ['2026-03-01T11:59:59.000Z', true],
  ['2026-03-01T12:01:00.000Z', true],
  ['2026-03-01T12:01:00.001Z', false],
  ['2027-03-01T12:00:00.000Z', false],
])('a sign-in at %s is recent at noon: %s', (signedInAt, recent) => {
  expect(signedInRecently(new Date(signedInAt), now)).toBe(recent);
});

test('an unknown time of sign-in is not recent', () => {
  expect(signedInRecently(null, now)).toBe(false);
});

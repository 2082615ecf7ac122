import { describe, expect, test } from '@jest/globals';
import {
  isReminded,
  reminderEndsAt,
  type WaitingUser,
} from '../../../src/reminders/domain/next-association-reminder.js';

const openedAt = new Date('2026-03-31T09:14:00.000Z');
const after = (milliseconds: number) => new Date(openedAt.getTime() + milliseconds);
const DAY = 24 * 3_600_000;
const waiting: WaitingUser = { openedAt, isActive: true, isLinked: false, hasMovedAway: false };

describe('the reminder of the next association (R38)', () => {
  test.each<[string, Partial<WaitingUser>, Date, boolean]>([
    ['a user without a link, at the very instant', {}, after(0), true],
    ['not a millisecond earlier', {}, after(-1), false],
    ['a user after an outage of two weeks', {}, after(14 * DAY - 1), true],
    ['not later than that', {}, after(14 * DAY), false],
    ['no user who is linked again', { isLinked: true }, after(0), false],
    ['no user without access', { isActive: false }, after(0), false],
    ['no user who has moved to another organization', { hasMovedAway: true }, after(0), false],
  ])('reaches %s', (_, more, now, reminded) => {
    expect(isReminded({ ...waiting, ...more }, now)).toBe(reminded);
  });

  test('is not worth sending two weeks later', () => {
    expect(reminderEndsAt(openedAt)).toEqual(new Date('2026-04-14T09:14:00.000Z'));
  });
});

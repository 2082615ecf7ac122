import { describe, expect, it } from '@jest/globals';
import { userStatus } from '../../../src/users/domain/user.js';

const at = new Date('2026-01-15T00:00:00.000Z');

describe('userStatus', () => {
  it.each([
    [null, null, null, 'INVITED'],
    [at, null, null, 'ACTIVE'],
    [null, at, null, 'DEACTIVATED'],
    [at, at, null, 'DEACTIVATED'],
    [null, null, at, 'DELETED'],
    [null, at, at, 'DELETED'],
    [at, null, at, 'DELETED'],
    [at, at, at, 'DELETED'],
  ])('signed in %s, deactivated %s, deleted %s: %s', (firstSignedInAt, deactivatedAt, deletedAt, status) => {
    expect(userStatus({ firstSignedInAt, deactivatedAt, deletedAt })).toBe(status);
  });
});

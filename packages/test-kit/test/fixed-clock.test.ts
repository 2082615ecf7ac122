import { describe, expect, it } from '@jest/globals';
import { fixedClock } from '../src/fixed-clock.js';

describe('fixedClock', () => {
  it('changes only when it is moved', () => {
    const clock = fixedClock('2026-11-22T00:00:00Z');
    expect(clock.now()).toEqual(clock.now());
    clock.advance({ days: 1, hours: 2, milliseconds: 3 });
    expect(clock.now().toISOString()).toBe('2026-11-23T02:00:00.003Z');
    clock.set('2027-01-01T00:00:00Z');
    expect(clock.now().toISOString()).toBe('2027-01-01T00:00:00.000Z');
  });
});

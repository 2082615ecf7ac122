import { describe, expect, it } from '@jest/globals';
import { oneClockForAll } from '../src/moved-clock.js';

describe('a clock moved by libfaketime', () => {
  it('is left unchanged where all processes agree anyway', () => {
    for (const FAKETIME of ['+40d', '-3h', '+2y x10', undefined]) {
      const environment = { LD_PRELOAD: 'libfaketime.so.1', FAKETIME };
      expect(oneClockForAll(environment)).toBe(environment);
    }
    expect(oneClockForAll({ FAKETIME: '@2026-12-10 00:00:00' })).toEqual({ FAKETIME: '@2026-12-10 00:00:00' });
  });

  it('becomes a distance from the real time where each process would start at the instant again', () => {
    const moved = oneClockForAll({ ...process.env, LD_PRELOAD: '', FAKETIME: '@2026-12-10 00:00:00' });
    expect(moved.FAKETIME).toMatch(/^[+-]\d+\.\d{3}$/);
  });
});

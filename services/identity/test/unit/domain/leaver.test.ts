import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { leavesReportAt, restorableUntil } from '../../../src/domain/leaver.js';
import { LEAVER_POLICIES } from '../../../src/domain/organization.js';

const instant = (text: string) => new Date(text);
const deactivated = (text: string) => ({ deactivatedAt: instant(text), deletedAt: null });

describe('leaving the report', () => {
  it.each([
    ['2023-01-05T12:00:00.000Z', '2023-02-10'],
    ['2023-01-01T00:00:00.000Z', '2023-02-10'],
    ['2023-01-31T23:59:59.999Z', '2023-02-10'],
    ['2023-02-03T00:00:00.000Z', '2023-03-10'],
    ['2023-02-10T00:00:00.000Z', '2023-03-10'],
    ['2023-12-09T23:59:59.999Z', '2024-01-10'],
    ['2024-02-29T00:00:00.000Z', '2024-03-10'],
  ])('a signal at %s takes effect on %s', (signal, day) => {
    expect(leavesReportAt(deactivated(signal), 'ON_DEACTIVATE', 10)).toEqual(instant(`${day}T00:00:00.000Z`));
  });

  it('does not concern who stays', () => {
    const staying = { deactivatedAt: null, deletedAt: null };
    expect(LEAVER_POLICIES.map((policy) => leavesReportAt(staying, policy, 10))).toEqual([null, null]);
  });

  it('waits for the deletion where only that counts', () => {
    expect(leavesReportAt(deactivated('2023-01-05T00:00:00.000Z'), 'ON_DELETE', 10)).toBeNull();
    const facts = { deactivatedAt: instant('2023-01-05T00:00:00Z'), deletedAt: instant('2023-02-07T00:00:00Z') };
    expect(leavesReportAt(facts, 'ON_DELETE', 10)).toEqual(instant('2023-03-10T00:00:00.000Z'));
  });

  it('follows the first of several signals: deactivated in January, deleted in February, gone on 10 February', () => {
    const facts = { deactivatedAt: instant('2023-01-20T00:00:00Z'), deletedAt: instant('2023-02-07T00:00:00Z') };
    expect(leavesReportAt(facts, 'ON_DEACTIVATE', 10)).toEqual(instant('2023-02-10T00:00:00.000Z'));
  });

  it('happens after the signal, in the month after it, on the day that is set', () => {
    const signals = fc.date({ min: instant('2000-01-01'), max: instant('2100-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(signals, fc.integer({ min: 1, max: 28 }), (signal, day) => {
        const leaves = leavesReportAt({ deactivatedAt: signal, deletedAt: null }, 'ON_DEACTIVATE', day);
        expect(leaves?.getTime()).toBeGreaterThan(signal.getTime());
        const months = (date: Date) => date.getUTCFullYear() * 12 + date.getUTCMonth();
        expect(months(leaves as Date) - months(signal)).toBe(1);
        expect(leaves?.toISOString().slice(8)).toBe(`${String(day).padStart(2, '0')}T00:00:00.000Z`);
      }),
    );
  });
});

describe('restoring', () => {
  it('is possible for 30 days of 24 hours', () => {
    expect(restorableUntil(instant('2024-02-01T08:30:00.000Z'))).toEqual(instant('2024-03-02T08:30:00.000Z'));
    expect(restorableUntil(null)).toBeNull();
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LEAVER_POLICIES, type LeaverPolicy } from '../../../src/organizations/domain/organization.js';
import {
  decidingSignal,
  isRestorable,
  leavesByEarlierSignal,
  leavesReportAt,
  offboardingFrom,
  restorableUntil,
  wasWithdrawn,
} from '../../../src/users/domain/leaver.js';

const instant = (text: string) => new Date(text);
const instants = fc.date({ min: instant('2000-01-01'), max: instant('2100-01-01'), noInvalidDate: true });

describe('leavesReportAt', () => {
  it.each([
    ['2023-01-05T12:00:00.000Z', '2023-02-10'],
    ['2023-01-01T00:00:00.000Z', '2023-02-10'],
    ['2023-01-31T23:59:59.999Z', '2023-02-10'],
    ['2023-02-03T00:00:00.000Z', '2023-03-10'],
    ['2023-02-10T00:00:00.000Z', '2023-03-10'],
    ['2023-12-09T23:59:59.999Z', '2024-01-10'],
    ['2024-02-29T00:00:00.000Z', '2024-03-10'],
  ])('for a signal at %s is %s', (signal, day) => {
    expect(leavesReportAt(instant(signal), 10)).toEqual(instant(`${day}T00:00:00.000Z`));
  });

  it('is null for users who do not leave', () => {
    expect(leavesReportAt(null, 10)).toBeNull();
  });

  it('is in the month after the signal, on the configured day', () => {
    fc.assert(
      fc.property(instants, fc.integer({ min: 1, max: 28 }), (signal, day) => {
        const leaves = leavesReportAt(signal, day);
        expect(leaves?.getTime()).toBeGreaterThan(signal.getTime());
        const months = (date: Date) => date.getUTCFullYear() * 12 + date.getUTCMonth();
        expect(months(leaves as Date) - months(signal)).toBe(1);
        expect(leaves?.toISOString().slice(8)).toBe(`${String(day).padStart(2, '0')}T00:00:00.000Z`);
      }),
    );
  });
});

describe('decidingSignal', () => {
  const [jan5, jan20, feb7, feb10, feb12, mar1] = [
    '2023-01-05T00:00:00.000Z',
    '2023-01-20T00:00:00.000Z',
    '2023-02-07T00:00:00.000Z',
    '2023-02-10T00:00:00.000Z',
    '2023-02-12T00:00:00.000Z',
    '2023-03-01T00:00:00.000Z',
  ];
  type Row = [
    what: string,
    policy: LeaverPolicy,
    deactivatedAt: string | null,
    deletedAt: string | null,
    leavingSince: string | null,
    at: string,
    decides: string | null,
  ];
  const table: Row[] = [
    ['none for a user with access', 'ON_DEACTIVATE', null, null, null, jan5, null],
    ['none for a user who came back before the refresh', 'ON_DEACTIVATE', null, null, jan5, jan20, null],
    ['none for a user who came back after the refresh', 'ON_DEACTIVATE', null, null, jan5, feb12, null],
    ['the deactivation', 'ON_DEACTIVATE', jan5, null, null, jan5, jan5],
    ['the deletion', 'ON_DEACTIVATE', jan5, jan5, null, jan5, jan5],
    ['the deactivation before a deletion', 'ON_DEACTIVATE', jan20, feb7, jan20, feb7, jan20],
    ['the second deactivation, after the first was undone', 'ON_DEACTIVATE', feb7, null, null, feb7, feb7],
    ['none without a deletion', 'ON_DELETE', jan5, null, null, jan5, null],
    ['the deletion after a deactivation', 'ON_DELETE', jan20, feb7, null, feb7, feb7],
    ['the remaining deactivation when a deletion is undone', 'ON_DEACTIVATE', jan5, null, jan5, jan20, jan5],
    ['none when a deletion is undone and only deletions count', 'ON_DELETE', jan5, null, jan20, feb7, null],
    ['the deactivation again, when the policy counts it in time', 'ON_DEACTIVATE', jan5, null, null, feb7, jan5],
    ['the change of policy, when it is too late for the refresh', 'ON_DEACTIVATE', jan5, null, null, feb10, feb10],
    ['none, when the policy stops counting it in time', 'ON_DELETE', jan5, null, jan5, feb7, null],
    ['a signal that had its refresh, under any policy', 'ON_DELETE', jan5, null, jan5, feb10, jan5],
    ['a signal that had its refresh, whatever follows', 'ON_DELETE', jan5, mar1, jan5, mar1, jan5],
  ];
  it.each(table)('is %s', (_what, policy, deactivatedAt, deletedAt, leavingSince, at, decides) => {
    const date = (text: string | null) => (text === null ? null : instant(text));
    const facts = { deactivatedAt: date(deactivatedAt), deletedAt: date(deletedAt), leavingSince: date(leavingSince) };
    expect(decidingSignal(facts, policy, { at: instant(at), reportDay: 10 })).toEqual(date(decides));
  });

  it('is stable: at any later time it is the same, and its refresh is never past when it starts', () => {
    const optional = fc.option(instants, { nil: null });
    const facts = fc.record({ deactivatedAt: optional, deletedAt: optional, leavingSince: fc.constant(null) });
    fc.assert(
      fc.property(facts, fc.constantFrom(...LEAVER_POLICIES), instants, instants, (signals, policy, one, other) => {
        const [at, later] = one <= other ? [one, other] : [other, one];
        const leavingSince = decidingSignal(signals, policy, { at, reportDay: 10 });
        if (leavingSince !== null) expect((leavesReportAt(leavingSince, 10) as Date).getTime()).toBeGreaterThan(+at);
        const again = decidingSignal({ ...signals, leavingSince }, policy, { at, reportDay: 10 });
        expect(again).toEqual(leavingSince);
        if (leavingSince !== null && (leavesReportAt(leavingSince, 10) as Date) <= later) {
          const opposite = policy === 'ON_DELETE' ? 'ON_DEACTIVATE' : 'ON_DELETE';
          expect(decidingSignal({ ...signals, leavingSince }, opposite, { at: later, reportDay: 10 })).toEqual(
            leavingSince,
          );
        }
      }),
    );
  });
});

it.each([
  ['invited again and has not signed in', null, '2023-01-05', true, true],
  ['that, deactivated since', '2023-01-20', '2023-01-05', false, true],
  ['there, and deactivated', '2023-01-20', '2023-01-20', false, false],
  ['deactivated, and the policy came to count it later', '2023-01-20', '2023-02-12', false, false],
  ['there', null, null, false, false],
])('for a user who is %s may be an earlier signal', (_who, deactivatedAt, leavingSince, invitedAgain, earlier) => {
  const date = (day: string | null) => (day === null ? null : new Date(`${day}T00:00:00.000Z`));
  const facts = { deactivatedAt: date(deactivatedAt), deletedAt: null, leavingSince: date(leavingSince), invitedAgain };
  expect(leavesByEarlierSignal(facts)).toBe(earlier);
});

describe('a past offboarding', () => {
  const [jan5, feb9, feb10, feb12] = ['2023-01-05', '2023-02-09', '2023-02-10', '2023-02-12'].map(
    (day) => new Date(`${day}T00:00:00.000Z`),
  ) as [Date, Date, Date, Date];
  const from = (leavingSince: Date | null, to: Date | null, at: Date, pastOffboardings: readonly Date[] = []) =>
    offboardingFrom({ leavingSince, pastOffboardings }, to, { at, reportDay: 10 });

  it('is kept if it had taken effect before the user came back, and otherwise not', () => {
    expect(from(jan5, null, feb9)).toEqual({ leavingSince: null, pastOffboardings: [] });
    expect(from(jan5, null, feb10)).toEqual({ leavingSince: null, pastOffboardings: [jan5] });
    expect(from(jan5, feb12, feb12)).toEqual({ leavingSince: feb12, pastOffboardings: [jan5] });
  });

  it('is stored once; while it is open it is the current one', () => {
    expect(from(jan5, new Date(jan5), feb12)).toEqual({ leavingSince: jan5, pastOffboardings: [] });
    expect(from(null, jan5, feb12, [jan5])).toEqual({ leavingSince: jan5, pastOffboardings: [jan5] });
    expect(from(feb12, null, new Date('2023-04-01T00:00:00.000Z'), [jan5]).pastOffboardings).toEqual([jan5, feb12]);
  });

  it('does not exist for a withdrawn invitation, under any policy', () => {
    expect(wasWithdrawn({ deletedAt: jan5, leavingSince: null })).toBe(true);
    expect(wasWithdrawn({ deletedAt: jan5, leavingSince: jan5 })).toBe(false);
    expect(wasWithdrawn({ deletedAt: null, leavingSince: null })).toBe(false);
  });
});

describe('isRestorable', () => {
  it('is true for 30 days of 24 hours', () => {
    expect(restorableUntil(instant('2024-02-01T08:30:00.000Z'))).toEqual(instant('2024-03-02T08:30:00.000Z'));
    expect(restorableUntil(null)).toBeNull();
    const deletedAt = instant('2024-02-01T08:30:00.000Z');
    expect(isRestorable(deletedAt, instant('2024-03-02T08:29:59.999Z'))).toBe(true);
    expect(isRestorable(deletedAt, instant('2024-03-02T08:30:00.000Z'))).toBe(false);
    expect(isRestorable(null, deletedAt)).toBe(true);
  });
});

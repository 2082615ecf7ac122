import fc from 'fast-check';
import type { MailKind } from '../../../src/mail/domain/mail-kind.js';
import { MAIL_KINDS } from '../../../src/mail/domain/mail-kind.js';
import { cancelReason } from '../../../src/mail/domain/recipient.js';
import { retryAfter } from '../../../src/mail/domain/retry-schedule.js';
import { sendingFault } from '../../../src/mail/domain/sending-fault.js';

const NOW = new Date('2026-03-05T09:30:00.000Z');
const later = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);

describe('cancelReason', () => {
  const facts = (kind: MailKind, more: object = {}) => ({
    kind,
    isInvited: false,
    isActive: true,
    managesUsers: true,
    hasStopped: false,
    notAfter: later(1),
    ...more,
  });

  it.each([
    ['INVITATION', { isInvited: true, isActive: false }, null],
    ['INVITATION', {}, 'NO_RECIPIENT'],
    ['INVITATION', { isActive: false }, 'NO_RECIPIENT'],
    ['LEAVER', {}, null],
    ['LEAVER', { managesUsers: false }, 'NO_RECIPIENT'],
    ['RENEWAL', { managesUsers: false }, null],
    ['RENEWAL', { isActive: false }, 'NO_RECIPIENT'],
    ['RENEWAL', { isActive: false, isInvited: true }, 'NO_RECIPIENT'],
    ['NEXT_ASSOCIATION', { managesUsers: false }, null],
    ['NEXT_ASSOCIATION', { hasStopped: true }, 'STOPPED'],
    ['RENEWAL', { notAfter: NOW }, null],
    ['RENEWAL', { notAfter: later(-1) }, 'EXPIRED'],
  ] as const)('of %s with %p is %s', (kind, more, reason) => {
    expect(cancelReason(facts(kind, more), NOW)).toBe(reason);
  });

  it('never sends what was stopped, or to a user without access', () => {
    const anything = fc.record({
      kind: fc.constantFrom(...MAIL_KINDS),
      isInvited: fc.boolean(),
      isActive: fc.boolean(),
      managesUsers: fc.boolean(),
      hasStopped: fc.boolean(),
      notAfter: fc.date({ noInvalidDate: true }),
    });
    fc.assert(
      fc.property(anything, (one) => {
        const isSent = cancelReason(one, NOW) === null;
        return !isSent || (!one.hasStopped && one.notAfter >= NOW && (one.isActive || one.kind === 'INVITATION'));
      }),
    );
  });
});

describe('sendingFault', () => {
  it.each([
    [550, 'RCPT TO', 'EENVELOPE', 'REJECTED'],
    [552, 'DATA', 'EMESSAGE', 'REJECTED'],
    [451, 'RCPT TO', 'EENVELOPE', 'DEFERRED'],
    [452, 'DATA', 'EMESSAGE', 'DEFERRED'],
    [421, 'DATA', 'EMESSAGE', 'UNREACHABLE'],
    [550, 'MAIL FROM', 'EENVELOPE', 'UNREACHABLE'],
    [535, 'AUTH PLAIN', 'EAUTH', 'UNREACHABLE'],
    [554, 'CONN', 'EPROTOCOL', 'UNREACHABLE'],
    [undefined, 'CONN', 'ECONNECTION', 'UNREACHABLE'],
    [undefined, 'STARTTLS', 'ETLS', 'UNREACHABLE'],
    [undefined, 'API', 'EENVELOPE', 'REJECTED'],
    [undefined, undefined, undefined, 'UNREACHABLE'],
  ] as const)('with status %s of %s (%s) is %s', (status, command, code, fault) => {
    expect(sendingFault({ status, command, code })).toBe(fault);
  });
});

describe('retryAfter', () => {
  const fresh = { failures: 0, failingSince: null };

  it('gives up a rejected message at once', () => {
    expect(retryAfter(fresh, 'REJECTED', NOW)).toEqual({ failures: 1, failingSince: NOW, dueAt: null });
  });

  it('tries an unreachable server again after a minute, and counts no failure of the message', () => {
    expect(retryAfter(fresh, 'UNREACHABLE', NOW)).toEqual({ failures: 0, failingSince: NOW, dueAt: later(1) });
  });

  it('waits longer after each deferral, and gives up within a day', () => {
    const pauses: number[] = [];
    let message: { failures: number; failingSince: Date | null } = fresh;
    let at = NOW;
    for (;;) {
      const { dueAt, ...next } = retryAfter(message, 'DEFERRED', at);
      if (dueAt === null) break;
      pauses.push((dueAt.getTime() - at.getTime()) / 60_000);
      [message, at] = [next, dueAt];
    }
    expect(pauses).toEqual([1, 5, 15, 60, 120, 240, 480, 480]);
  });

  it('never tries later than a day after the first failure', () => {
    fc.assert(
      fc.property(
        fc.nat(20),
        fc.date({ min: later(-3_000), max: NOW, noInvalidDate: true }),
        fc.constantFrom('DEFERRED' as const, 'UNREACHABLE' as const),
        (failures, failingSince, fault) => {
          const { dueAt } = retryAfter({ failures, failingSince }, fault, NOW);
          return dueAt === null || (dueAt > NOW && dueAt.getTime() <= failingSince.getTime() + 24 * 3_600_000);
        },
      ),
    );
  });
});

import fc from 'fast-check';
import type { AttemptOutcome, AttemptProblem } from '../../../src/webhooks/domain/delivery.js';
import { progressAfter } from '../../../src/webhooks/domain/delivery-progress.js';
import {
  MOST_ATTEMPTS,
  nextAttempt,
  parseRetryAfter,
  pauseAfter,
} from '../../../src/webhooks/domain/retry-schedule.js';
import { HEALTHY, healthAfter, isProbing, type WebhookHealth } from '../../../src/webhooks/domain/webhook-health.js';

const START = new Date('2026-08-01T12:00:00.000Z');
const HOUR = 3_600_000;
const chances = fc.double({ min: 0, max: 1, noNaN: true });

function failed(at: Date, changes: Partial<AttemptOutcome> = {}): AttemptOutcome {
  return { at, status: 500, problem: 'STATUS', milliseconds: 1, answer: null, retryAfterSeconds: null, ...changes };
}

/** The attempts of a delivery that always fails at once, in hours since the first one. */
function attemptsOf(chance: () => number, retryAfterSeconds: number | null = null): number[] {
  const attempts: number[] = [];
  let [at, failures]: [Date | null, number] = [START, 0];
  while (at !== null) {
    attempts.push((at.getTime() - START.getTime()) / HOUR);
    failures += 1;
    at = nextAttempt({ failures, firstTriedAt: START, at, retryAfterSeconds, chance: chance() });
  }
  return attempts;
}

describe('nextAttempt', () => {
  it('tries eleven times in 72 hours: after 5 s, 1 min, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h and 20 h', () => {
    const attempts = attemptsOf(() => 0.5);
    const pauses = attempts.slice(1).map((at, index) => Math.round((at - (attempts[index] ?? 0)) * 3_600));
    expect(pauses).toEqual([5, 60, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 72_000]);
    expect(attempts).toHaveLength(MOST_ATTEMPTS);
  });

  it('ends within 72 hours whatever the jitter, and varies each pause by 20 % at most', () => {
    fc.assert(
      fc.property(fc.array(chances, { minLength: 10, maxLength: 10 }), (list) => {
        const attempts = attemptsOf(() => list.pop() ?? 0);
        expect(attempts).toHaveLength(MOST_ATTEMPTS);
        expect(attempts.at(-1)).toBeGreaterThanOrEqual(71.6 * 0.8);
        expect(attempts.at(-1)).toBeLessThanOrEqual(72);
      }),
    );
    for (const failures of [1, 4, 10, 11]) {
      expect(pauseAfter(failures, 0)).toBe(pauseAfter(failures, 0.5) * 0.8);
      expect(pauseAfter(failures, 1)).toBe(pauseAfter(failures, 0.5) * 1.2);
    }
  });

  it('never tries again before Retry-After', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10 }),
        fc.integer({ min: 0, max: 86_400 }),
        chances,
        (failures, seconds, chance) => {
          const next = nextAttempt({ failures, firstTriedAt: START, at: START, retryAfterSeconds: seconds, chance });
          expect(next?.getTime()).toBeGreaterThanOrEqual(START.getTime() + seconds * 1_000);
        },
      ),
    );
  });

  it('tries a delivery that waited behind others for longer than 72 hours again', () => {
    const at = new Date(START.getTime() + 90 * HOUR);
    const next = nextAttempt({ failures: 2, firstTriedAt: START, at, retryAfterSeconds: null, chance: 0.5 });
    expect(next).toEqual(new Date(at.getTime() + 60_000));
  });
});

describe('parseRetryAfter', () => {
  it.each([
    ['120', 120],
    [' 7 ', 7],
    ['0', 0],
    ['999999', 86_400],
    ['Sat, 01 Aug 2026 12:01:00 GMT', 60],
    ['Sat, 01 Aug 2026 11:00:00 GMT', 0],
    ['Sat, 01 Aug 2036 12:00:00 GMT', 86_400],
    ['soon', null],
    ['-5x', null],
    ['', null],
    [undefined, null],
  ])('reads %j as %j seconds', (text, seconds) => {
    expect(parseRetryAfter(text, START)).toBe(seconds);
  });
});

describe('progressAfter', () => {
  const delivery = { cause: 'EVENT', failures: 0, firstTriedAt: null } as const;

  it('delivers, retries, and gives up after the last attempt', () => {
    expect(progressAfter(delivery, failed(START, { problem: null, status: 204 }), 0.5).state).toBe('DELIVERED');
    expect(progressAfter(delivery, failed(START), 0.5)).toEqual({
      state: 'WAITING',
      dueAt: new Date(START.getTime() + 5_000),
      failures: 1,
    });
    const last = progressAfter({ ...delivery, failures: MOST_ATTEMPTS - 1, firstTriedAt: START }, failed(START), 0.5);
    expect(last).toEqual({ state: 'GIVEN_UP', dueAt: null, failures: MOST_ATTEMPTS });
  });

  it('sends a test once', () => {
    expect(progressAfter({ ...delivery, cause: 'TEST' }, failed(START), 0.5).state).toBe('GIVEN_UP');
  });
});

describe('healthAfter', () => {
  const after = (times: number, outcome: (index: number) => AttemptOutcome) => {
    let state: ReturnType<typeof healthAfter> = { health: HEALTHY, disabled: null };
    for (let index = 0; index < times; index += 1)
      state = healthAfter(state.health, outcome(index), { wasProbing: isProbing(state.health), chance: 0.5 });
    return state;
  };
  const days = (number: number) => new Date(START.getTime() + number * 24 * HOUR);

  it('probes with one delivery after five failures in a row, first after 5 s, then as a delivery is retried', () => {
    expect(isProbing(after(4, () => failed(START)).health)).toBe(false);
    expect(after(4, () => failed(START)).health.notBefore).toBeNull();
    const fifth = after(5, () => failed(START)).health;
    expect([isProbing(fifth), fifth.notBefore]).toEqual([true, new Date(START.getTime() + 5_000)]);
    expect(after(6, () => failed(START)).health.notBefore).toEqual(new Date(START.getTime() + 60_000));
    expect(after(99, () => failed(START)).health.notBefore).toEqual(new Date(START.getTime() + 20 * HOUR));
  });

  it('pauses for 5 s however many requests were under way when the receiver failed', () => {
    let { health } = after(5, () => failed(START));
    for (const answer of [failed(START), failed(START, { status: null, problem: 'TIMEOUT' }), failed(START)])
      ({ health } = healthAfter(health, answer, { wasProbing: false, chance: 0.5 }));
    expect(health).toEqual({
      failuresInRow: 5,
      failingSince: START,
      notBefore: new Date(START.getTime() + 5_000),
    });
    const probed = healthAfter(health, failed(START), { wasProbing: true, chance: 0.5 });
    expect(probed.health.notBefore).toEqual(new Date(START.getTime() + 60_000));
  });

  it('keeps the longest pause that one of several answers asked for', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.integer({ min: 1, max: 86_400 })), { minLength: 1, maxLength: 4 }), (asked) => {
        const pauses = asked.map((seconds) =>
          seconds === null ? failed(START) : failed(START, { status: 429, retryAfterSeconds: seconds }),
        );
        const { notBefore } = after(pauses.length, (index) => pauses[index] ?? failed(START)).health;
        const longest = Math.max(0, ...asked.map((seconds) => seconds ?? 0));
        expect(notBefore).toEqual(longest === 0 ? null : new Date(START.getTime() + longest * 1_000));
      }),
    );
  });

  it('is healthy again after one accepted event, whatever was before', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 50 }),
        fc.date({ noInvalidDate: true }),
        chances,
        (failures, date, chance) => {
          const before: WebhookHealth = { failuresInRow: failures, failingSince: date, notBefore: date };
          const accepted = failed(START, { problem: null, status: 200 });
          expect(healthAfter(before, accepted, { wasProbing: isProbing(before), chance })).toEqual({
            health: HEALTHY,
            disabled: null,
          });
        },
      ),
    );
  });

  it.each([
    ['a first failure', 1, failed(START), null],
    ['410 at once', 1, failed(START, { status: 410 }), 'ANSWERED_GONE'],
    ['an address that is not public, four times', 4, failed(START, { problem: 'ADDRESS_NOT_ALLOWED' }), null],
    ['and five times', 5, failed(START, { problem: 'ADDRESS_NOT_ALLOWED' }), 'ADDRESS_NOT_ALLOWED'],
  ] as const)('disables as it should: %s', (_what, times, outcome, reason) => {
    expect(after(times, () => outcome).disabled).toBe(reason);
  });

  it('disables after five days without an accepted event, although ten were tried', () => {
    const failing = (times: number, lastDay: number) =>
      after(times, (index) => failed(index === times - 1 ? days(lastDay) : START)).disabled;
    expect(failing(10, 5)).toBe('FAILING_FOR_FIVE_DAYS');
    expect(failing(10, 4.99)).toBeNull();
    expect(failing(9, 6)).toBeNull();
  });

  it('waits for Retry-After of an overloaded receiver with everything', () => {
    const asked = { retryAfterSeconds: 90 };
    expect(after(1, () => failed(START, { status: 429, ...asked })).health.notBefore).toEqual(
      new Date(START.getTime() + 90_000),
    );
    expect(after(1, () => failed(START, { status: 500, ...asked })).health.notBefore).toBeNull();
  });

  it('disables for a reason that the outcome shows, never for a single network failure', () => {
    const problems: AttemptProblem[] = ['NAME_NOT_FOUND', 'CONNECTION_FAILED', 'TIMEOUT', 'CERTIFICATE_REFUSED'];
    for (const problem of problems)
      expect(after(9, () => failed(START, { status: null, problem })).disabled).toBeNull();
  });
});

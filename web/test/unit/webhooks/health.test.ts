import type { WebhookDisabledReason, WebhookState } from '../../../src/graphql/documents.ts';
import { healthOf } from '../../../src/pages/webhooks/health.ts';
import { nextAttempt } from '../../../src/pages/webhooks/webhook/next-attempt.ts';

const SINCE = '2026-11-30T14:05:00Z';
const EARLIER = '2026-11-29T14:05:00Z';

describe('the health of a webhook', () => {
  it.each([
    ['ACTIVE', null, {}, 'quiet', 'No event yet', /Send a test event/],
    ['ACTIVE', null, { lastDeliveredAt: SINCE }, 'good', 'Delivering', /Last delivered 30 Nov 2026, 14:05 UTC\./],
    ['ACTIVE', null, { failingSince: SINCE, lastDeliveredAt: EARLIER, waiting: 1 }, 'bad', 'Failing', /1 event waits/],
    ['ACTIVE', null, { failingSince: SINCE }, 'bad', 'Failing', /No event waits\./],
    ['PAUSED', null, { waiting: 12 }, 'warn', 'Paused', /12 events are held\./],
    ['DISABLED', 'ANSWERED_GONE', { waiting: 1 }, 'bad', 'Disabled', /1 event is held\..*answered 410/],
    ['DISABLED', 'FAILING_FOR_FIVE_DAYS', {}, 'bad', 'Disabled', /send a test, then resume/],
    ['DISABLED', 'NEWER', {}, 'bad', 'Disabled', /NEWER/],
    ['NEWER', null, {}, 'quiet', 'NEWER', /^$/],
  ] as const)('%s, %s, %j is %s: %s', (state, disabledReason, health, tone, text, note) => {
    const known = { delivered: 0, failedAttempts: 0, medianMilliseconds: null, oldestWaitingAt: null };
    const found = healthOf({
      state: state as WebhookState,
      stateSince: SINCE,
      disabledReason: disabledReason as WebhookDisabledReason | null,
      health: { ...known, failingSince: null, lastDeliveredAt: null, waiting: 0, ...health },
    });
    expect([found.tone, found.text]).toEqual([tone, text]);
    expect(found.notes.join(' ')).toMatch(note);
  });
});

describe('deliveries are asked for again', () => {
  it.each([
    ['never, where no attempt is to come', [null], undefined],
    ['three seconds after an attempt that is due', [null, '2026-11-30T14:04:00Z'], 3_000],
    ['three seconds after the next attempt', ['2026-11-30T14:06:00Z', '2026-11-30T14:05:30Z'], 33_000],
    ['never, where the next attempt is hours away', ['2026-11-30T19:05:00Z'], undefined],
  ])('%s', (_, attempts, wait) => {
    const deliveries = attempts.map((nextAttemptAt) => ({ nextAttemptAt }));
    expect(nextAttempt(deliveries, new Date(SINCE))).toBe(wait);
  });
});

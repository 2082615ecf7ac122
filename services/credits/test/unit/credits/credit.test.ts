import type { Credential } from '../../../src/catalog/domain/catalog.js';
import { type CreditFacts, standingOf } from '../../../src/credits/domain/credit.js';
import { loadRules } from '../../../src/rules/store/load-rules.js';

const { catalog } = loadRules();
const now = new Date('2026-08-01T12:00:00Z');

it.each<[string, Partial<CreditFacts>, string, string | null]>([
  ['counts', {}, 'COUNTED', null],
  ['is pending before it was worked on', { countedAt: null }, 'PENDING', 'LAG'],
  ['is scheduled to drop when the person left', { leavesReportAt: instant('2026-08-10') }, 'DROP_SCHEDULED', null],
  ['is gone at the refresh itself', { leavesReportAt: now }, 'DROPPED', 'PERSON_LEFT'],
  ['is gone when the link was removed', { endedAt: now, endReason: 'REMOVED_BY_USER' }, 'DROPPED', 'NOT_LINKED'],
  [
    'is gone when the person moved',
    { endedAt: now, endReason: 'MOVED_TO_ANOTHER_ORGANIZATION' },
    'DROPPED',
    'MOVED_AWAY',
  ],
  ['is gone when the account was deleted', { endedAt: now, endReason: 'ACCOUNT_DELETED' }, 'DROPPED', 'PERSON_LEFT'],
  ['counts on the expiry day', { expiresOn: '2026-08-01' as never }, 'COUNTED', null],
  ['does not count the day after', { expiresOn: '2026-07-31' as never }, 'NOT_COUNTED', 'EXPIRED'],
  ['does not count once revoked', { revokedAt: now }, 'NOT_COUNTED', 'REVOKED'],
  ['does not count when no requirement names it', { named: false }, 'NOT_COUNTED', 'NOT_IN_ANY_REQUIREMENT'],
  [
    'does not count when earned after its retirement',
    { credential: credential('AZ-DS'), achievedAt: new Date('2026-06-02T04:59:00.001Z') },
    'NOT_COUNTED',
    'RETIRED',
  ],
  [
    'counts when earned before its last day ends where the vendor is',
    { credential: credential('AZ-DS'), achievedAt: new Date('2026-06-02T04:59:00.000Z') },
    'COUNTED',
    null,
  ],
  [
    'does not count when its tail is over',
    { credential: credential('INFO-PROT'), achievedAt: instant('2025-05-01') },
    'NOT_COUNTED',
    'RETIRED',
  ],
])('a credit %s', (_title, facts, state, reason) => {
  const usual: CreditFacts = {
    credential: credential('AZ-ADMIN'),
    achievedAt: instant('2026-01-01'),
    expiresOn: null,
    revokedAt: null,
    countedAt: instant('2026-01-02'),
    endedAt: null,
    endReason: null,
    leavesReportAt: null,
    named: true,
  };
  expect(standingOf({ ...usual, ...facts }, now)).toEqual({ state, reason });
});

function instant(day: string): Date {
  return new Date(`${day}T00:00:00Z`);
}

function credential(code: string): Credential | undefined {
  return catalog.get(code);
}

import { composeAchievementsAsOf, type Report } from '../../../src/achievements/domain/achievement-history.js';
import { countingSpans, endOfChain } from '../../../src/achievements/domain/counting-span.js';
import type { Credential } from '../../../src/catalog/domain/catalog.js';
import { standingOf } from '../../../src/credits/domain/credit.js';
import { requiredOn } from '../../../src/rules/domain/relevance.js';
import { loadRules } from '../../../src/rules/store/load-rules.js';
import { type Day, dayOf, isWithin, parseDay } from '../../../src/values/domain/day.js';
import { lastInstantOf } from '../../support/last-instant.js';

const rules = loadRules();
type SentReport = { on: string; revokedOn?: string };
type Row = [what: string, code: string, reported: SentReport[], day: string, standing: string];

/** The state of a credit on a day from the reports alone, implemented from the rules and not from the code. */
const TABLE: Row[] = [
  ['its first day', 'AZ-ADMIN', [{ on: '2025-09-14' }], '2025-09-14', 'COUNTED'],
  ['its expiry day', 'AZ-ADMIN', [{ on: '2025-09-14' }], '2026-09-14', 'COUNTED'],
  ['the day after', 'AZ-ADMIN', [{ on: '2025-09-14' }], '2026-09-15', 'NOT_COUNTED EXPIRED'],
  ['renewed in time', 'AZ-ADMIN', [{ on: '2025-09-14' }, { on: '2026-04-01' }], '2027-09-14', 'COUNTED'],
  [
    'renewed in time, a year later',
    'AZ-ADMIN',
    [{ on: '2025-09-14' }, { on: '2026-04-01' }],
    '2027-09-15',
    'NOT_COUNTED EXPIRED',
  ],
  ['renewed on the expiry day', 'AZ-ADMIN', [{ on: '2025-09-14' }, { on: '2026-09-14' }], '2027-09-14', 'COUNTED'],
  ['renewed too early', 'AZ-ADMIN', [{ on: '2025-09-14' }, { on: '2025-12-01' }], '2026-09-15', 'NOT_COUNTED EXPIRED'],
  [
    'a renewal reported before what it renews',
    'AZ-ADMIN',
    [{ on: '2026-04-01' }, { on: '2025-09-14' }],
    '2027-09-14',
    'COUNTED',
  ],
  ['before its revocation', 'AZ-ADMIN', [{ on: '2025-09-14', revokedOn: '2026-02-01' }], '2026-01-31', 'COUNTED'],
  ['a fundamental after many years', 'M365-FUND', [{ on: '2020-02-01' }], '2026-03-31', 'COUNTED'],
  ['retired, within its tail', 'M365-FUND', [{ on: '2020-02-01' }], '2027-03-31', 'COUNTED'],
  ['retired, after its tail', 'M365-FUND', [{ on: '2020-02-01' }], '2027-04-01', 'NOT_COUNTED RETIRED'],
];

it.each(TABLE)('%s: %s %j on %s is %s', (_what, code, reported, on, expected) => {
  const day = parseDay(on) as Day;
  const asOf = lastInstantOf(day);
  const credential = rules.catalog.get(code) as Credential;
  const reports = reported.map(
    (one, index): Report => ({
      id: `r${index}`,
      achievementId: 'a',
      achievedAt: new Date(`${one.on}T00:00:00Z`),
      statedExpiry: null,
      recordedAt: new Date(`${one.on}T01:00:00Z`),
      revokedAt: one.revokedOn ? new Date(`${one.revokedOn}T00:00:00Z`) : null,
    }),
  );
  const [achieved] = composeAchievementsAsOf(credential, reports, asOf);
  const { state, reason } = standingOf(
    {
      credential,
      achievedAt: achieved?.achievedAt ?? asOf,
      expiresOn: achieved?.expiresOn ?? null,
      revokedAt: null,
      countedAt: asOf,
      endedAt: null,
      endReason: null,
      leavesReportAt: null,
      named: requiredOn(rules, dayOf(asOf)).has(code),
    },
    asOf,
  );
  expect([state, reason].filter(Boolean).join(' ')).toBe(expected);
  // The score of the day follows from the same: a counted credit is held on the day, others are not.
  expect(countingSpans(credential, reports).some((days) => isWithin(day, days))).toBe(state === 'COUNTED');
});

it('removes a revoked report from the day on which the revocation is recorded, and keeps the days before', () => {
  const achievedAt = new Date('2025-09-14T00:00:00Z');
  const reported = {
    achievedAt,
    statedExpiry: null,
    recordedAt: achievedAt,
    revokedAt: new Date('2026-02-01T00:00:00Z'),
  };
  const spans = countingSpans(rules.catalog.get('AZ-ADMIN') as Credential, [
    { id: 'r', achievementId: 'a', ...reported },
  ]);
  expect(spans.map(({ from, until }) => [from, until])).toEqual([['2025-09-14', '2026-02-01']]);
});

it('treats the end that feeds write for "no end" as no end', () => {
  const credential = rules.catalog.get('AZ-ADMIN') as Credential;
  const achievedAt = new Date('2026-01-05T00:00:00Z');
  const reported = { id: 'r', achievementId: 'a', achievedAt, recordedAt: achievedAt, revokedAt: null };
  const spansTo = (statedExpiry: string) =>
    countingSpans(credential, [{ ...reported, statedExpiry: statedExpiry as Day }]);
  expect(spansTo('9999-12-31')).toMatchObject([{ from: '2026-01-05', until: null }]);
  expect(spansTo('9999-12-30')).toMatchObject([{ from: '2026-01-05', until: '9999-12-31' }]);
});

it('after the first report is revoked, the remaining report decides which credential counts first', () => {
  const report = (id: string, on: string, revokedOn?: string): Report => {
    const achievedAt = new Date(`${on}T00:00:00Z`);
    const revokedAt = revokedOn ? new Date(`${revokedOn}T00:00:00Z`) : null;
    return { id, achievementId: 'a', achievedAt, statedExpiry: null, recordedAt: achievedAt, revokedAt };
  };
  const reports = [report('r1', '2025-01-10', '2026-03-01'), report('r2', '2025-12-01')];
  const spans = countingSpans(rules.catalog.get('AZ-ADMIN') as Credential, reports);
  expect(spans.map(({ from, until, achievedAt }) => [from, until, dayOf(achievedAt)])).toEqual([
    ['2025-01-10', '2026-03-01', '2025-01-10'],
    ['2026-03-01', '2026-12-02', '2025-12-01'],
  ]);
});

it('a credential held by consecutive achievements ends where the last of them does', () => {
  const spans = [
    ['2026-01-01', '2026-06-01'],
    ['2026-06-01', '2026-09-01'],
    ['2026-10-01', null],
  ].map(([from, until]) => ({ from: from as Day, until: until as Day | null }));
  const endsOf = spans.map((span) => endOfChain(span, spans));
  expect(endsOf).toEqual(['2026-09-01', '2026-09-01', null]);
});

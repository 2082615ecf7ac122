import fc from 'fast-check';
import {
  type CreditTerms,
  changesOfCredits,
  type PersonCredit,
  type PublishedCredit,
} from '../../../src/credits/domain/credit-changes.js';
import { requiredOn } from '../../../src/rules/domain/relevance.js';
import { relevanceCalendar } from '../../../src/rules/domain/relevance-calendar.js';
import { loadRules } from '../../../src/rules/store/load-rules.js';
import { type Day, dayOf } from '../../../src/values/domain/day.js';

const rules = loadRules();
const calendar = relevanceCalendar(rules);

function termsAt(instant: string): CreditTerms {
  const now = new Date(instant);
  const relevance = (code: string) => calendar.unchanged(code, dayOf(now));
  return { catalog: rules.catalog, named: requiredOn(rules, dayOf(now)), relevance, now };
}

const NOW = termsAt('2026-08-01T12:00:00.000Z');
const credit = (facts: Partial<PersonCredit> = {}): PersonCredit => ({
  ...{ id: 'c', credentialCode: 'PBI-DA', source: 'MICROSOFT_LEARN', achievedAt: new Date('2026-05-04T09:00:00Z') },
  ...{ expiresOn: '2027-05-04' as Day, revokedAt: null, countedAt: new Date('2026-05-05T09:00:00Z') },
  ...{ endedAt: null, endReason: null, leavesReportAt: null },
  ...facts,
});
const published = (...ids: string[]): PublishedCredit[] => ids.map((id) => ({ id, credentialCode: 'PBI-DA' }));

describe('changesOfCredits', () => {
  it.each<[string, Partial<PersonCredit>, string, string]>([
    ['an expired credit at midnight', { expiresOn: '2026-07-30' as Day }, 'EXPIRED', '2026-07-31T00:00:00.000Z'],
    ['a revoked credit', { revokedAt: new Date('2026-08-01T11:00:00Z') }, 'REVOKED', '2026-08-01T11:00:00.000Z'],
    [
      'a credit of a removed link',
      { endedAt: new Date('2026-07-20T10:00:00Z'), endReason: 'REMOVED_BY_USER' },
      ...['NOT_LINKED', '2026-07-20T10:00:00.000Z'],
    ] as never,
    [
      'a credit of a moved link',
      { endedAt: new Date('2026-07-20T10:00:00Z'), endReason: 'MOVED_TO_ANOTHER_ORGANIZATION' },
      ...['MOVED_AWAY', '2026-07-20T10:00:00.000Z'],
    ] as never,
    [
      'a leaver at the refresh',
      { leavesReportAt: new Date('2026-07-10T00:00:00Z') },
      'PERSON_LEFT',
      '2026-07-10T00:00:00.000Z',
    ],
    [
      'a credential that no rule set names',
      { credentialCode: 'UNKNOWN' },
      'NOT_IN_ANY_REQUIREMENT',
      '2026-08-01T12:00:00.000Z',
    ],
  ])('drops %s, with the instant of the cause', (_what, facts, reason, droppedAt) => {
    const { dropped, counted, counting } = changesOfCredits(published('c'), [credit(facts)], new Set(), NOW);
    expect(dropped.map((one) => [one.reason, one.droppedAt.toISOString()])).toEqual([[reason, droppedAt]]);
    expect([counted, counting]).toEqual([[], []]);
  });

  it('counts a credit once, and a pending one neither counts nor drops', () => {
    expect(changesOfCredits([], [credit()], new Set(), NOW)).toMatchObject({ counted: [{ id: 'c' }], dropped: [] });
    expect(changesOfCredits(published('c'), [credit()], new Set(), NOW)).toMatchObject({ counted: [], dropped: [] });
    const pending = credit({ countedAt: null });
    expect(changesOfCredits([], [pending], new Set(), NOW)).toMatchObject({ counted: [], dropped: [], counting: [] });
    expect(changesOfCredits(published('c'), [pending], new Set(), NOW)).toMatchObject({
      ...{ counted: [], dropped: [] },
      counting: [{ id: 'c' }],
    });
  });

  it('drops a credit that is gone as replaced, and one of another person as no longer linked', () => {
    const { dropped } = changesOfCredits(published('gone', 'moved'), [], new Set(['moved']), NOW);
    expect(dropped.map(({ id, reason }) => [id, reason])).toEqual([
      ['gone', 'REPLACED'],
      ['moved', 'NOT_LINKED'],
    ]);
  });

  it.each<[string, Partial<PersonCredit>, string | null]>([
    ['the day after the expiry', {}, '2027-05-05T00:00:00.000Z'],
    ['the drop date before it', { leavesReportAt: new Date('2026-08-10T00:00:00Z') }, '2026-08-10T00:00:00.000Z'],
    ['the end of a link in the future', { endedAt: new Date('2026-08-02T00:00:00Z') }, '2026-08-02T00:00:00.000Z'],
    ['nothing for a credit without an expiry', { expiresOn: null }, null],
    ['nothing for a revoked credit', { revokedAt: new Date('2026-07-01T00:00:00Z') }, null],
    ['nothing for a credit that dropped', { endedAt: new Date('2026-07-01T00:00:00Z') }, null],
  ])('is due at %s', (_what, facts, dueAt) => {
    expect(changesOfCredits([], [credit(facts)], new Set(), NOW).dueAt?.toISOString() ?? null).toBe(dueAt);
  });

  it('finds every change that comes with time at its due instant, and none between two of them', () => {
    const codes = rules.catalog.credentials.map(({ code }) => code);
    const facts = fc.record({
      code: fc.constantFrom(...codes),
      achieved: fc.integer({ min: 0, max: 600 }),
      expires: fc.option(fc.integer({ min: 1, max: 1_500 })),
      leaves: fc.option(fc.integer({ min: 900, max: 2_000 })),
    });
    const START = Date.parse('2023-06-01T00:00:00Z');
    const at = (days: number) => new Date(START + days * 86_400_000);
    fc.assert(
      fc.property(
        fc.array(facts, { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 600, max: 1_300 }),
        (all, from) => {
          const credits = all.map(({ code, achieved, expires, leaves }, index) =>
            credit({
              ...{ id: String(index), credentialCode: code, achievedAt: at(achieved), countedAt: at(achieved) },
              expiresOn: expires === null ? null : dayOf(at(achieved + expires)),
              leavesReportAt: leaves === null ? null : at(leaves),
            }),
          );
          const ids = (instant: Date) =>
            changesOfCredits([], credits, new Set(), termsAt(instant.toISOString())).counting.map(({ id }) => id);
          let now = at(from);
          for (let steps = 0; steps < 20; steps += 1) {
            const { dueAt } = changesOfCredits([], credits, new Set(), termsAt(now.toISOString()));
            const end = dueAt ?? at(3_000);
            // Nothing changes up to a millisecond before the due instant.
            const between = [0.25, 0.5, 0.75].map((part) => new Date(Number(now) + (Number(end) - Number(now)) * part));
            for (const instant of [...between, new Date(Number(end) - 1)]) expect(ids(instant)).toEqual(ids(now));
            if (dueAt === null) return;
            expect(dueAt > now).toBe(true);
            now = dueAt;
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});

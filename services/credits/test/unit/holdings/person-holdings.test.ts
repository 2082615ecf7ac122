import fc from 'fast-check';
import { composeAchievementsAsOf } from '../../../src/achievements/domain/achievement-history.js';
import { reasonNotCounting } from '../../../src/achievements/domain/holding.js';
import type { Credential } from '../../../src/catalog/domain/catalog.js';
import { computeHolderChanges, diffChanges } from '../../../src/holdings/domain/list-holders.js';
import { computeHoldings, type Link, type ProfileReport } from '../../../src/holdings/domain/person-holdings.js';
import { listedOn, listOf } from '../../../src/rules/domain/credential-list.js';
import { loadRules } from '../../../src/rules/store/load-rules.js';
import { addDays, type Day, dayOf, isWithin } from '../../../src/values/domain/day.js';
import { lastInstantOf } from '../../support/last-instant.js';

const { catalog } = loadRules();
const FIRST = '2024-01-01' as Day;
const CODES = ['AZ-ADMIN', 'M365-FUND', 'AZ-ARCH', 'STACK-HUB'];
const instant = fc.integer({ min: 0, max: 900 * 24 }).map((hours) => new Date(Date.UTC(2024, 0, 1, hours)));
const some = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null, freq: 2 });

const link = fc
  .record({
    profileId: fc.constantFrom('p', 'q'),
    startedAt: instant,
    endedAt: some(instant),
    leavesReportAt: some(instant),
  })
  .filter(({ startedAt, endedAt }) => endedAt === null || endedAt >= startedAt)
  .map((one): Link => ({ source: 'MICROSOFT_LEARN', ...one }));
const report = fc
  .record({
    profileId: fc.constantFrom('p', 'q'),
    credentialCode: fc.constantFrom(...CODES),
    achievedAt: instant,
    statedExpiry: some(fc.integer({ min: 0, max: 1200 }).map((days) => addDays(FIRST, days))),
    revokedAfter: some(fc.integer({ min: 0, max: 400 * 24 })),
  })
  .map(({ revokedAfter, ...one }) => ({
    ...one,
    revokedAt: revokedAfter === null ? null : new Date(one.achievedAt.getTime() + revokedAfter * 3_600_000),
  }));
const history = fc.record({
  links: fc.array(link, { maxLength: 3 }),
  reports: fc.array(report, { maxLength: 8 }).map((list) =>
    list.map((one, index): ProfileReport => {
      const id = `r${index}`;
      return { id, achievementId: id, source: 'MICROSOFT_LEARN', recordedAt: one.achievedAt, ...one };
    }),
  ),
});
type History = { links: Link[]; reports: ProfileReport[] };

/** The same from the state at one instant: the credentials that count at the end of a day. */
function countedAt({ links, reports }: History, on: Day): Set<string> {
  const instantOf = lastInstantOf(on);
  const linked = links.filter(
    ({ startedAt, endedAt, leavesReportAt }) =>
      startedAt <= instantOf &&
      (endedAt === null || endedAt > instantOf) &&
      (leavesReportAt === null || leavesReportAt > instantOf),
  );
  const profiles = new Set(linked.map(({ profileId }) => profileId));
  const histories = Map.groupBy(
    reports.filter(({ profileId }) => profiles.has(profileId)),
    (one) => `${one.profileId} ${one.credentialCode}`,
  );
  const held = new Set<string>();
  for (const [first, ...rest] of histories.values()) {
    if (!first) continue;
    const credential = catalog.get(first.credentialCode) as Credential;
    for (const { achievedAt, expiresOn } of composeAchievementsAsOf(credential, [first, ...rest], instantOf)) {
      if (reasonNotCounting(credential, { earnedOn: dayOf(achievedAt), expiresOn }, on) === null)
        held.add(credential.code);
    }
  }
  return held;
}

/** The days on which a state can change, and the days around them. */
function daysOf({ links, reports }: History): Day[] {
  const instants = [
    ...links.flatMap(({ startedAt, endedAt, leavesReportAt }) => [startedAt, endedAt, leavesReportAt]),
    ...reports.flatMap(({ achievedAt, revokedAt }) => [achievedAt, revokedAt]),
  ].flatMap((one) => (one === null ? [] : [dayOf(one)]));
  const expiries = [...instants, ...reports.flatMap(({ statedExpiry }) => statedExpiry ?? [])];
  return [...new Set(expiries.flatMap((day) => [-1, 0, 1, 365, 366, 367].map((days) => addDays(day, days))))];
}

describe('computeHoldings', () => {
  it('holds on every day what links and reports say at its end, each credential once', () => {
    fc.assert(
      fc.property(history, (facts) => {
        const holdings = computeHoldings(catalog, facts.links, facts.reports);
        for (const on of daysOf(facts)) {
          const held = holdings.filter((days) => isWithin(on, days)).map(({ credentialCode }) => credentialCode);
          expect([...held].sort()).toEqual([...countedAt(facts, on)].sort());
        }
      }),
      { numRuns: 400 },
    );
  });

  it('changes numbers of holders so that they match the holdings of every day, from any earlier state', () => {
    const lists = [
      listOf(['AZ-ADMIN']),
      listOf(CODES),
      listOf([
        { credentialCode: 'AZ-ADMIN', from: '2024-06-01' as Day, until: '2025-03-01' as Day },
        { credentialCode: 'AZ-ARCH', until: '2025-01-01' as Day },
      ]),
    ];
    fc.assert(
      fc.property(history, history, (facts, earlier) => {
        const [old, fresh] = [earlier, facts].map(({ links, reports }) => computeHoldings(catalog, links, reports));
        const before = computeHolderChanges(lists, old ?? []);
        const changes = [...before, ...diffChanges(before, computeHolderChanges(lists, fresh ?? []))];
        for (const on of daysOf(facts)) {
          for (const list of lists) {
            const sum = changes
              .filter(({ listId, day }) => listId === list.id && day <= on)
              .reduce((a, b) => a + b.change, 0);
            const held = countedAt(facts, on);
            expect(sum).toBe(listedOn(list, on).some((code) => held.has(code)) ? 1 : 0);
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});

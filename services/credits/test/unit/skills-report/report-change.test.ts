import fc from 'fast-check';
import { relevantOn } from '../../../src/rules/domain/relevance.js';
import { relevanceCalendar } from '../../../src/rules/domain/relevance-calendar.js';
import { loadRules } from '../../../src/rules/store/load-rules.js';
import { causeOf, GAIN_CAUSES, LOSS_CAUSES } from '../../../src/skills-report/domain/report-change.js';
import { type RowFacts, stateAt } from '../../../src/skills-report/domain/report-row-facts.js';

const rules = loadRules();
const relevance = relevanceCalendar(rules);
const refreshes = { earlier: new Date('2026-06-10T00:00:00.000Z'), later: new Date('2026-07-10T00:00:00.000Z') };

/** Instants around the two refreshes, often exactly at one. */
const instant = fc.oneof(
  fc.constantFrom(refreshes.earlier, refreshes.later, new Date('2026-07-01T00:00:00.000Z')),
  fc
    .integer({ min: 0, max: 90 * 24 })
    .map((hours) => new Date(Date.parse('2026-05-01T00:00:00.000Z') + hours * 3_600_000)),
);
const profile = fc.constantFrom('100001', '100002', '100003');
const END_REASONS = ['REMOVED_BY_USER', 'MOVED_TO_ANOTHER_ORGANIZATION', 'ACCOUNT_DELETED'];
/** Sequential links: a person has at most one active link per source. The last one may be open. */
const links = fc
  .record({
    instants: fc.array(instant, { maxLength: 6 }),
    of: fc.array(fc.tuple(profile, fc.constantFrom(...END_REASONS), fc.boolean()), { minLength: 3, maxLength: 3 }),
  })
  .map(({ instants, of }) => {
    const times = instants.map(Number).sort((a, b) => a - b);
    return of.flatMap(([profileId, endReason, movedHere], index) => {
      const [startedAt, endedAt] = [times[index * 2], times[index * 2 + 1]];
      if (startedAt === undefined) return [];
      const end = endedAt === undefined ? null : new Date(endedAt);
      return [{ profileId, movedHere, startedAt: new Date(startedAt), endedAt: end, endReason: end && endReason }];
    });
  });
const report = fc
  .record({
    id: fc.uuid(),
    profileId: profile,
    recordedAt: instant,
    ago: fc.integer({ min: 0, max: 500 }),
    revokedAt: fc.option(instant),
  })
  .map(({ ago, revokedAt, ...one }) => {
    const achievedAt = new Date(one.recordedAt.getTime() - ago * 86_400_000);
    const revoked = revokedAt && revokedAt >= one.recordedAt ? revokedAt : null;
    return { ...one, achievedAt, revokedAt: revoked, achievementId: null, statedExpiry: null };
  });
const departure = fc.record({
  leavesReportAt: fc.constantFrom(refreshes.earlier, refreshes.later),
  canceledAt: fc.option(instant),
});
const merge = fc.record({ from: profile, into: profile, publishedAt: instant }).filter(({ from, into }) => from < into);
const facts = fc
  .record({
    code: fc.constantFrom('IAM', 'FAB-DE', 'TEAMS-APPDEV'),
    links,
    reports: fc.array(report, { maxLength: 4 }),
    offboardings: fc.array(departure, { maxLength: 2 }),
    merges: fc.uniqueArray(merge, { maxLength: 2, selector: ({ from }) => from }),
  })
  .map(({ code, ...known }): RowFacts => {
    const credential = rules.catalog.get(code);
    if (!credential) throw new Error(code);
    const reports = known.reports.map((one) => ({ ...one, credentialCode: code }));
    return { ...known, reports, credential, source: credential.source, relevance, catalog: rules.catalog };
  });

it('a row gained or lost between the refreshes has a cause of its kind, at an instant between them', () => {
  fc.assert(
    fc.property(facts, (known) => {
      const [before, after] = [stateAt(known, refreshes.earlier).counts, stateAt(known, refreshes.later).counts];
      if (before === after) return;
      const kind = after ? 'GAINED' : 'LOST';
      const { cause, at } = causeOf(kind, known, refreshes);
      // A correction may change the meaning of earlier reports; it has an instant too.
      expect([...(after ? GAIN_CAUSES : LOSS_CAUSES), 'CORRECTION']).toContain(cause);
      // An event at the instant of a refresh belongs to the next report; one just before belongs to this one.
      expect(Number(at)).toBeGreaterThanOrEqual(refreshes.earlier.getTime());
      expect(Number(at)).toBeLessThanOrEqual(refreshes.later.getTime());
      expect(causeOf(after ? 'LOST' : 'GAINED', known, refreshes).cause).toBe('CORRECTION');
    }),
    { numRuns: 500 },
  );
});

it('the calendar agrees with the rules on every day', () => {
  const days = fc
    .integer({ min: 0, max: 2_000 })
    .map((n) => new Date(Date.parse('2023-01-01') + n * 86_400_000).toISOString().slice(0, 10));
  fc.assert(
    fc.property(days, (day) => {
      expect([...relevance.on(day as never).values()]).toEqual(relevantOn(rules, day as never));
    }),
    { numRuns: 100 },
  );
});

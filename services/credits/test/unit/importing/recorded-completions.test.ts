import fc from 'fast-check';
import { composeAchievements } from '../../../src/achievements/domain/achievement-history.js';
import { decideBatch } from '../../../src/achievements/domain/batch.js';
import { validateItem } from '../../../src/achievements/domain/reported-item.js';
import { completionId } from '../../../src/importing/domain/completion-id.js';
import { adoptRecordedIds, RecordedCompletions } from '../../../src/importing/domain/recorded-completions.js';
import { loadRules } from '../../../src/rules/store/load-rules.js';
import { type Day, dayOf } from '../../../src/values/domain/day.js';

const { catalog } = loadRules();
const context = { source: 'MICROSOFT_LEARN', catalog, now: new Date('2026-08-01T12:00:00Z') } as const;
const profileId = '7204518';

type Row = { readonly achievedAt: string; readonly expiresOn: string | null };
type Stored = ConstructorParameters<typeof RecordedCompletions>[1][number];

/** Records the rows as the import of a file does, without a database. */
class Recorder {
  reports: Stored[] = [];

  /** The number of rows that add a report. */
  record(rows: readonly Row[]): number {
    const items = rows.map((row) => {
      const achievedAt = new Date(row.achievedAt);
      const externalId = completionId({ profileId, credentialCode: 'AZ-ADMIN', day: dayOf(achievedAt) });
      return validateItem({ ...row, externalId, profileId, credentialCode: 'AZ-ADMIN', achievedAt }, context);
    });
    const adopted = adoptRecordedIds(items, new RecordedCompletions(catalog, this.reports));
    const recorded = this.reports.map((report) => ({ ...report, externalId: report.firstId, trainingUid: null }));
    const { accepted, rejected } = decideBatch(adopted, recorded);
    expect(rejected).toEqual([]);
    const recordedAt = new Date(Date.UTC(2026, 7, 1) + this.reports.length);
    for (const item of accepted) {
      if (item.kind !== 'achievement') continue;
      const { externalId: firstId, achievedAt, statedExpiry } = item;
      const id = String(this.reports.length).padStart(6, '0');
      const key = { source: context.source, profileId, credentialCode: 'AZ-ADMIN', achievementId: null };
      this.reports.push({ ...key, id, firstId, achievedAt, statedExpiry, recordedAt, revokedAt: null, derived: false });
    }
    return accepted.length;
  }

  get achievements() {
    const credential = catalog.get('AZ-ADMIN');
    return credential ? composeAchievements(credential, this.reports) : [];
  }
}

const expiries = fc.constantFrom(null, '2026-05-04', '2027-05-04', '2027-11-30', '2028-05-04');
const times = fc.constantFrom('T00:00:00Z', 'T10:00:00Z', 'T10:00:22Z', 'T23:59:59Z');
const days = fc.constantFrom('2025-05-04', '2025-12-01', '2026-04-30');
const rowsOn = (day: fc.Arbitrary<string>) =>
  fc.array(fc.record({ achievedAt: fc.tuple(day, times).map((parts) => parts.join('')), expiresOn: expiries }), {
    minLength: 1,
    maxLength: 12,
  });

function recordInChunks(recorder: Recorder, rows: readonly Row[], size: number): number {
  let added = 0;
  for (let begin = 0; begin < rows.length; begin += size) added += recorder.record(rows.slice(begin, begin + size));
  return added;
}

describe('adoptRecordedIds', () => {
  it('makes one achievement of one completion, with the latest expiry, in any order and any chunks', () => {
    fc.assert(
      fc.property(rowsOn(fc.constant('2025-05-04')), fc.integer({ min: 1, max: 12 }), (rows, size) => {
        const recorder = new Recorder();
        recordInChunks(recorder, rows, size);
        const stated = rows.flatMap(({ expiresOn }) => expiresOn ?? []).toSorted();
        // The first row is new: what it states applies unless a later day follows.
        const first = rows[0]?.expiresOn ?? '2026-05-04';
        const latest = [first, ...stated].toSorted().at(-1) as Day;
        expect(recorder.achievements).toMatchObject([{ expiresOn: latest }]);
        expect(new Set(recorder.reports.map(({ firstId }) => firstId)).size).toBe(1);
      }),
    );
  });

  it('adds nothing when the same rows come again, in another order and other chunks', () => {
    const sizes = fc.integer({ min: 1, max: 12 });
    fc.assert(
      fc.property(rowsOn(days), sizes, sizes, fc.boolean(), (rows, size, again, reversed) => {
        const recorder = new Recorder();
        recordInChunks(recorder, rows, size);
        const before = recorder.achievements;
        expect(recordInChunks(recorder, reversed ? rows.toReversed() : rows, again)).toBe(0);
        expect(recorder.achievements).toEqual(before);
      }),
    );
  });
});

import fc from 'fast-check';
import { composeAchievements, type Report } from '../../../src/achievements/domain/achievement-history.js';
import type { Credential } from '../../../src/catalog/domain/catalog.js';
import { loadRules } from '../../../src/rules/store/load-rules.js';
import { addDays, type Day } from '../../../src/values/domain/day.js';

const { catalog } = loadRules();
const known = (code: string) => catalog.get(code) as Credential;

/** Reports recorded an hour apart: the day of the completion, and the stated expiry. */
type Line = [on: string, stated: string | null];
function reports(lines: readonly Line[]): Report[] {
  return lines.map(([on, stated], index) => ({
    id: `r${index}`,
    achievementId: null,
    achievedAt: new Date(`${on}T10:00:00Z`),
    statedExpiry: stated as Day | null,
    recordedAt: new Date(Date.UTC(2026, 10, 1, index)),
    revokedAt: null,
  }));
}

describe('stated expiry', () => {
  it.each<[string, string, Line[], string | null, Record<string, string>]>([
    [
      'the same completion, reported again, moves the expiry',
      'AZ-ADMIN',
      [
        ['2025-09-14', '2026-09-14'],
        ['2025-09-14', '2027-09-14'],
      ],
      '2027-09-14',
      { r0: 'SUPERSEDED' },
    ],
    [
      'the same completion may also be corrected to an earlier day',
      'AZ-ADMIN',
      [
        ['2025-09-14', '2027-09-14'],
        ['2025-09-14', '2026-09-14'],
      ],
      '2026-09-14',
      { r0: 'SUPERSEDED' },
    ],
    [
      'reported again without an expiry it keeps the stated one',
      'AZ-ADMIN',
      [
        ['2025-09-14', '2027-01-01'],
        ['2025-09-14', null],
      ],
      '2027-01-01',
      {},
    ],
    [
      'an expiry that is stated later replaces the computed one',
      'AZ-ADMIN',
      [
        ['2025-09-14', null],
        ['2025-09-14', '2027-03-01'],
      ],
      '2027-03-01',
      {},
    ],
    [
      'a renewal in the window ends as it states',
      'AZ-ADMIN',
      [
        ['2025-09-14', null],
        ['2026-06-01', '2027-06-01'],
      ],
      '2027-06-01',
      {},
    ],
    [
      'a renewal without a stated expiry adds a year to the expiry',
      'AZ-ADMIN',
      [
        ['2025-09-14', null],
        ['2026-06-01', null],
      ],
      '2027-09-14',
      {},
    ],
    [
      'a renewal before the window counts where the source states a later day',
      'AZ-ADMIN',
      [
        ['2025-09-14', null],
        ['2025-12-01', '2027-09-14'],
      ],
      '2027-09-14',
      {},
    ],
    [
      'a renewal never shortens',
      'AZ-ADMIN',
      [
        ['2025-09-14', null],
        ['2025-12-01', '2026-01-01'],
      ],
      '2026-09-14',
      { r1: 'NOT_LATER' },
    ],
    [
      'a renewal in the window that states an earlier day adds a year',
      'AZ-ADMIN',
      [
        ['2025-09-14', null],
        ['2026-06-01', '2026-07-01'],
      ],
      '2027-09-14',
      { r1: 'NOT_LATER' },
    ],
    [
      'nothing is renewed after the retirement',
      'AZ-DS',
      [
        ['2025-09-14', null],
        ['2026-06-02', '2027-09-14'],
      ],
      '2026-09-14',
      { r1: 'RETIRED' },
    ],
    [
      'what never expires is not renewed',
      'M365-FUND',
      [
        ['2020-01-01', null],
        ['2024-01-01', '2025-01-01'],
      ],
      null,
      { r1: 'NEVER_EXPIRES' },
    ],
  ])('decides the expiry: %s', (_title, code, lines, expiresOn, ignored) => {
    const [achieved, ...others] = composeAchievements(known(code), reports(lines));
    expect(others).toEqual([]);
    expect(achieved?.expiresOn).toBe(expiresOn);
    expect(Object.fromEntries(achieved?.ignoredExpiries ?? [])).toEqual(ignored);
  });

  const line = fc.record({
    achieved: fc.integer({ min: 0, max: 6 }).map((place) => addDays('2025-01-01' as Day, place * 60)),
    stated: fc.option(fc.integer({ min: 0, max: 900 }).map((days) => addDays('2026-01-01' as Day, days))),
  });

  it('does not depend on the order of reports, and applies, extends or ignores every stated expiry', () => {
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 6 }), (lines) => {
        const told = reports(
          lines.map(({ achieved, stated }) => [achieved, stated && stated > achieved ? stated : null]),
        );
        const read = composeAchievements(known('AZ-ADMIN'), told);
        const backwards = composeAchievements(known('AZ-ADMIN'), [...told].reverse());
        const shown = (all: typeof read) => all.map(({ achievedAt, expiresOn }) => [achievedAt, expiresOn]);
        expect(shown(backwards)).toEqual(shown(read));
        for (const { reports: chain, expiresOn, ignoredExpiries } of read) {
          for (const { id, statedExpiry } of chain) {
            if (statedExpiry === null || ignoredExpiries.has(id)) continue;
            expect(expiresOn !== null && statedExpiry <= expiresOn).toBe(true);
          }
        }
      }),
    );
  });
});

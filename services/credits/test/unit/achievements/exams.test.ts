import fc from 'fast-check';
import { earnedByExams, type RecordedReport } from '../../../src/achievements/domain/exams.js';
import { loadRules } from '../../../src/rules/store/load-rules.js';
import type { Day } from '../../../src/values/domain/day.js';

const { catalog } = loadRules();
type Line = [code: string, on: string, revokedOn?: string];

function reports(lines: readonly Line[]): RecordedReport[] {
  return lines.map(([credentialCode, on, revokedOn], index) => ({
    id: `r${index}`,
    credentialCode,
    achievedAt: new Date(`${on}T10:00:00Z`),
    statedExpiry: null,
    recordedAt: new Date(`${on}T11:00:00Z`),
    revokedAt: revokedOn ? new Date(`${revokedOn}T12:00:00Z`) : null,
  }));
}

/** Credentials with the day on which they are earned and the day on which they were revoked. */
function earned(lines: readonly Line[]): string[] {
  return earnedByExams(catalog, reports(lines))
    .map(({ credentialCode, achievedAt, revokedAt }) =>
      [credentialCode, achievedAt, revokedAt].map((one) =>
        one instanceof Date ? one.toISOString().slice(0, 10) : one,
      ),
    )
    .map((texts) => texts.filter((text) => text !== null).join(' '))
    .sort();
}

describe('earnedByExams', () => {
  it.each<[string, Line[], string[]]>([
    ['one of two exams earns nothing', [['AZ-800', '2026-01-10']], []],
    [
      'the same exam twice earns nothing',
      [
        ['AZ-800', '2026-01-10'],
        ['AZ-800', '2026-02-10'],
      ],
      [],
    ],
    [
      'the second exam earns on its day',
      [
        ['AZ-800', '2026-01-10'],
        ['AZ-801', '2026-03-05'],
      ],
      ['WS-HYBRID 2026-03-05'],
    ],
    [
      'reports of one pass are one pass',
      [
        ['AZ-800', '2026-01-10'],
        ['AZ-800', '2026-01-10'],
        ['AZ-801', '2026-03-05'],
        ['AZ-801', '2026-03-05'],
      ],
      ['WS-HYBRID 2026-03-05'],
    ],
    [
      'in any order',
      [
        ['AZ-801', '2026-03-05'],
        ['AZ-800', '2026-01-10'],
      ],
      ['WS-HYBRID 2026-03-05'],
    ],
    [
      'an exam after its last day earns nothing',
      [
        ['AZ-800', '2026-01-10'],
        ['AZ-801', '2026-10-02'],
      ],
      [],
    ],
    ['the exam that replaces both earns alone', [['AZ-802', '2026-10-02']], ['WS-HYBRID 2026-10-02']],
    [
      'both exams again earn again',
      [
        ['AZ-800', '2024-01-10'],
        ['AZ-801', '2024-01-20'],
        ['AZ-800', '2026-02-10'],
        ['AZ-801', '2026-03-05'],
      ],
      ['WS-HYBRID 2024-01-20', 'WS-HYBRID 2026-03-05'],
    ],
    ['an expert exam without its prerequisite earns nothing', [['AZ-305', '2026-01-10']], []],
    [
      'an expert exam after its prerequisite earns on the day of the exam',
      [
        ['AZ-ADMIN', '2026-01-05'],
        ['AZ-305', '2026-03-10'],
      ],
      ['AZ-ARCH 2026-03-10'],
    ],
    [
      'an expert exam before its prerequisite earns on the day of that',
      [
        ['AZ-305', '2026-01-10'],
        ['AZ-ADMIN', '2026-03-05'],
      ],
      ['AZ-ARCH 2026-03-05'],
    ],
    [
      'any prerequisite will do',
      [
        ['AZ-400', '2026-01-10'],
        ['AZ-DEV', '2026-02-05'],
      ],
      ['AZ-DEVOPS 2026-02-05'],
    ],
    [
      'a prerequisite that is expired must be earned anew',
      [
        ['AZ-ADMIN', '2024-01-05'],
        ['AZ-305', '2026-01-10'],
        ['AZ-ADMIN', '2026-02-01'],
      ],
      ['AZ-ARCH 2026-02-01'],
    ],
    [
      'an exam that is revoked undoes what rested on it',
      [
        ['AZ-800', '2026-01-10', '2026-05-01'],
        ['AZ-801', '2026-03-05'],
      ],
      ['WS-HYBRID 2026-03-05 2026-05-01'],
    ],
    [
      'a prerequisite that is revoked undoes it too',
      [
        ['AZ-ADMIN', '2026-01-05', '2026-05-01'],
        ['AZ-305', '2026-03-10'],
      ],
      ['AZ-ARCH 2026-03-10 2026-05-01'],
    ],
    [
      'another pass takes the place of a revoked one',
      [
        ['AZ-800', '2026-01-10', '2026-05-01'],
        ['AZ-800', '2026-04-01'],
        ['AZ-801', '2026-03-05'],
      ],
      ['WS-HYBRID 2026-03-05 2026-05-01', 'WS-HYBRID 2026-04-01'],
    ],
  ])('earns by exams: %s', (_title, lines, expected) => {
    expect(earned(lines)).toEqual(expected);
  });

  const line = fc.tuple(
    fc.constantFrom('AZ-800', 'AZ-801', 'AZ-305', 'AZ-ADMIN'),
    fc.integer({ min: 1, max: 28 }).map((day) => `2026-03-${String(day).padStart(2, '0')}`),
  ) as fc.Arbitrary<Line>;

  it('earns no credential before its last part, in any order of reports', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
        const told = reports(lines);
        const first = (code: string) =>
          told
            .filter((one) => one.credentialCode === code)
            .map((one) => one.achievedAt.getTime())
            .sort((a, b) => a - b)[0];
        const found = earnedByExams(catalog, told);
        for (const [code, ...parts] of [
          ['WS-HYBRID', 'AZ-800', 'AZ-801'],
          ['AZ-ARCH', 'AZ-305', 'AZ-ADMIN'],
        ] as const) {
          const days = parts.map(first);
          const of = found.filter((one) => one.credentialCode === code).map((one) => one.achievedAt.getTime());
          if (days.includes(undefined)) expect(of).toEqual([]);
          else expect(Math.min(...of)).toBe(Math.max(...(days as number[])));
        }
        const shown = (all: typeof found) =>
          all.map((one) => [one.credentialCode, one.by, one.achievedAt.getTime()].join()).sort();
        expect(shown(earnedByExams(catalog, [...told].reverse()))).toEqual(shown(found));
      }),
    );
  });

  it.each<[string, [code: string, on: string, statedExpiry: string | null][], string | null]>([
    [
      'the expiry of one exam was over before the other one',
      [
        ['AZ-800', '2025-01-10', '2026-01-10'],
        ['AZ-801', '2026-03-05', null],
      ],
      null,
    ],
    [
      'it ends on the day of the other one',
      [
        ['AZ-800', '2025-01-10', '2026-03-05'],
        ['AZ-801', '2026-03-05', null],
      ],
      '2026-03-05',
    ],
    [
      'it was over before the prerequisite',
      [
        ['AZ-305', '2025-01-10', '2026-01-10'],
        ['AZ-ADMIN', '2026-03-05', null],
      ],
      null,
    ],
  ])('ends no certification before it is earned: %s', (_, lines, expected) => {
    const told = lines.map(([code, on, statedExpiry]) => {
      return reports([[code, on]]).map((one) => ({
        ...one,
        id: `${code} ${on}`,
        statedExpiry: statedExpiry as Day | null,
      }));
    });
    expect(earnedByExams(catalog, told.flat()).map(({ statedExpiry }) => statedExpiry)).toEqual([expected]);
  });
});

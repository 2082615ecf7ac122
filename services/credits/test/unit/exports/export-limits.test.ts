import { fileNameOf } from '../../../src/exports/domain/export-content.js';
import { reasonUnavailable } from '../../../src/exports/domain/export-limits.js';

const CONTENT = { dataset: 'CREDITS', format: 'CSV', layout: 'STANDARD', includesPersonalData: false } as const;
const FACTS = { rows: 10, unfinished: 0, kept: 0 };

describe('reasonUnavailable', () => {
  it.each<[string, Partial<typeof CONTENT> & object, Partial<typeof FACTS>, RegExp | null]>([
    ['a small file', {}, {}, null],
    [
      'a layout of another dataset',
      { layout: 'PARTNER_CENTER_TRAININGS' as never },
      {},
      /for the dataset SKILLS_REPORT/,
    ],
    ['the last row of a worksheet', { format: 'XLSX' as never }, { rows: 1_048_575 }, null],
    ['one row more', { format: 'XLSX' as never }, { rows: 1_048_576 }, /1,048,575 rows .* PARQUET or CSV/],
    ['as many rows in another format', { format: 'PARQUET' as never }, { rows: 10_000_000 }, null],
    ['the twentieth export that waits', {}, { unfinished: 19 }, null],
    ['the one after it', {}, { unfinished: 20 }, /^20 exports .* cancel one/],
    ['the hundredth file', {}, { kept: 99 }, null],
    ['the one after it', {}, { kept: 100 }, /^100 files .* Cancel one/],
  ])('%s', (_what, content, facts, expected) => {
    const reason = reasonUnavailable({ ...CONTENT, ...content }, { ...FACTS, ...facts });
    if (expected === null) expect(reason).toBeNull();
    else expect(reason).toMatch(expected);
  });
});

describe('fileNameOf', () => {
  const requestedAt = new Date('2026-11-30T23:59:59.999Z');
  it.each([
    [{}, 'credits-2026-11-30.csv'],
    [{ dataset: 'SKILLS_REPORT', month: '2026-11', format: 'PARQUET' }, 'skills-report-2026-11.parquet'],
    [
      { dataset: 'SKILLS_REPORT', month: '2026-11', layout: 'PARTNER_CENTER_TRAININGS' },
      'partner-center-trainings-2026-11.csv',
    ],
  ])('%j', (changes, expected) => {
    expect(fileNameOf({ ...CONTENT, month: null, requestedAt, ...changes } as never)).toBe(expected);
  });
});

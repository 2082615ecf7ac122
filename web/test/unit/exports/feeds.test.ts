import type { ExportFormat } from '../../../src/graphql/documents.ts';
import { endOf } from '../../../src/pages/exports/feeds/feed-words.ts';
import { snippetOf, TOOLS, type Tool } from '../../../src/pages/exports/feeds/snippets.ts';

const ADDRESS = 'https://skills.example/exports/feeds/1/latest.csv';
const FORMATS: readonly ExportFormat[] = ['CSV', 'TSV', 'JSONL', 'PARQUET', 'XLSX'];
const EACH = (Object.keys(TOOLS) as Tool[]).flatMap((tool) => FORMATS.map((format) => [tool, format] as const));

describe('a snippet', () => {
  it.each(EACH)('for %s and %s has the key only in its code, and says what to do', (tool, format) => {
    const { steps, code } = snippetOf(tool, { address: ADDRESS, format }, 'slf_secret');
    expect(steps.join()).not.toContain('slf_secret');
    if (code === undefined) expect(steps.join(' ')).toMatch(/the key\.|create a feed in/);
    else {
      expect(code).toContain('feed:slf_secret');
      expect(code).toContain(ADDRESS);
    }
  });

  it('of a format that is newer than the application says which one the tool reads', () => {
    const { steps } = snippetOf('EXCEL', { address: ADDRESS, format: 'NEWER' as ExportFormat }, 'KEY');
    expect(steps).toEqual(['Excel does not read this format: create a feed in CSV.']);
  });
});

describe('the end of a key', () => {
  it.each([
    [null, 'quiet', 'Never'],
    ['2027-11-30T12:00:00Z', 'quiet', '30 Nov 2027, in 365 days'],
    ['2026-12-30T12:00:00Z', 'warn', '30 Dec 2026, in 30 days'],
    ['2026-11-30T12:00:00Z', 'bad', 'Ended 30 Nov 2026'],
  ])('%s is %s: %s', (expiresAt, tone, text) => {
    expect(endOf({ expiresAt }, new Date('2026-11-30T12:00:00Z'))).toMatchObject({ tone, text });
  });
});

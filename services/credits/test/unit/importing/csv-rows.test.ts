import fc from 'fast-check';
import { csvRows } from '../../../src/importing/application/csv-rows.js';

const HEADER = 'externalId,profileId,credentialCode,achievedAt,expiresOn';
const cell = fc
  .string({ unit: 'grapheme', maxLength: 12 })
  .filter((text) => !/[\n\r]/.test(text) && text.isWellFormed());
const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

function recordOf(cells: readonly string[]): object {
  const names = HEADER.split(',');
  return Object.fromEntries(cells.flatMap((text, index) => (text === '' ? [] : [[names[index], text]])));
}

describe('csvRows', () => {
  it('reads back all written cells, quoted or, where possible, not', () => {
    const row = fc.array(fc.tuple(cell, fc.boolean()), { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 250 }), (rows) => {
        const written = rows.map((cells) =>
          cells.map(([text, always]) => (always || /[",]/.test(text) ? quoted(text) : text)).join(','),
        );
        // A row of empty, unquoted cells is an empty line, which is skipped before.
        const read = csvRows(HEADER)(written);
        expect(read).toEqual(rows.map((cells) => ({ record: recordOf(cells.map(([text]) => text)) })));
      }),
      { numRuns: 50 },
    );
  });

  it('reads every row independently of the rows beside it', () => {
    const line = fc.string({ unit: fc.constantFrom('"', ',', 'a', '\\', ' ', "'"), minLength: 1, maxLength: 14 });
    const readRows = csvRows(HEADER);
    fc.assert(
      fc.property(fc.array(line, { maxLength: 230 }), (lines) => {
        expect(readRows(lines)).toEqual(lines.flatMap((each) => readRows([each])));
      }),
      { numRuns: 50 },
    );
  });
});

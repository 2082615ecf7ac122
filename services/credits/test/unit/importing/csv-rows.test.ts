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

it('reads back whatever cells were written, each quoted or, where nothing needs it, not', () => {
  const row = fc.array(fc.tuple(cell, fc.boolean()), { minLength: 5, maxLength: 5 });
  fc.assert(
    fc.property(fc.array(row, { maxLength: 250 }), (rows) => {
      const written = rows.map((cells) =>
        cells.map(([text, always]) => (always || /[",]/.test(text) ? quoted(text) : text)).join(','),
      );
      // A line of empty cells that are not written at all is never asked for.
      const read = csvRows(HEADER)(written);
      expect(read).toEqual(rows.map((cells) => ({ record: recordOf(cells.map(([text]) => text)) })));
    }),
    { numRuns: 50 },
  );
});

it('reads every line as it would alone, whatever stands in the lines beside it', () => {
  const line = fc.string({ unit: fc.constantFrom('"', ',', 'a', '\\', ' ', "'"), minLength: 1, maxLength: 14 });
  const readRows = csvRows(HEADER);
  fc.assert(
    fc.property(fc.array(line, { maxLength: 230 }), (lines) => {
      expect(readRows(lines)).toEqual(lines.flatMap((each) => readRows([each])));
    }),
    { numRuns: 50 },
  );
});

import fc from 'fast-check';
import { delimitedRows, readCells } from '../../../src/importing/application/reading/delimited-rows.js';
import { matchApiLayout } from '../../../src/importing/domain/api-layout.js';

const HEADER = 'externalId,profileId,credentialCode,achievedAt,expiresOn';
const cell = fc
  .string({ unit: 'grapheme', maxLength: 12 })
  .filter((text) => !/[\n\r]/.test(text) && text.isWellFormed());
const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

function readerOf(header: string) {
  const names = header.split(',');
  const match = matchApiLayout(names);
  if (!('layout' in match)) throw new Error(match.fault);
  return delimitedRows(match.layout, names.length, ',', 'iso');
}

function recordOf(cells: readonly string[]): object {
  const names = HEADER.split(',');
  return Object.fromEntries(cells.flatMap((text, index) => (text === '' ? [] : [[names[index], text]])));
}

describe('delimitedRows', () => {
  it('reads back all written cells, quoted or, where possible, not', () => {
    const row = fc.array(fc.tuple(cell, fc.boolean()), { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 250 }), (rows) => {
        const written = rows.map((cells) =>
          cells.map(([text, always]) => (always || /[",]/.test(text) ? quoted(text) : text)).join(','),
        );
        // A row of empty, unquoted cells is an empty line, which is skipped before.
        const read = readerOf(HEADER)(written);
        expect(read).toEqual(rows.map((cells) => [{ record: recordOf(cells.map(([text]) => text)) }]));
      }),
      { numRuns: 50 },
    );
  });

  it.each([',', ';', '\t'] as const)('reads every row independently of the rows beside it, between %j', (delimiter) => {
    const text = fc.string({
      unit: fc.constantFrom('"', ',', ';', '\t', '\n', 'a', '\\', ' ', "'"),
      minLength: 1,
      maxLength: 14,
    });
    fc.assert(
      fc.property(fc.array(text, { maxLength: 230 }), (rows) => {
        expect(readCells(rows, delimiter)).toEqual(rows.flatMap((each) => readCells([each], delimiter)));
      }),
      { numRuns: 50 },
    );
  });

  it('reads rows without quotes as the parser does', () => {
    const text = fc.string({ unit: fc.constantFrom(',', 'a', ' ', "'", '\\', '\r'), minLength: 1, maxLength: 14 });
    fc.assert(
      fc.property(text, (row) => {
        // A quoted cell at the end sends the row to the parser.
        expect(readCells([`${row},""`], ',')).toEqual([[...(readCells([row], ',')[0] ?? []), '']]);
      }),
    );
  });
});

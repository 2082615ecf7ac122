import fc from 'fast-check';
import { readCells } from '../../../src/importing/application/reading/delimited-rows.js';
import type { FileLine } from '../../../src/importing/application/reading/file-lines.js';
import { type FileRow, rowsWithQuotedBreaks } from '../../../src/importing/application/reading/file-rows.js';

const isRow = (text: string) => readCells([text], ',')[0]?.length === 2;

async function* linesOf(texts: readonly string[], at: readonly number[]): AsyncGenerator<FileLine[]> {
  const lines = texts.map((text, index) => ({ text, end: { offset: index + 1, line: index + 1 } }));
  let begin = 0;
  for (const size of at) {
    yield lines.slice(begin, begin + size);
    begin += size;
  }
  yield lines.slice(begin);
}

async function rowsOf(content: string, at: readonly number[] = []): Promise<FileRow[]> {
  const rows: FileRow[] = [];
  for await (const read of rowsWithQuotedBreaks(linesOf(content.split('\n'), at), isRow)) rows.push(...read);
  return rows;
}

const textsOf = (rows: readonly FileRow[]) => rows.map((row) => ('text' in row ? row.text : row.fault));

describe('rowsWithQuotedBreaks', () => {
  it('connects the lines of a quoted cell, with the first line and the position after the last', async () => {
    expect(await rowsOf('a,b\n"c\nd\n""e""",f\ng,h')).toEqual([
      { line: 1, end: { offset: 1, line: 1 }, text: 'a,b' },
      { line: 2, end: { offset: 4, line: 4 }, text: '"c\nd\n""e""",f' },
      { line: 5, end: { offset: 5, line: 5 }, text: 'g,h' },
    ]);
  });

  it.each([
    ['a quote that is never closed', '"a,b\nc,d\ne,f', ['"a,b', 'c,d', 'e,f']],
    ['two unclosed quotes', '"a,b\nc,d\n"e,f\ng,h', ['"a,b', 'c,d', '"e,f', 'g,h']],
    ['an unclosed quote before a row of two lines', '"a,b\n"c\nd",e', ['"a,b', '"c\nd",e']],
    ['a quote that is closed in a row of another width', '"a\nb",c,d', ['"a', 'b",c,d']],
    ['a quote that is closed too late', `"a${'\nb,c'.repeat(60)}\nd",e`, ['"a', ...Array(60).fill('b,c'), 'd",e']],
  ])('rejects one line alone for %s', async (_what, content, texts) => {
    expect(textsOf(await rowsOf(content))).toEqual(texts);
  });

  it('loses no line, and finds the same rows at any chunk boundary and from the end of any row', async () => {
    const line = fc.string({ unit: fc.constantFrom('"', ',', 'a', ' '), maxLength: 6 });
    const sizes = fc.array(fc.nat({ max: 5 }), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 40 }), sizes, fc.nat(), async (lines, at, stop) => {
        const rows = await rowsOf(lines.join('\n'));
        expect(textsOf(rows).join('\n')).toBe(lines.join('\n'));
        expect(await rowsOf(lines.join('\n'), at)).toEqual(rows);
        const done = rows.slice(0, stop % (rows.length + 1));
        const rest = lines.slice(done.at(-1)?.end.line ?? 0);
        if (rest.length > 0) expect(textsOf(await rowsOf(rest.join('\n')))).toEqual(textsOf(rows.slice(done.length)));
      }),
      { numRuns: 200 },
    );
  });
});

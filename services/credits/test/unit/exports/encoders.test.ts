import fc from 'fast-check';
import { readXlsx } from 'hucre';
import type { Encoder, Sink } from '../../../src/exports/application/encoding/encoder.js';
import { plainEncoder } from '../../../src/exports/application/encoding/plain-encoder.js';
import { textRows } from '../../../src/exports/application/encoding/text-rows.js';
import { xlsxEncoder } from '../../../src/exports/application/encoding/xlsx-encoder.js';

const TEXT = { name: 'text', type: 'STRING', nullable: true } as const;
/** As COPY writes text: backslash, tab and line breaks escaped, `\N` for null. */
const copied = (value: string | null) =>
  value?.replace(/[\\\b\f\n\r\t\v]/g, (one) => `\\${NAMES[one] ?? one}`) ?? '\\N';
const NAMES: Record<string, string> = { '\b': 'b', '\f': 'f', '\n': 'n', '\r': 'r', '\t': 't', '\v': 'v' };
/** Text that PostgreSQL stores. */
const storable = fc.string({ unit: 'binary' }).filter((text) => text.isWellFormed() && !text.includes('\u0000'));
const cells = fc.array(fc.array(fc.option(storable), { minLength: 2, maxLength: 2 }), { minLength: 1 });

async function contentOf(make: (sink: Sink) => Encoder, chunks: readonly Uint8Array[]): Promise<Buffer> {
  const parts: Buffer[] = [];
  const encoder = make((bytes) => parts.push(Buffer.from(bytes)));
  for (const chunk of chunks) await encoder.write(chunk);
  await encoder.end();
  return Buffer.concat(parts);
}

describe('the text format of COPY', () => {
  it('is read back whatever the text and wherever its chunks end', () => {
    fc.assert(
      fc.property(cells, fc.integer({ min: 1, max: 50 }), (rows, size) => {
        const text = Buffer.from(rows.map((row) => `${row.map(copied).join('\t')}\n`).join(''));
        const read = textRows([TEXT, { ...TEXT, name: 'other' }]);
        const found = [];
        for (let at = 0; at < text.length; at += size) found.push(...read(text.subarray(at, at + size)));
        expect(found).toEqual(rows);
      }),
    );
  });

  it('has instants to the millisecond, days, lists and booleans', () => {
    const types = ['TIMESTAMP_MILLIS', 'DATE', 'LIST_OF_STRING', 'BOOLEAN', 'INT32'] as const;
    const read = textRows(types.map((type) => ({ name: type, type, nullable: true })));
    const lines = [
      '2026-01-31 12:00:00.123+00\t2026-01-31\ta\u001fb\tt\t1',
      '2026-01-31 12:00:00+00\t9999-12-31\t\tf\t-2',
      '\\N\t\\N\t\\N\t\\N\t\\N',
    ];
    expect(read(Buffer.from(`${lines.join('\n')}\n`))).toEqual([
      [Date.UTC(2026, 0, 31, 12, 0, 0, 123), Date.UTC(2026, 0, 31) / 86_400_000, ['a', 'b'], true, 1],
      [Date.UTC(2026, 0, 31, 12), Date.UTC(9999, 11, 31) / 86_400_000, [], false, -2],
      [null, null, null, null, null],
    ]);
  });
});

describe('a plain file', () => {
  it('has the bytes of COPY, and counts the lines after the header', async () => {
    let encoder: Encoder | undefined;
    const make = (sink: Sink) => {
      encoder = plainEncoder(sink, { hasHeader: true });
      return encoder;
    };
    const content = await contentOf(make, [Buffer.from('name\nA'), Buffer.from('da\nGrace\n')]);
    expect([content.toString(), encoder?.rows]).toEqual(['name\nAda\nGrace\n', 2]);
  });
});

describe('a workbook', () => {
  const workbook = (texts: readonly string[]) =>
    contentOf((sink) => xlsxEncoder(sink, [TEXT]), [Buffer.from(texts.map((text) => `${copied(text)}\n`).join(''))]);

  it('has text that XML cannot hold or that looks like an escape, unchanged', async () => {
    const texts = ['<&>"\'', '_x0041_', '\u0001\u001f', ' space ', 'line\nbreak', '\u{1F469}\u200D\u{1F680}', ']]>'];
    const { sheets } = await readXlsx(await workbook(texts));
    expect(sheets[0]?.rows.map(([text]) => text)).toEqual(['text', ...texts]);
  });

  it('cuts off text that is too long for a cell', async () => {
    const { sheets } = await readXlsx(await workbook(['x'.repeat(40_000)]));
    expect(String(sheets[0]?.rows[1]?.[0])).toBe(`${'x'.repeat(32_766)}…`);
  });

  it('rejects more rows than a worksheet has', async () => {
    const rows = Buffer.from('a\n'.repeat(524_288));
    const encoder = xlsxEncoder(() => undefined, [TEXT]);
    await encoder.write(rows);
    await expect(async () => encoder.write(rows)).rejects.toThrow(/Request it as PARQUET or CSV/);
  });

  it('is the same file when it is made again', async () => {
    expect(await workbook(['a', 'b'])).toEqual(await workbook(['a', 'b']));
  });
});

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  BEGINNING,
  type FileEncoding,
  type FileLine,
  type FilePosition,
  fileLines,
} from '../../../src/importing/application/reading/file-lines.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lines-'));
});
afterAll(async () => rm(folder, { recursive: true }));

async function linesOf(
  content: string | Buffer,
  from: FilePosition = BEGINNING,
  encoding: FileEncoding = 'utf8',
): Promise<FileLine[]> {
  const path = join(folder, 'file');
  await writeFile(path, content);
  const all: FileLine[] = [];
  for await (const lines of fileLines(path, from, { encoding })) all.push(...lines);
  return all;
}

const textOf = (line: FileLine | undefined) => (line && 'text' in line ? line.text : undefined);

/** Lines of every length around the chunks in which a file is read, with characters of one to four bytes. */
const LONG = Array.from({ length: 3_000 }, (_, n) => `${n}${['a', 'é', '漢', '😀'][n % 4]?.repeat((n * 37) % 700)}`);

describe('fileLines', () => {
  it('finds the lines of a file of any length, at any chunk boundary, with either line break', async () => {
    for (const end of ['\n', '\r\n']) {
      const lines = await linesOf(LONG.join(end));
      expect(lines.map(textOf)).toEqual(LONG);
      expect(lines.map((line) => line.end.line)).toEqual(LONG.map((_, index) => index + 1));
    }
  });

  it('continues from the end of any line without a difference', async () => {
    const content = LONG.join('\n');
    const whole = await linesOf(content);
    for (const stop of [0, 1, 700, 1_999, 2_998]) {
      expect(await linesOf(content, whole[stop]?.end)).toEqual(whole.slice(stop + 1));
    }
    expect(whole.at(-1)?.end.offset).toBe(Buffer.byteLength(content));
  });

  it('accepts a line of 262,144 bytes and rejects a longer one, with the right position after it', async () => {
    const most = 'x'.repeat(262_144);
    const lines = await linesOf([most, `${most}x`, most.repeat(9), 'after'].join('\n'));
    expect(lines.map((line) => 'fault' in line)).toEqual([false, true, true, false]);
    expect(lines[3]).toEqual({ text: 'after', end: { line: 4, offset: 262_144 * 11 + 4 + 5 } });
  });

  it('rejects lines that are not UTF-8 one by one, and drops a byte order mark at the beginning only', async () => {
    const lines = await linesOf(
      Buffer.concat([Buffer.from('\ufeffa\n\ufeffb\n'), Buffer.from([0xff, 0x0a]), Buffer.from('c')]),
    );
    expect(lines.map(textOf)).toEqual(['a', '\ufeffb', undefined, 'c']);
  });

  it('finds no line in an empty file, and an empty one before every line break', async () => {
    expect(await linesOf('')).toEqual([]);
    expect((await linesOf('\n\r\n\n')).map(textOf)).toEqual(['', '', '']);
  });
});

describe('fileLines of UTF-16', () => {
  it('finds the same lines as in UTF-8, and continues from the end of any line', async () => {
    const content = `\ufeff${LONG.join('\r\n')}`;
    const bytes = Buffer.from(content, 'utf16le');
    const whole = await linesOf(bytes, BEGINNING, 'utf16le');
    expect(whole.map(textOf)).toEqual(LONG);
    expect(whole.at(-1)?.end.offset).toBe(bytes.length);
    expect(await linesOf(bytes, whole[1_999]?.end, 'utf16le')).toEqual(whole.slice(2_000));
  });

  it('finds line breaks at even positions only, and rejects half a character', async () => {
    // U+0A0A and U+0A41 contain the byte of a line feed.
    const bytes = Buffer.concat([Buffer.from('\u0a0a\u0a41\nb\n\ud800\nc', 'utf16le'), Buffer.from([0x64])]);
    const lines = await linesOf(bytes, BEGINNING, 'utf16le');
    expect(lines.map(textOf)).toEqual(['\u0a0a\u0a41', 'b', undefined, undefined]);
  });
});

import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import S3rver from 's3rver';
import { type ExportFiles, FileMissing, localFiles } from '../../../src/exports/store/export-files.js';
import { s3Files } from '../../../src/exports/store/s3-files.js';

/** More than one part of an upload. */
const CONTENT = Buffer.alloc(12 * 1024 * 1024, 'exports ');
const ATTEMPT = { id: '0193a5b0-c1f2-7c1e-8f7a-4d3b2c1a0f9e', attempt: 1 };

const folder = mkdtempSync(join(tmpdir(), 'skill-link-s3-'));
const bucket = new S3rver({
  ...{ address: '127.0.0.1', port: 0, silent: true, directory: join(folder, 'bucket') },
  configureBuckets: [{ name: 'exports', configs: [] }],
});
let stores: Record<string, ExportFiles>;

beforeAll(async () => {
  const { port } = await bucket.run();
  // s3rver knows this key alone.
  const key = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' };
  const settings = { ...key, endpoint: `http://127.0.0.1:${port}`, region: 'us-east-1', bucket: 'exports' };
  stores = {
    'a folder': await localFiles(join(folder, 'local')),
    'a bucket': await s3Files(join(folder, 'parts'), settings),
  };
});
afterAll(async () => {
  await bucket.close();
  rmSync(folder, { recursive: true, force: true });
});

describe.each(['a folder', 'a bucket'])('%s', (name) => {
  it('keeps a complete file, reads parts of it, and removes it', async () => {
    const files = stores[name] as ExportFiles;
    writeFileSync(files.partPath(ATTEMPT), CONTENT);
    await files.publish(ATTEMPT);
    expect(readdirSync(join(files.partPath(ATTEMPT), '..')).filter((one) => one.endsWith('.part'))).toEqual([]);
    const read = async (first: number, last: number) => buffer(await files.read(ATTEMPT.id, { first, last }));
    expect((await read(0, CONTENT.length - 1)).equals(CONTENT)).toBe(true);
    expect((await read(5_000_000, 7_000_000)).equals(CONTENT.subarray(5_000_000, 7_000_001))).toBe(true);
    await files.remove(ATTEMPT.id);
    await files.remove(ATTEMPT.id);
    await expect(read(0, 9)).rejects.toThrow(FileMissing);
  });

  it('has no file while it is written, and removes parts of others', async () => {
    const files = stores[name] as ExportFiles;
    const other = { ...ATTEMPT, attempt: 2 };
    for (const attempt of [ATTEMPT, other]) writeFileSync(files.partPath(attempt), 'half of a fi');
    await expect(files.read(ATTEMPT.id, { first: 0, last: 1 })).rejects.toThrow(FileMissing);
    await files.removeOtherParts([other]);
    const left = () => readdirSync(join(files.partPath(ATTEMPT), '..')).filter((one) => one.endsWith('.part'));
    expect(left()).toEqual([`${ATTEMPT.id}.2.part`]);
    await files.removePart(other);
    expect(left()).toEqual([]);
  });
});

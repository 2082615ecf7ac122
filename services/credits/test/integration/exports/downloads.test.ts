import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Caller } from '@app/subgraph-kit/callers/caller';
import { machine, type TestCredits, testCredits } from '../../support/credits.js';
import {
  admin,
  bytesOf,
  contentOf,
  download,
  made,
  problemOf,
  type ShownExport,
  shown,
} from '../../support/exports.js';

let credits: TestCredits;
let organizationId: string;
let ready: ShownExport;
let content: Buffer;
beforeAll(async () => {
  credits = await testCredits({ now: '2026-07-20T00:00:00.000Z' });
  organizationId = await credits.anOrganization();
  const user = await credits.aUser(organizationId, { displayName: 'Ünïcode' });
  const { profileId } = await credits.aLink(user);
  await credits.record([{ profileId, credentialCode: 'IAM', achievedAt: '2026-05-01T00:00:00.000Z' }]);
  await credits.allCounted();
  ready = await made(credits, { organizationId, dataset: 'CREDITS', includePersonalData: true });
  content = await contentOf(credits, ready);
});
afterAll(() => credits.stop());

describe('a link', () => {
  it('gives the file, with headers that name, type and identify it', async () => {
    const response = await download(credits, ready.url ?? '');
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': 'attachment; filename="credits-2026-07-20.csv"',
      'content-length': String(ready.bytes),
      etag: `"sha256-${ready.sha256}"`,
      'repr-digest': `sha-256=:${createHash('sha256').update(content).digest('base64')}:`,
      'accept-ranges': 'bytes',
      'cache-control': 'private, no-transform',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    });
    expect(createHash('sha256').update(content).digest('hex')).toBe(ready.sha256);
  });

  it('works for 15 minutes; a later answer has a new one', async () => {
    expect(ready.expiresAt).toBe('2026-07-20T00:15:00.000Z');
    credits.clock.set('2026-07-20T00:14:59.000Z');
    expect((await download(credits, ready.url ?? '')).status).toBe(200);
    credits.clock.set('2026-07-20T00:15:00.000Z');
    expect(await problemOf(await download(credits, ready.url ?? ''))).toEqual({
      status: 410,
      title: 'The link is over',
    });
    const { url } = (await shown(credits, ready.id)) as ShownExport;
    expect((await download(credits, url ?? '')).status).toBe(200);
  });

  it('gives nothing with another expiry, another signature, another file or another name', async () => {
    const { url } = (await shown(credits, ready.id)) as ShownExport;
    const other = await made(credits, { organizationId, dataset: 'ASSOCIATIONS' });
    const address = new URL(url ?? '');
    const changed = (change: (to: URL) => void) => {
      const copy = new URL(address);
      change(copy);
      return copy.href;
    };
    const attempts = [
      changed(({ searchParams }) => searchParams.set('expires', String(Number(searchParams.get('expires')) + 1))),
      changed(({ searchParams }) => searchParams.set('signature', 'A'.repeat(43))),
      changed(({ searchParams }) => searchParams.delete('signature')),
      changed(({ searchParams }) => searchParams.append('signature', 'x')),
      changed((to) => {
        to.pathname = new URL(other.address).pathname;
      }),
      changed((to) => {
        to.pathname = to.pathname.replace('.csv', '.xlsx');
      }),
      changed((to) => {
        to.pathname = to.pathname.replace(ready.id, 'no-uuid');
      }),
    ];
    for (const attempt of attempts)
      expect([attempt, (await problemOf(await download(credits, attempt))).status]).toEqual([attempt, 404]);
  });
});

describe('the permanent address', () => {
  it.each<[string, () => Promise<Caller> | Caller, number]>([
    ['a caller who may see the export', () => admin(organizationId), 200],
    ['a program with both permissions', () => machine(organizationId, 'exports:run', 'reports:read.pii'), 200],
    ['a program without the right to names', () => machine(organizationId, 'exports:run'), 404],
    ['an administrator of another organization', async () => admin(await credits.anOrganization()), 404],
    ['an account without a user', () => ({ kind: 'unknown-account' }), 401],
    ['a client without any authorization', () => ({ kind: 'gateway' }), 401],
  ])('for %s', async (_who, caller, status) => {
    const response = await download(credits, ready.address, { caller: await caller() });
    expect(response.status).toBe(status);
    if (status === 200) expect(await bytesOf(response)).toEqual(content);
    if (status === 401) expect(response.headers.get('www-authenticate')).toBe('Bearer');
  });

  it('answers a HEAD request with the headers alone', async () => {
    const response = await download(credits, ready.address, { caller: admin(organizationId), method: 'HEAD' });
    expect([response.status, response.headers.get('content-length'), await response.text()]).toEqual([
      ...[200, String(ready.bytes), ''],
    ]);
  });
});

describe('parts of a file', () => {
  const get = (headers: Record<string, string>) =>
    download(credits, ready.address, { caller: admin(organizationId), headers });

  it.each(['0-0', '0-9', '10-19', '5-', '-7', '-99999', '0-99999'])('bytes=%s', async (range) => {
    const [start = '', end = ''] = range.split('-');
    const first = start === '' ? Math.max(0, content.length - Number(end)) : Number(start);
    const last = start === '' || end === '' ? content.length - 1 : Math.min(Number(end), content.length - 1);
    const response = await get({ range: `bytes=${range}` });
    expect([response.status, response.headers.get('content-range')]).toEqual([
      ...[206, `bytes ${first}-${last}/${content.length}`],
    ]);
    expect(await bytesOf(response)).toEqual(content.subarray(first, last + 1));
  });

  it.each(['bytes=9-3', 'bytes=a-b', 'bytes=-', 'items=0-1', 'bytes=0-1,5-6', 'bytes', 'bytes=0x1-2'])(
    'are not given for %s: the whole file is',
    async (range) => {
      const response = await get({ range });
      expect([response.status, (await bytesOf(response)).length]).toEqual([200, content.length]);
    },
  );

  it.each(['bytes=99999-', 'bytes=99999-100000', 'bytes=-0'])('outside of the file are rejected: %s', async (range) => {
    const response = await get({ range });
    expect(response.headers.get('content-range')).toBe(`bytes */${content.length}`);
    expect((await problemOf(response)).status).toBe(416);
  });

  it('are given while the file is the same; of another one the client gets the whole', async () => {
    const etag = `"sha256-${ready.sha256}"`;
    const status = async (ifRange: string) => (await get({ range: 'bytes=3-', 'if-range': ifRange })).status;
    expect(await status(etag)).toBe(206);
    for (const other of ['"sha256-other"', `W/${etag}`, 'Mon, 20 Jul 2026 00:00:00 GMT'])
      expect(await status(other)).toBe(200);
  });

  it('that were cut off can be resumed: the parts make the same file', async () => {
    const parts = [
      await bytesOf(await get({ range: 'bytes=0-99' })),
      await bytesOf(await get({ range: 'bytes=100-' })),
    ];
    expect(createHash('sha256').update(Buffer.concat(parts)).digest('hex')).toBe(ready.sha256);
  });

  it.each(['"sha256-%"', 'W/"sha256-%"', '"other", "sha256-%"', '*'])(
    'of a file that the client has: 304 for %s',
    async (tags) => {
      const response = await get({ 'if-none-match': tags.replace('%', ready.sha256 ?? ''), range: 'bytes=0-1' });
      expect([response.status, await response.text()]).toEqual([304, '']);
      expect((await get({ 'if-none-match': '"sha256-old"' })).status).toBe(200);
    },
  );
});

describe('a file that is gone', () => {
  it('is a problem that says to request it again: removed after its time, or gone from the store', async () => {
    const one = await made(credits, { organizationId, dataset: 'LEARN_ANALYTICS' });
    const get = async (file: ShownExport) =>
      problemOf(await download(credits, file.address, { caller: admin(organizationId) }));
    rmSync(join(credits.exportsFolder, one.id));
    const gone = { status: 410, title: 'The file was removed' };
    expect(await get(one)).toEqual(gone);
    expect(await shown(credits, one.id)).toMatchObject({
      state: 'EXPIRED',
      error: expect.stringMatching(/Request the export again/),
    });
    const now = credits.clock.now().toISOString();
    credits.clock.advance({ days: 7 });
    expect(await get(ready)).toEqual(gone);
    credits.clock.set(now);
  });

  it('while it is not ready is a problem with the time to ask again', async () => {
    await credits.sql("UPDATE credits.export SET state = 'FAILED', error = 'test' WHERE id = $1", [ready.id]);
    const response = await download(credits, ready.address, { caller: admin(organizationId) });
    expect(response.headers.get('retry-after')).toBe('10');
    expect(await problemOf(response)).toEqual({ status: 404, title: 'The file is not ready' });
    await credits.sql("UPDATE credits.export SET state = 'READY' WHERE id = $1", [ready.id]);
  });
});

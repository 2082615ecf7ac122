import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { removeExpiredFiles } from '../../../src/exports/application/remove-files.js';
import type { TestCredits } from '../../support/credits.js';
import { type ExportWorld, exportWorld } from '../../support/export-world.js';
import { admin, contentOf, over, shown } from '../../support/exports.js';

let world: ExportWorld;
let credits: TestCredits;
beforeAll(async () => {
  world = await exportWorld();
  ({ credits } = world);
});
afterEach(() => world.cancelAll());
afterAll(() => world.stop());

describe('making an export', () => {
  it('begins again after its process was killed in the middle: the part is removed, the file is whole', async () => {
    const { id } = await world.requested(world.links());
    await credits.sql(
      `UPDATE credits.export SET state = 'RUNNING', attempts = 1, has_file = true, rows_written = 17,
      leased_until = clock_timestamp() - interval '1 second' WHERE id = $1`,
      [id],
    );
    writeFileSync(join(credits.exportsFolder, `${id}.1.part`), 'half of a fi');
    const ready = await world.whileMaking(() => over(credits, id));
    expect(ready).toMatchObject({ state: 'READY', rows: 1 });
    expect((await contentOf(credits, ready)).toString()).toMatch(/^association_id,.*\n.*\n$/);
    expect(world.files().filter((name) => name.startsWith(id))).toEqual([id]);
  });

  it('leaves an export and its part to the worker whose lease runs', async () => {
    const { id } = await world.requested(world.links());
    await credits.sql(
      `UPDATE credits.export SET state = 'RUNNING', attempts = 1, has_file = true,
      leased_until = clock_timestamp() + interval '1 minute' WHERE id = $1`,
      [id],
    );
    writeFileSync(join(credits.exportsFolder, `${id}.1.part`), 'of another worker');
    const other = await world.requested(world.links({ format: 'TSV' }));
    await world.whileMaking(() => over(credits, other.id));
    expect((await shown(credits, id))?.state).toBe('RUNNING');
    expect(world.files()).toContain(`${id}.1.part`);
  });

  it('is made again as soon as the lease of a killed worker ends, without a job that looks for it', async () => {
    const { id } = await world.requested(world.links());
    await credits.sql(
      `UPDATE credits.export SET state = 'RUNNING', attempts = 1, has_file = true,
      leased_until = clock_timestamp() + interval '2 seconds' WHERE id = $1`,
      [id],
    );
    expect(await world.whileMaking(() => over(credits, id))).toMatchObject({ state: 'READY', rows: 1 });
  });

  it('goes back to the queue when the process stops', async () => {
    const { id } = await world.requested(world.links());
    const stopping = new AbortController();
    stopping.abort();
    await world.makeOne({}, stopping.signal);
    expect((await shown(credits, id))?.state).toBe('QUEUED');
    expect(world.files().filter((name) => name.startsWith(id))).toEqual([]);
    expect(await world.makeOne()).toBe(id);
  });

  it('fails with a clear error when the disk is full, and can be requested again', async () => {
    const { id } = await world.requested(world.links({ format: 'PARQUET' }));
    await world.makeOne({
      files: { ...world.work.files, partPath: () => '/dev/full', removePart: async () => undefined },
    });
    expect(await shown(credits, id)).toMatchObject({
      state: 'FAILED',
      error: expect.stringMatching(/^There is no space for the file. Ask the operator/),
    });
    const again = await world.requested(world.links({ format: 'PARQUET' }));
    expect(again.id).not.toBe(id);
    expect(await world.makeOne()).toBe(again.id);
    expect((await shown(credits, again.id))?.state).toBe('READY');
  });

  it('is given up after five attempts that ended without a result', async () => {
    const { id } = await world.requested(world.links());
    await credits.sql('UPDATE credits.export SET attempts = 5 WHERE id = $1', [id]);
    await world.makeOne();
    expect(await shown(credits, id)).toMatchObject({
      state: 'FAILED',
      error: expect.stringMatching(/Request it again/),
    });
  });

  it('takes turns between organizations, however many exports one of them has', async () => {
    const [busy, other] = [await credits.anOrganization(), await credits.anOrganization()];
    const first = [];
    for (const format of ['CSV', 'TSV', 'JSONL'])
      first.push(await world.requested({ ...world.links({ format }), organizationId: busy }));
    credits.clock.advance({ hours: 1 });
    const later = await world.requested({ ...world.links(), organizationId: other });
    expect([await world.makeOne(), await world.makeOne(), await world.makeOne()]).toEqual([
      first[0]?.id,
      later.id,
      first[1]?.id,
    ]);
  });

  it('records an event when the file is ready and when it failed, without a signed link', async () => {
    const owner = await credits.anOrganization();
    const good = await world.requested({ ...world.links(), organizationId: owner });
    await world.makeOne();
    const bad = await world.requested({ ...world.links({ format: 'TSV' }), organizationId: owner });
    await world.makeOne({
      files: { ...world.work.files, partPath: () => '/dev/full', removePart: async () => undefined },
    });
    const events = await credits.sql<{ type: string; subject: string; data: object }>(
      'SELECT type, subject, data FROM credits.event WHERE organization_id = $1 ORDER BY id',
      [owner],
    );
    const content = { dataset: 'ASSOCIATIONS', month: null };
    expect(events).toEqual([
      {
        ...{ type: 'export.ready', subject: good.id },
        data: expect.objectContaining({ ...content, exportId: good.id, format: 'CSV', rows: 0, address: good.address }),
      },
      {
        type: 'export.failed',
        subject: bad.id,
        data: expect.objectContaining({ ...content, error: expect.any(String) }),
      },
    ]);
    expect(JSON.stringify(events)).not.toContain('signature');
  });
});

describe('cancelExport', () => {
  it('keeps a queued export from being made', async () => {
    const { id } = await world.requested(world.links());
    expect((await world.cancel(id)).export).toMatchObject({ state: 'EXPIRED', error: 'The export was canceled.' });
    await expect(world.makeOne()).rejects.toThrow('There is nothing to make.');
  });

  it('removes the file of one that is ready; a repetition changes nothing', async () => {
    const { id } = await world.requested(world.links());
    await world.makeOne();
    expect(world.files()).toContain(id);
    expect((await world.cancel(id)).export).toMatchObject({ state: 'EXPIRED', url: null, bytes: null });
    expect((await world.cancel(id)).export.state).toBe('EXPIRED');
    expect(world.files()).not.toContain(id);
  });

  it('ends one that is being made: nothing is left of it', async () => {
    const { id } = await world.requested(world.links());
    const publish: ExportWorld['work']['files']['publish'] = async (attempt) => {
      await world.cancel(id);
      await world.work.files.publish(attempt);
    };
    await world.makeOne({ files: { ...world.work.files, publish } });
    expect((await shown(credits, id))?.state).toBe('EXPIRED');
    await removeExpiredFiles(world.work);
    expect(world.files()).not.toContain(id);
  });

  it('finds no export of another organization', async () => {
    const { id } = await world.requested(world.links());
    expect((await world.cancel(id, admin(await credits.anOrganization()))).__typename).toBe('ExportNotFoundError');
    expect((await world.cancel('no-uuid')).__typename).toBe('ExportNotFoundError');
    expect((await shown(credits, id))?.state).toBe('QUEUED');
  });
});

describe('a file', () => {
  it('is kept for seven days; the export is known for 90 days more', async () => {
    const { id } = await world.requested(world.links());
    await world.makeOne();
    credits.clock.advance({ days: 7, milliseconds: -1 });
    await removeExpiredFiles(world.work);
    expect([(await shown(credits, id))?.state, world.files().includes(id)]).toEqual(['READY', true]);
    credits.clock.advance({ milliseconds: 1 });
    expect(await shown(credits, id)).toMatchObject({ state: 'EXPIRED', url: null });
    await removeExpiredFiles(world.work);
    expect([(await shown(credits, id))?.state, world.files().includes(id)]).toEqual(['EXPIRED', false]);
    credits.clock.advance({ days: 90 });
    await removeExpiredFiles(world.work);
    expect(await shown(credits, id)).toBeNull();
  });
});

import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { appendFile, readFile, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { aProfile, type TestCredits, testCredits } from '../../support/credits.js';
import { type TestImporter, testImporter } from '../../support/import-file.js';

let credits: TestCredits;
let importer: TestImporter;
beforeAll(async () => {
  credits = await testCredits({ workers: false });
  importer = await testImporter(credits);
});
afterAll(async () => {
  await importer.stop();
  await credits.stop();
});

const HEADER = 'externalId,profileId,credentialCode,achievedAt';
const DAY = '2026-05-04T10:00:00.000Z';
const BROKEN_EACH = 10;

/** A file with this many rows, every tenth of them rejected, of profiles of its own. */
function lines(count: number): { externalIds: string[]; content: string } {
  const externalIds = Array.from({ length: count }, () => randomUUID());
  const rows = externalIds.map((id, index) => {
    const code = index % BROKEN_EACH === 0 ? 'XX-000' : 'AZ-ADMIN';
    return `${id},${aProfile()},${code},${DAY}`;
  });
  return { externalIds, content: [HEADER, ...rows, ''].join('\n') };
}

async function recordedOf(externalIds: readonly string[]): Promise<number> {
  const rows = await credits.sql('SELECT FROM credits.achievement_report WHERE external_id = ANY($1)', [externalIds]);
  return rows.length;
}

const rejectedRows = (count: number) =>
  Array.from({ length: count / BROKEN_EACH }, (_, index) => 2 + index * BROKEN_EACH);

describe('importAchievements after an interruption', () => {
  it.each([1, 2, 3, 4, 5])('continues after chunk %i and ends as an uninterrupted import', async (chunks) => {
    const { externalIds, content } = lines(100);
    const path = await importer.file(content);
    let done = 0;
    const crash = () => {
      done += 1;
      if (done === chunks) throw new Error('the machine went away');
    };
    await expect(importer.run(path, { maxChunkRows: 20, onProgress: crash })).rejects.toThrow('went away');
    const before = await recordedOf(externalIds);
    expect(before).toBe(chunks * 18);
    const outcome = await importer.run(path, { maxChunkRows: 20 });
    expect(outcome).toMatchObject({ recorded: 90, repeated: 0, rejected: 10, continuedAt: 1 + 20 * chunks });
    expect(await recordedOf(externalIds)).toBe(90);
    expect((await importer.rejected(path)).map(({ line }) => line)).toEqual(rejectedRows(100));
  });

  it('records the events of a chunk whose people were recalculated before it was counted', async () => {
    const organizationId = await credits.anOrganization();
    const { profileId } = await credits.aLink(await credits.aUser(organizationId));
    const path = await importer.file([HEADER, `${randomUUID()},${profileId},AZ-ADMIN,${DAY}`, ''].join('\n'));
    const waiting = () =>
      credits.sql('SELECT FROM credits.recalculation_queue WHERE organization_id = $1', [organizationId]);
    await importer.run(path, {
      count: async (recorded) => {
        await importer.finish();
        expect(await waiting()).toHaveLength(0);
        await importer.count(recorded);
        expect(await waiting()).toHaveLength(1);
      },
    });
    const events = await credits.sql(
      "SELECT FROM credits.event WHERE organization_id = $1 AND type = 'credit.counted'",
      [organizationId],
    );
    expect(events).toHaveLength(1);
  });

  it('counts the last chunk when it was recorded but not counted', async () => {
    const organizationId = await credits.anOrganization();
    const { profileId } = await credits.aLink(await credits.aUser(organizationId));
    const path = await importer.file(`${HEADER}\n${randomUUID()},${profileId},AZ-ADMIN,${DAY}\n`);
    const count = () => Promise.reject(new Error('the machine went away'));
    await expect(importer.run(path, { count })).rejects.toThrow('went away');
    expect(await importer.run(path)).toMatchObject({ recorded: 1, repeated: 0, continuedAt: 2 });
    const counted = await credits.sql(
      'SELECT FROM credits.credit WHERE organization_id = $1 AND counted_at IS NOT NULL',
      [organizationId],
    );
    expect(counted).toHaveLength(1);
  });

  it('overwrites rejected rows of unrecorded chunks, and starts anew when recorded ones are missing', async () => {
    const { content } = lines(100);
    const path = await importer.file(content);
    const crash = () => {
      throw new Error('the machine went away');
    };
    await expect(importer.run(path, { maxChunkRows: 50, onProgress: crash })).rejects.toThrow();
    await appendFile(`${path}.rejected`, '{"line":52,"externalId":"half');
    expect(await importer.run(path)).toMatchObject({ recorded: 90, rejected: 10 });
    expect((await importer.rejected(path)).map(({ line }) => line)).toEqual(rejectedRows(100));

    await expect(importer.run(path, { maxChunkRows: 50, onProgress: crash })).rejects.toThrow();
    await rm(`${path}.rejected`);
    expect(await importer.run(path)).toMatchObject({ recorded: 0, repeated: 90, rejected: 10, continuedAt: 0 });
    expect(await importer.rejected(path)).toHaveLength(10);
  });

  it('starts anew with other content, and finds recorded rows repeated', async () => {
    const { content } = lines(100);
    const path = await importer.file(content);
    const crash = () => {
      throw new Error('the machine went away');
    };
    await expect(importer.run(path, { maxChunkRows: 50, onProgress: crash })).rejects.toThrow();
    await appendFile(path, `${randomUUID()},${aProfile()},AZ-ADMIN,${DAY}\n`);
    expect(await importer.run(path)).toMatchObject({ recorded: 46, repeated: 45, rejected: 10, continuedAt: 0 });
  });

  it('stops after a whole chunk when it is asked to, and continues', async () => {
    const path = await importer.file(lines(100).content);
    const stop = new AbortController();
    const outcome = await importer.run(path, { maxChunkRows: 20, onProgress: () => stop.abort(), stop: stop.signal });
    expect(outcome).toMatchObject({ kind: 'stopped', recorded: 18, rejected: 2 });
    expect(await importer.run(path)).toMatchObject({ kind: 'imported', recorded: 90, rejected: 10, continuedAt: 21 });
  });

  it('reports a file that changed during the import', async () => {
    const path = await importer.file(lines(100).content);
    let told = false;
    const count = async () => {
      if (!told) await appendFile(path, '\n');
      told = true;
    };
    await expect(importer.run(path, { maxChunkRows: 20, count })).rejects.toThrow('changed during the import');
  });
});

describe('importAchievements concurrently', () => {
  it('imports a file in one process at a time', async () => {
    const path = await importer.file(lines(40).content);
    let finish = () => {};
    const held = new Promise<void>((resolve) => {
      finish = resolve;
    });
    let reached = () => {};
    const underWay = new Promise<void>((resolve) => {
      reached = resolve;
    });
    const count = () => {
      reached();
      return held;
    };
    const first = importer.run(path, { maxChunkRows: 20, count });
    await underWay;
    expect(await importer.run(path)).toEqual({ kind: 'running-elsewhere' });
    finish();
    expect(await first).toMatchObject({ kind: 'imported', recorded: 36 });
  });

  it('records items once that are in three files and sent by the API', async () => {
    const { externalIds, content } = lines(300);
    const rows = content.trimEnd().split('\n').slice(1);
    const paths = await Promise.all(
      [rows, [...rows].reverse(), [...rows.slice(150), ...rows.slice(0, 150)]].map((order) =>
        importer.file([HEADER, ...order].join('\n')),
      ),
    );
    const items = rows.map((row) => {
      const [externalId = '', profileId = '', credentialCode = '', achievedAt = ''] = row.split(',');
      return { externalId, profileId, credentialCode, achievedAt };
    });
    const outcomes = await Promise.all([
      ...paths.map((path) => importer.run(path, { maxChunkRows: 30 })),
      ...Array.from({ length: 5 }, () => credits.record(items)),
    ]);
    const recorded = outcomes.reduce((sum, outcome) => sum + ('recorded' in outcome ? outcome.recorded : 0), 0);
    const repeated = outcomes.reduce((sum, outcome) => sum + ('repeated' in outcome ? outcome.repeated : 0), 0);
    expect([recorded, repeated]).toEqual([270, 7 * 270]);
    expect(await recordedOf(externalIds)).toBe(270);
  });
});

describe('skill-link achievements import', () => {
  const command = fileURLToPath(new URL('../../../../../cli/dist/main.js', import.meta.url));
  const start = (...words: string[]) =>
    spawn(process.execPath, [command, 'achievements', 'import', ...words, '--yes'], {
      env: { CREDITS_DATABASE_URL: credits.database.appUrl },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  async function run(...words: string[]): Promise<{ code: number; output: string; errors: string }> {
    const child = start(...words);
    let [output, errors] = ['', ''];
    child.stdout.on('data', (text) => {
      output += text;
    });
    child.stderr.on('data', (text) => {
      errors += text;
    });
    const [code] = await once(child, 'close');
    return { code, output, errors };
  }

  it('prints the totals, and exits with 3 when rows were rejected', async () => {
    const path = await importer.file(lines(20).content);
    const first = await run(path, '--source', 'MICROSOFT_LEARN');
    expect(first).toEqual({
      code: 3,
      output: `20 rows: 18 recorded, 0 repeated, 2 rejected.\nWhy rows were rejected: ${path}.rejected.ndjson\n`,
      errors: '',
    });
    const rejected = (await readFile(`${path}.rejected.ndjson`, 'utf8')).trimEnd().split('\n');
    expect(rejected.map((text) => JSON.parse(text).line)).toEqual([2, 12]);
    const good = await importer.file(`${HEADER}\n${randomUUID()},${aProfile()},AZ-ADMIN,${DAY}\n`);
    expect(await run(good, '--source', 'MICROSOFT_LEARN')).toMatchObject({ code: 0 });
  });

  it('rejects a call without a source, and a file whose name says no format', async () => {
    expect(await run('achievements.csv')).toMatchObject({ code: 2, errors: expect.stringContaining('--source') });
    expect(await run('achievements.xlsx', '--source', 'MICROSOFT_LEARN')).toMatchObject({
      code: 2,
      errors: expect.stringContaining('--format'),
    });
    const path = await importer.file(lines(10).content);
    const report = await run(path, '--source', 'MICROSOFT_LEARN', '--report', `${path}.report`);
    expect(report).toMatchObject({ code: 2, errors: expect.stringContaining('--dry-run') });
  });

  it('prints the comparison of a dry run, and records nothing', async () => {
    const { externalIds, content } = lines(20);
    const path = await importer.file(content);
    const report = `${path}.report`;
    expect(await run(path, '--source', 'MICROSOFT_LEARN', '--dry-run', '--report', report)).toEqual({
      code: 3,
      output: [
        'Read as API.',
        '20 rows: 18 new, 0 already recorded, 0 that differ, 0 repeated in the file, 2 rejected.',
        'Recorded for the same profiles, and absent in the file: 0.',
        `Each row with its outcome: ${report}`,
        'Nothing was written to the database.\n',
      ].join('\n'),
      errors: '',
    });
    expect((await readFile(report, 'utf8')).trimEnd().split('\n')).toHaveLength(20);
    expect(await recordedOf(externalIds)).toBe(0);
  });

  it('names a file that it cannot import, with the reason', async () => {
    const path = await importer.file('name,mail\n');
    const { code, errors } = await run(path, '--source', 'MICROSOFT_LEARN');
    expect({ code, errors }).toEqual({ code: 1, errors: expect.stringContaining(`${path}: The first line must name`) });
  });

  it('records every row once when it is killed with -9 at any moment and started again', async () => {
    const { externalIds, content } = lines(12_000);
    const path = await importer.file(content);
    const lineReached = async () => {
      const [row] = await credits.sql<{ line: number | null }>(
        'SELECT max(line)::integer AS line FROM credits.import_job',
      );
      return row?.line ?? 0;
    };
    await credits.sql('DELETE FROM credits.import_job');
    for (let kills = 0; kills < 2; kills += 1) {
      const before = await lineReached();
      const child = start(path, '--source', 'MICROSOFT_LEARN');
      const closed = once(child, 'close');
      await credits.until(async () => (await lineReached()) > before);
      child.kill('SIGKILL');
      await closed;
    }
    const { code, output } = await run(path, '--source', 'MICROSOFT_LEARN');
    expect({ code, output }).toMatchObject({
      code: 3,
      output: expect.stringContaining('12000 rows: 10800 recorded, 0 repeated, 1200 rejected.'),
    });
    expect(output).toContain('Continued after line');
    expect(await recordedOf(externalIds)).toBe(10_800);
    const rejected = (await readFile(`${path}.rejected.ndjson`, 'utf8')).trimEnd().split('\n');
    expect(rejected.map((text) => JSON.parse(text).line)).toEqual(rejectedRows(12_000));
  });
});

import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { appendFile, readFile, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { aProfile, type TestCredits, testCredits } from '../../support/credits.js';
import { type TestLoader, testLoader } from '../../support/import-file.js';

let credits: TestCredits;
let loader: TestLoader;
beforeAll(async () => {
  credits = await testCredits({ workers: false });
  loader = await testLoader(credits);
});
afterAll(async () => {
  await loader.stop();
  await credits.stop();
});

const HEADER = 'externalId,profileId,credentialCode,achievedAt';
const DAY = '2026-05-04T10:00:00.000Z';
const BROKEN_EACH = 10;

/** So many lines, every tenth of them refused, of profiles that nobody else has. */
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

describe('a load that was interrupted', () => {
  it.each([1, 2, 3, 4, 5])('after chunk %i is continued and ends as one that was not', async (chunks) => {
    const { externalIds, content } = lines(100);
    const path = await loader.file(content);
    let done = 0;
    const tell = () => {
      done += 1;
      if (done === chunks) throw new Error('the machine went away');
    };
    await expect(loader.load(path, { maxChunkRows: 20, tell })).rejects.toThrow('went away');
    const before = await recordedOf(externalIds);
    expect(before).toBe(chunks * 18);
    const outcome = await loader.load(path, { maxChunkRows: 20 });
    expect(outcome).toMatchObject({ recorded: 90, repeated: 0, refused: 10, continuedAt: 1 + 20 * chunks });
    expect(await recordedOf(externalIds)).toBe(90);
    expect((await loader.refused(path)).map(({ line }) => line)).toEqual(rejectedRows(100));
  });

  it('before the last chunk was counted counts it when it continues', async () => {
    const organizationId = await credits.anOrganization();
    const { profileId } = await credits.aLink(await credits.aUser(organizationId));
    const path = await loader.file(`${HEADER}\n${randomUUID()},${profileId},AZ-ADMIN,${DAY}\n`);
    const count = () => Promise.reject(new Error('the machine went away'));
    await expect(loader.load(path, { count })).rejects.toThrow('went away');
    expect(await loader.load(path)).toMatchObject({ recorded: 1, repeated: 0, continuedAt: 2 });
    const counted = await credits.sql(
      'SELECT FROM credits.credit WHERE organization_id = $1 AND counted_at IS NOT NULL',
      [organizationId],
    );
    expect(counted).toHaveLength(1);
  });

  it('writes over the refused lines that were not recorded any more, and begins anew when those that were are lost', async () => {
    const { content } = lines(100);
    const path = await loader.file(content);
    const crash = () => {
      throw new Error('the machine went away');
    };
    await expect(loader.load(path, { maxChunkRows: 50, tell: crash })).rejects.toThrow();
    await appendFile(`${path}.refused`, '{"line":52,"externalId":"half');
    expect(await loader.load(path)).toMatchObject({ recorded: 90, refused: 10 });
    expect((await loader.refused(path)).map(({ line }) => line)).toEqual(rejectedRows(100));

    await expect(loader.load(path, { maxChunkRows: 50, tell: crash })).rejects.toThrow();
    await rm(`${path}.refused`);
    expect(await loader.load(path)).toMatchObject({ recorded: 0, repeated: 90, refused: 10, continuedAt: 0 });
    expect(await loader.refused(path)).toHaveLength(10);
  });

  it('does not continue a file with other content, which finds repeated what was recorded', async () => {
    const { content } = lines(100);
    const path = await loader.file(content);
    const tell = () => {
      throw new Error('the machine went away');
    };
    await expect(loader.load(path, { maxChunkRows: 50, tell })).rejects.toThrow();
    await appendFile(path, `${randomUUID()},${aProfile()},AZ-ADMIN,${DAY}\n`);
    expect(await loader.load(path)).toMatchObject({ recorded: 46, repeated: 45, refused: 10, continuedAt: 0 });
  });

  it('by whoever watches it ends after a whole chunk, and continues', async () => {
    const path = await loader.file(lines(100).content);
    const stop = new AbortController();
    const outcome = await loader.load(path, { maxChunkRows: 20, tell: () => stop.abort(), stop: stop.signal });
    expect(outcome).toMatchObject({ kind: 'stopped', recorded: 18, refused: 2 });
    expect(await loader.load(path)).toMatchObject({ kind: 'loaded', recorded: 90, refused: 10, continuedAt: 21 });
  });

  it('because the file changed meanwhile says so', async () => {
    const path = await loader.file(lines(100).content);
    let told = false;
    const count = async () => {
      if (!told) await appendFile(path, '\n');
      told = true;
    };
    await expect(loader.load(path, { maxChunkRows: 20, count })).rejects.toThrow('changed while it was loaded');
  });
});

describe('at the same time', () => {
  it('one file is loaded by one process only', async () => {
    const path = await loader.file(lines(40).content);
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
    const first = loader.load(path, { maxChunkRows: 20, count });
    await underWay;
    expect(await loader.load(path)).toEqual({ kind: 'loading-elsewhere' });
    finish();
    expect(await first).toMatchObject({ kind: 'loaded', recorded: 36 });
  });

  it('the same items in three files and by the API are recorded once', async () => {
    const { externalIds, content } = lines(300);
    const rows = content.trimEnd().split('\n').slice(1);
    const paths = await Promise.all(
      [rows, [...rows].reverse(), [...rows.slice(150), ...rows.slice(0, 150)]].map((order) =>
        loader.file([HEADER, ...order].join('\n')),
      ),
    );
    const items = rows.map((row) => {
      const [externalId = '', profileId = '', credentialCode = '', achievedAt = ''] = row.split(',');
      return { externalId, profileId, credentialCode, achievedAt };
    });
    const outcomes = await Promise.all([
      ...paths.map((path) => loader.load(path, { maxChunkRows: 30 })),
      ...Array.from({ length: 5 }, () => credits.record(items)),
    ]);
    const recorded = outcomes.reduce((sum, outcome) => sum + ('recorded' in outcome ? outcome.recorded : 0), 0);
    const repeated = outcomes.reduce((sum, outcome) => sum + ('repeated' in outcome ? outcome.repeated : 0), 0);
    expect([recorded, repeated]).toEqual([270, 7 * 270]);
    expect(await recordedOf(externalIds)).toBe(270);
  });
});

describe('the command', () => {
  const command = fileURLToPath(new URL('../../../dist/cli/import-achievements.js', import.meta.url));
  const start = (...words: string[]) =>
    spawn(process.execPath, [command, ...words], {
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

  it('says what became of the lines, and tells by its exit code whether any was refused', async () => {
    const path = await loader.file(lines(20).content);
    const first = await run(path, '--source', 'MICROSOFT_LEARN');
    expect(first).toEqual({
      code: 3,
      output: `20 lines: 18 recorded, 0 repeated, 2 refused.\nWhy lines were refused: ${path}.refused.ndjson\n`,
      errors: '',
    });
    const refused = (await readFile(`${path}.refused.ndjson`, 'utf8')).trimEnd().split('\n');
    expect(refused.map((text) => JSON.parse(text).line)).toEqual([2, 12]);
    const good = await loader.file(`${HEADER}\n${randomUUID()},${aProfile()},AZ-ADMIN,${DAY}\n`);
    expect(await run(good, '--source', 'MICROSOFT_LEARN')).toMatchObject({ code: 0 });
  });

  it.each([
    ['without a file', []],
    ['without a source', ['achievements.csv']],
    ['with a source that is none', ['achievements.csv', '--source', 'LINKEDIN']],
    ['with a file of unknown form', ['achievements.xlsx', '--source', 'MICROSOFT_LEARN']],
    ['with an unknown option', ['achievements.csv', '--source', 'MICROSOFT_LEARN', '--force']],
  ])('called %s says how it is called', async (_what, words) => {
    expect(await run(...words)).toMatchObject({ code: 2, errors: expect.stringContaining('achievements:import --') });
  });

  it('names a file that cannot be loaded and why', async () => {
    const path = await loader.file('name,mail\n');
    const { code, errors } = await run(path, '--source', 'MICROSOFT_LEARN');
    expect({ code, errors }).toEqual({ code: 1, errors: expect.stringContaining(`${path}: The first line must name`) });
  });

  it('killed with -9 at any moment and started again ends with every line once', async () => {
    const { externalIds, content } = lines(30_000);
    const path = await loader.file(content);
    const lineReached = async () => {
      const [row] = await credits.sql<{ line: number | null }>(
        'SELECT max(line)::integer AS line FROM credits.achievement_load',
      );
      return row?.line ?? 0;
    };
    await credits.sql('DELETE FROM credits.achievement_load');
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
      output: expect.stringContaining('30000 lines: 27000 recorded, 0 repeated, 3000 refused.'),
    });
    expect(output).toContain('Continued after line');
    expect(await recordedOf(externalIds)).toBe(27_000);
    const refused = (await readFile(`${path}.refused.ndjson`, 'utf8')).trimEnd().split('\n');
    expect(refused.map((text) => JSON.parse(text).line)).toEqual(rejectedRows(30_000));
  });
});

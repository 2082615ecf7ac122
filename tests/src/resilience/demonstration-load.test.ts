import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reserveForDemonstration } from '@app/stack/demonstration-data';
import { loadDemonstration } from '@app/stack/load-demonstration';
import { emptyDatabase } from '@app/test-kit/database';
import pg from 'pg';

/** Programs that end in every way in which a load can end. */
const SCRIPTS = {
  works: '',
  isKilled: "process.kill(process.pid, 'SIGKILL'); setInterval(() => {}, 1000);",
  meetsDatabaseError: "console.error('deadlock detected'); process.exit(1);",
  hangs: 'setInterval(() => {}, 1000);',
  waitsForOthers: 'setInterval(() => {}, 1000);',
};

describe('loading the demonstration', () => {
  let database: Awaited<ReturnType<typeof emptyDatabase>>;
  let folder: string;
  let said: string[];

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'load-'));
    for (const [name, text] of Object.entries(SCRIPTS)) writeFileSync(join(folder, `${name}.mjs`), text);
    said = [];
    database = await emptyDatabase();
    await sql('CREATE SCHEMA identity');
    await sql('CREATE TABLE identity.organization (id int)');
  });
  afterEach(async () => {
    await database.drop();
    rmSync(folder, { recursive: true });
  });

  async function sql(statement: string) {
    const client = new pg.Client({ connectionString: database.adminUrl });
    await client.connect();
    return client.query(statement).finally(() => client.end());
  }

  const load = (names: (keyof typeof SCRIPTS)[], signal = new AbortController().signal, milliseconds = 60_000) =>
    loadDemonstration({
      adminUrl: database.adminUrl,
      programs: names.map((name) => ({
        name,
        script: join(folder, `${name}.mjs`),
        environment: {},
        logFile: join(folder, `${name}.log`),
      })),
      show: (line) => void said.push(line),
      signal,
      milliseconds,
    });

  it.each<[keyof typeof SCRIPTS, string]>([
    ['isKilled', 'isKilled failed (SIGKILL)'],
    ['meetsDatabaseError', 'meetsDatabaseError failed (exit code 1)'],
    ['hangs', 'it took too long'],
  ])(
    'reports a failed load (%s) in one line with the next step, keeps the rest running, and resumes at the next start',
    async (fault, reason) => {
      await load(['works', 'waitsForOthers', fault], undefined, fault === 'hangs' ? 1_000 : undefined);
      expect(said).toEqual([
        'Loading the demonstration data … The gateway answers already.',
        `The demonstration data is not complete: ${reason}. Everything else runs; start again to load the rest.`,
      ]);
      // Data that users create meanwhile does not prevent the rest of the load.
      await sql('INSERT INTO identity.organization VALUES (1)');
      said = [];
      await load(['works']);
      await load(['meetsDatabaseError']);
      expect(said).toEqual(['Loading the demonstration data … The gateway answers already.']);
    },
  );

  it('reports an unreachable database', async () => {
    await sql('DROP TABLE identity.organization');
    await load(['works']);
    expect(said).toEqual([
      expect.stringMatching(/^The demonstration data is not complete: relation "identity.organization"/),
    ]);
  });

  it('ends silently with an aborted start', async () => {
    const giveUp = new AbortController();
    setTimeout(() => giveUp.abort(), 500);
    await expect(load(['waitsForOthers'], giveUp.signal)).rejects.toThrow();
    expect(said).toHaveLength(1);
  });

  it('is not prevented by data that is created after the reservation', async () => {
    expect(await reserveForDemonstration(database.adminUrl)).toBe(true);
    await sql('INSERT INTO identity.organization VALUES (1)');
    await load(['works']);
    expect(said).toEqual(['Loading the demonstration data … The gateway answers already.']);
    expect(await reserveForDemonstration(database.adminUrl)).toBe(false);
  });

  it('does not touch a database that holds organizations already', async () => {
    await sql('INSERT INTO identity.organization VALUES (1)');
    await load(['meetsDatabaseError']);
    expect(said).toEqual([]);
  });
});

import { randomUUID } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { aProfile, type TestCredits, testCredits } from '../../support/credits.js';
import { DAY, HEADER, line, type TestImporter, testImporter } from '../../support/import-file.js';
import { trainingsFile } from '../../support/trainings-file.js';

let credits: TestCredits;
let importer: TestImporter;
beforeAll(async () => {
  // Without jobs: nothing else writes to the database.
  credits = await testCredits({ workers: false });
  importer = await testImporter(credits);
});
afterAll(async () => {
  await importer.stop();
  await credits.stop();
});

type Row = { line?: number; outcome: string; externalId: string | null; [name: string]: unknown };

async function reportOf(path: string): Promise<Row[]> {
  const text = await readFile(`${path}.report`, 'utf8');
  return text
    .split('\n')
    .filter(Boolean)
    .map((row) => JSON.parse(row) as Row);
}

/** Every row of every table of the service. */
async function contentOfDatabase(): Promise<object[]> {
  const tables = await credits.sql<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname LIKE 'credits%' ORDER BY 1`,
  );
  expect(tables.length).toBeGreaterThan(10);
  const contents: object[] = [];
  for (const { name } of tables) {
    const [content] = await credits.sql<object>(
      `SELECT '${name}' AS name, count(*), md5(string_agg(row::text, ',' ORDER BY row::text)) FROM ${name} AS row`,
    );
    if (content) contents.push(content);
  }
  return contents;
}

const totals = (changes: object, readAs = 'API') => ({
  kind: 'compared',
  readAs,
  totals: { NEW: 0, RECORDED: 0, REPEATED: 0, DIFFERS: 0, REJECTED: 0, ABSENT: 0, ...changes },
});

describe('reconcileFile', () => {
  it('lists every row by outcome and what the file does not contain, and writes nothing', async () => {
    const [one, two, three] = [aProfile(), aProfile(), aProfile()];
    const of = (profileId: string, credentialCode: string, more: object = {}) => ({
      ...{ externalId: randomUUID(), profileId, credentialCode, achievedAt: DAY },
      ...more,
    });
    const absent = of(one, 'PBI-DA');
    await credits.record([of(one, 'AZ-ADMIN'), absent, of(two, 'AZ-ADMIN'), of(three, 'M365-FUND')]);
    const path = await importer.file(
      trainingsFile([
        { MCPID: one },
        { MCPID: one },
        { MCPID: one, ExpirationDate: '2028-05-04' },
        { MCPID: two, ExpirationDate: '2026-12-31' },
        { MCPID: two, TrainingTitle: 'Azure Developer Associate' },
        { MCPID: two, TrainingTitle: 'Azure Developer Associate' },
        { MCPID: two, TrainingTitle: 'Juggling Expert' },
      ]),
    );
    const before = await contentOfDatabase();
    expect(await importer.reconcile(path)).toEqual(
      totals({ NEW: 1, RECORDED: 2, REPEATED: 1, DIFFERS: 2, REJECTED: 1, ABSENT: 1 }, 'TRAININGS, dates iso'),
    );
    expect(await contentOfDatabase()).toEqual(before);
    const expiry = (file: string) => [{ field: 'expiresOn', file, recorded: '2027-05-04' }];
    expect(await reportOf(path)).toMatchObject([
      { line: 2, outcome: 'RECORDED', profileId: one, credentialCode: 'AZ-ADMIN', expiresOn: '2027-05-04' },
      { line: 3, outcome: 'RECORDED' },
      { line: 4, outcome: 'DIFFERS', differences: expiry('2028-05-04'), effect: 'MOVES' },
      { line: 5, outcome: 'DIFFERS', differences: expiry('2026-12-31'), effect: 'UNCHANGED' },
      { line: 6, outcome: 'NEW' },
      { line: 7, outcome: 'REPEATED' },
      { line: 8, outcome: 'REJECTED', reason: expect.stringContaining('Juggling Expert') },
      {
        outcome: 'ABSENT',
        profileId: one,
        credentialCode: 'PBI-DA',
        externalId: absent.externalId,
        expiresOn: '2027-05-04',
      },
    ]);
    expect((await stat(`${path}.report`)).mode & 0o077).toBe(0);
  });

  it('names the fields that differ under an externalId', async () => {
    const profileId = aProfile();
    const [moved, other, revoked, kept] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
    const trained = {
      externalId: randomUUID(),
      profileId,
      achievedAt: DAY,
      training: { uid: 'learn.m', kind: 'MODULE', title: 'M' },
    };
    await credits.record([
      { externalId: moved, profileId, credentialCode: 'AZ-ADMIN', achievedAt: DAY },
      { externalId: other, profileId, credentialCode: 'PBI-DA', achievedAt: DAY },
      { externalId: revoked, profileId, credentialCode: 'AZ-DEV', achievedAt: DAY },
      { externalId: kept, profileId, credentialCode: 'M365-FUND', achievedAt: DAY },
      trained,
    ]);
    await credits.sql(
      `UPDATE credits.achievement_report SET revoked_at = recorded_at, revocation_reason = 'x' WHERE external_id = $1`,
      [revoked],
    );
    const items = [
      { externalId: moved, profileId, credentialCode: 'AZ-ADMIN', achievedAt: DAY, expiresOn: '2026-12-31' },
      { externalId: other, profileId, credentialCode: 'AZ-ARCH', achievedAt: '2026-05-05T10:00:00.000Z' },
      { externalId: revoked, profileId, credentialCode: 'AZ-DEV', achievedAt: DAY },
      // The same completion under another id, as a second feed sends it.
      { externalId: randomUUID(), profileId, credentialCode: 'M365-FUND', achievedAt: '2026-05-04T11:00:00.000Z' },
      trained,
      { ...trained, training: { ...trained.training, uid: 'learn.n' } },
    ];
    const path = await importer.file(items.map((item) => JSON.stringify(item)).join('\n'), 'ndjson');
    expect(await importer.reconcile(path)).toEqual(totals({ RECORDED: 2, DIFFERS: 3, REJECTED: 1 }, 'NDJSON'));
    expect(await reportOf(path)).toMatchObject([
      { effect: 'MOVES', differences: [{ field: 'expiresOn', file: '2026-12-31', recorded: '2027-05-04' }] },
      {
        effect: 'REJECTED',
        differences: [
          { field: 'credentialCode', file: 'AZ-ARCH', recorded: 'PBI-DA' },
          { field: 'achievedAt', file: '2026-05-05T10:00:00.000Z', recorded: DAY },
        ],
      },
      { effect: 'UNCHANGED', differences: [{ field: 'revoked', file: null, recorded: 'revoked' }] },
      { outcome: 'RECORDED' },
      { outcome: 'RECORDED', credentialCode: 'learn.m' },
      { outcome: 'REJECTED', reason: expect.stringContaining('same externalId with other content') },
    ]);
  });

  it('agrees with the import that follows, row by row', async () => {
    const profiles = Array.from({ length: 5 }, aProfile);
    const recorded = profiles.slice(0, 3).map((profileId) => line({ profileId }));
    await importer.run(await importer.file([HEADER, ...recorded].join('\n')));
    const others = profiles.map((profileId) => line({ profileId, code: 'PBI-DA' }));
    const path = await importer.file([HEADER, ...recorded, ...others, others[0], line({ code: 'AZ-999' })].join('\n'));
    expect(await importer.reconcile(path)).toEqual(totals({ NEW: 5, RECORDED: 3, REPEATED: 1, REJECTED: 1 }));
    expect(await importer.run(path)).toMatchObject({ recorded: 5, repeated: 4, rejected: 1 });
    expect(await importer.reconcile(path)).toEqual(totals({ RECORDED: 9, REJECTED: 1 }));
  });

  it('writes no report without a path, and never over the file itself', async () => {
    const path = await importer.file([HEADER, line()].join('\n'));
    expect(await importer.reconcile(path, { reportPath: undefined })).toEqual(totals({ NEW: 1 }));
    await expect(stat(`${path}.report`)).rejects.toThrow('ENOENT');
    await expect(importer.reconcile(path, { reportPath: path })).rejects.toThrow('over the file itself');
  });

  it('stops after a chunk when it is asked to', async () => {
    const stop = new AbortController();
    stop.abort();
    const path = await importer.file([HEADER, line()].join('\n'));
    expect(await importer.reconcile(path, { stop: stop.signal })).toMatchObject({ kind: 'stopped' });
  });
});

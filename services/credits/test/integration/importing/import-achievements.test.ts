import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { expectNoErrors } from '@app/test-kit/graphql-client';
import { aProfile, type TestCredits, testCredits } from '../../support/credits.js';
import {
  achievementsOf,
  counts,
  DAY,
  HEADER,
  line,
  type TestImporter,
  testImporter,
} from '../../support/import-file.js';

let credits: TestCredits;
let importer: TestImporter;
beforeAll(async () => {
  // Without jobs: the import itself counts all credits.
  credits = await testCredits({ workers: false });
  importer = await testImporter(credits);
});
afterAll(async () => {
  await importer.stop();
  await credits.stop();
});

describe('importAchievements', () => {
  it('records a CSV file row by row, and counts its credits', async () => {
    const organizationId = await credits.anOrganization();
    const { profileId } = await credits.aLink(await credits.aUser(organizationId));
    const lines = [line({ profileId }), line({ profileId, code: 'AZ-305', until: '2030-01-01' }), line()];
    const path = await importer.file([HEADER, ...lines, ''].join('\n'));
    const outcome = await importer.run(path);
    expect(outcome).toMatchObject({ kind: 'imported', recorded: 3, repeated: 0, rejected: 0, continuedAt: 0 });
    expect(await achievementsOf(credits, profileId)).toMatchObject([
      { credential_code: 'AZ-305', expires_on: null },
      { credential_code: 'AZ-ADMIN', expires_on: '2027-05-04' },
      { credential_code: 'AZ-ARCH', expires_on: '2030-01-01' },
    ]);
    const counted = await credits.sql('SELECT counted_at FROM credits.credit WHERE organization_id = $1', [
      organizationId,
    ]);
    expect(counted).toEqual(Array(3).fill({ counted_at: credits.clock.now() }));
    expect(await importer.rejected(path)).toEqual([]);
  });

  it('updates scores and Learn analytics without a job', async () => {
    const organizationId = await credits.anOrganization();
    const lines: string[] = [];
    for (const codes of [['SEC-OPS', 'CLOUD-AI-SEC'], ['IAM']]) {
      const { profileId } = await credits.aLink(await credits.aUser(organizationId));
      lines.push(...codes.map((code) => line({ profileId, code, at: '2026-07-10T10:00:00Z' })));
    }
    await importer.run(await importer.file([HEADER, ...lines].join('\n')));
    const { profileId } = await credits.aLink(await credits.aUser(organizationId));
    const training = { uid: 'learn.m', kind: 'MODULE', title: 'A module' };
    const learned = JSON.stringify({ externalId: randomUUID(), profileId, training, achievedAt: DAY });
    await importer.run(await importer.file(learned, 'ndjson'));
    const fields = 'designation(code: "security") { score }';
    const data = expectNoErrors(await credits.entity('Organization', organizationId, fields));
    expect(data._entities).toEqual([{ designation: { score: 16 } }]);
    expect(await credits.sql('SELECT FROM credits.learner WHERE organization_id = $1', [organizationId])).toHaveLength(
      1,
    );
  });

  it('records an NDJSON file with trainings, each line an item of the API', async () => {
    const profileId = aProfile();
    const training = { uid: 'learn.m', kind: 'MODULE', title: 'A \\ module', roles: ['developer', 'a "b"'] };
    const items = [
      { externalId: randomUUID(), profileId, credentialCode: 'AZ-ADMIN', achievedAt: '2026-05-04T12:00:00+02:00' },
      { externalId: randomUUID(), profileId, training, achievedAt: DAY },
    ];
    const path = await importer.file(items.map((item) => JSON.stringify(item)).join('\n'), 'ndjson');
    expect(counts(await importer.run(path))).toEqual([2, 0, 0]);
    expect(await achievementsOf(credits, profileId)).toMatchObject([{ achieved_at: new Date(DAY) }]);
    const stored = await credits.sql(
      'SELECT uid, kind, title, roles, products FROM credits.training_completion WHERE profile_id = $1',
      [profileId],
    );
    expect(stored).toEqual([{ ...training, products: [] }]);
  });

  it('reads CSV with columns in any order, quotes, trainings, CRLF, a byte order mark and empty lines', async () => {
    const profileId = aProfile();
    const path = await importer.file(
      [
        '\ufefftraining.title,"profileId",externalId,achievedAt,training.uid,training.kind,training.roles,credentialCode',
        `"Plan, ""build"" and run",${profileId},"${randomUUID()}",${DAY},learn.m,LEARNING_PATH,developer;data engineer,`,
        '',
        `,"${profileId}",a\\b-${randomUUID()},${DAY},,,,AZ-ADMIN`,
        '  ',
      ].join('\r\n'),
    );
    expect(counts(await importer.run(path))).toEqual([2, 0, 0]);
    expect(
      await credits.sql('SELECT title, kind, roles FROM credits.training_completion WHERE profile_id = $1', [
        profileId,
      ]),
    ).toEqual([{ title: 'Plan, "build" and run', kind: 'LEARNING_PATH', roles: ['developer', 'data engineer'] }]);
    expect(
      await credits.sql('SELECT external_id LIKE $2 AS kept FROM credits.achievement_report WHERE profile_id = $1', [
        profileId,
        'a\\\\b-%',
      ]),
    ).toEqual([{ kept: true }]);
  });

  it('records nothing more when it is repeated, and rejects the same rows for the same reasons', async () => {
    const path = await importer.file([HEADER, line(), line({ code: 'AZ-999' }), line()].join('\n'));
    expect(counts(await importer.run(path))).toEqual([2, 0, 1]);
    const rejected = await importer.rejected(path);
    expect(counts(await importer.run(path))).toEqual([0, 2, 1]);
    expect(await importer.rejected(path)).toEqual(rejected);
    expect(rejected).toMatchObject([{ line: 3, reason: 'The credential is not in the catalog.' }]);
  });

  it('reads a file as a report of its source', async () => {
    const path = await importer.file(
      [HEADER, line({ code: 'ASSESS:TEAMS-MTR', profileId: 'pu_1' }), line()].join('\n'),
    );
    expect(counts(await importer.run(path, { source: 'PARTNER_UNIVERSITY' }))).toEqual([1, 0, 1]);
  });

  it('records nothing from a file with a header alone or an empty NDJSON file', async () => {
    for (const path of [
      await importer.file(`${HEADER}\n`),
      await importer.file(HEADER),
      await importer.file('', 'ndjson'),
    ]) {
      expect(counts(await importer.run(path))).toEqual([0, 0, 0]);
    }
  });

  it.each([
    ['nothing in it', '', /empty/],
    ['no header', line({ externalId: 'e-1' }), /must name the columns; "e-1" is none of externalId/],
    ['an unknown column', `${HEADER},email`, /"email" is none of/],
    ['a column twice', `${HEADER},externalId`, /twice/],
    ['a missing required column', 'externalId,credentialCode,achievedAt', /no column profileId/],
    ['neither credentials nor trainings', 'externalId,profileId,achievedAt', /neither credentialCode nor training.uid/],
    ['a header with a wrong quote', '"externalId,profileId', /quote/],
    ['a header that is not UTF-8', Buffer.from([0x65, 0xe9, 0x2c]), /UTF-8/],
    ['UTF-16 with the high byte first', Buffer.from([0xfe, 0xff, 0x00, 0x65]), /UTF-8/],
    ['a workbook', Buffer.from('PK\u0003\u0004'), /Save its sheet as CSV/],
    ['a header without an end', 'x'.repeat(600_000), /longer than/],
  ])('rejects a whole file with %s', async (_what, content, reason) => {
    const path = await importer.file(content);
    await expect(importer.run(path)).rejects.toThrow(reason);
  });

  it('rejects a missing file and a folder', async () => {
    const path = await importer.file('');
    await expect(importer.run(`${path}.none`, { reading: { format: 'csv' } })).rejects.toThrow('no such file');
    await expect(importer.run(path.replace(/\/[^/]*$/, ''), { reading: { format: 'ndjson' } })).rejects.toThrow(
      'no file',
    );
  });

  it('never overwrites the file by its rejected rows', async () => {
    const content = [HEADER, line({ code: 'AZ-999' })].join('\n');
    const path = await importer.file(content);
    await expect(importer.run(path, { rejectedPath: path })).rejects.toThrow('over the file itself');
    expect(await readFile(path, 'utf8')).toBe(content);
  });
});

describe('importAchievements with several rows', () => {
  it('of one externalId repeats the same content and rejects other content, far apart in the file too', async () => {
    const [externalId, profileId] = [randomUUID(), aProfile()];
    const same = line({ externalId, profileId });
    const others = Array.from({ length: 7 }, () => line());
    const lines = [same, same, ...others, same, line({ externalId, profileId, code: 'AZ-ARCH' })];
    const path = await importer.file([HEADER, ...lines].join('\n'));
    expect(counts(await importer.run(path, { maxChunkRows: 3 }))).toEqual([8, 2, 1]);
    expect(await importer.rejected(path)).toMatchObject([
      { line: 12, externalId, reason: expect.stringContaining('other content') },
    ]);
  });

  it('of one credential of a person composes one history, in any chunks and any order', async () => {
    const profileId = aProfile();
    const renewal = line({ profileId, at: '2026-06-01T00:00:00.000Z' });
    const first = line({ profileId, at: '2025-09-14T00:00:00.000Z' });
    const path = await importer.file([HEADER, renewal, line(), line(), line(), first].join('\n'));
    expect(counts(await importer.run(path, { maxChunkRows: 2 }))).toEqual([5, 0, 0]);
    expect(await achievementsOf(credits, profileId)).toMatchObject([
      { achieved_at: new Date('2025-09-14T00:00:00.000Z'), expires_on: '2027-09-14' },
    ]);
    const [ties] = await credits.sql<{ count: string; achievements: string }>(
      `SELECT count(*), count(DISTINCT achievement_id) AS achievements FROM credits.achievement_report
       WHERE profile_id = $1`,
      [profileId],
    );
    expect(ties).toEqual({ count: '2', achievements: '1' });
  });

  it('of an externalId that the API recorded repeats it, and the API repeats the recorded rows', async () => {
    const item = { externalId: randomUUID(), profileId: aProfile(), credentialCode: 'AZ-ADMIN', achievedAt: DAY };
    const other = { ...item, externalId: randomUUID() };
    await credits.record([item]);
    const path = await importer.file([item, other].map((each) => JSON.stringify(each)).join('\n'), 'ndjson');
    expect(counts(await importer.run(path))).toEqual([1, 1, 0]);
    expect(await credits.record([other])).toMatchObject({ recorded: 0, repeated: 1 });
  });
});

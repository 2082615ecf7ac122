import { randomUUID } from 'node:crypto';
import { profileMerged } from '@app/events/profile-merged';
import { aProfile, type TestCredits, testCredits } from '../../support/credits.js';
import { achievementsOf, counts, HEADER, line, type TestImporter, testImporter } from '../../support/import-file.js';
import { SYSTEM_QUERY, TRAININGS, trainingsFile } from '../../support/trainings-file.js';

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

const run = async (content: string | Buffer, changes: Parameters<TestImporter['run']>[1] = {}) =>
  counts(await importer.run(await importer.file(content), changes));
const ofMay = { achieved_at: new Date('2026-05-04T10:00:22.000Z'), expires_on: '2027-05-04' };

describe('import of the Trainings export', () => {
  it.each<[string, (profileId: string) => string | Buffer]>([
    ['CSV', (MCPID) => trainingsFile([{ MCPID }])],
    ['TSV', (MCPID) => trainingsFile([{ MCPID }], { delimiter: '\t' })],
    ['semicolons', (MCPID) => trainingsFile([{ MCPID }], { delimiter: ';' })],
    ['the order of the system query', (MCPID) => trainingsFile([{ MCPID }], { columns: SYSTEM_QUERY })],
    ['a byte order mark', (MCPID) => `\ufeff${trainingsFile([{ MCPID }])}`],
    [
      'UTF-16 of a spreadsheet',
      (MCPID) => Buffer.from(`\ufeff${trainingsFile([{ MCPID }], { delimiter: '\t' })}`, 'utf16le'),
    ],
    ['line breaks in a quoted cell', (MCPID) => trainingsFile([{ MCPID, PartnerName: 'Contoso "UK"\r\n\r\nLtd' }])],
    [
      'a column that is not known',
      (MCPID) => trainingsFile([{ MCPID, Extra: 'x' }], { columns: [...TRAININGS, 'Extra'] }),
    ],
    [
      'names in another case',
      (MCPID) => trainingsFile([{ MCPID }]).replace('MCPID', 'mcpId').replace('TrainingTitle', 'Training Title'),
    ],
    [
      'only the columns that are needed',
      (MCPID) =>
        `MCPID,TrainingTitle,TrainingCompletionDate,ExpirationDate\n${MCPID},Azure Administrator Associate,2026-05-04T10:00:22Z,2027-05-04\n`,
    ],
    ['codes as our export has them', (MCPID) => trainingsFile([{ MCPID, TrainingActivityId: 'AZ-ADMIN' }])],
    [
      'exam codes',
      (MCPID) => trainingsFile([{ MCPID, TrainingActivityId: 'AZ-104', TrainingTitle: 'x', TrainingType: 'Exam' }]),
    ],
    [
      'the vendor in titles',
      (MCPID) => trainingsFile([{ MCPID, TrainingTitle: 'Microsoft Certified:  Azure Administrator  associate' }]),
    ],
  ])('records it with %s', async (_what, content) => {
    const profileId = aProfile();
    expect(await run(content(profileId))).toEqual([1, 0, 0]);
    expect(await achievementsOf(credits, profileId)).toEqual([{ credential_code: 'AZ-ADMIN', ...ofMay }]);
  });

  it('reads day and month by the whole file, as a spreadsheet has written them', async () => {
    const [early, late] = [aProfile(), aProfile()];
    const dayFirst = [
      { MCPID: early, TrainingCompletionDate: '05/04/2026 10:00', ExpirationDate: '05/04/2027 10:00' },
      { MCPID: late, TrainingCompletionDate: '25/12/2025 23:07', ExpirationDate: '25/12/2026 23:07' },
    ];
    expect(await run(trainingsFile(dayFirst))).toEqual([2, 0, 0]);
    expect(await achievementsOf(credits, early)).toMatchObject([{ achieved_at: new Date('2026-04-05T10:00:00Z') }]);
    const other = aProfile();
    const monthFirst = [{ MCPID: other, TrainingCompletionDate: '5/4/2026 1:02 PM', ExpirationDate: '12/25/2026' }];
    expect(await run(trainingsFile(monthFirst))).toEqual([1, 0, 0]);
    expect(await achievementsOf(credits, other)).toMatchObject([{ achieved_at: new Date('2026-05-04T13:02:00Z') }]);
  });

  it('rejects a file whose dates are all ambiguous, and reads it with a stated order', async () => {
    const MCPID = aProfile();
    const rows = [{ MCPID, TrainingCompletionDate: '05/04/2026 10:00', ExpirationDate: '' }];
    await expect(run(trainingsFile(rows))).rejects.toThrow(/05\/04\/2026 10:00" in line 2 .*--dates day-first/);
    const stated = { reading: { format: 'csv', dates: 'month-first' } } as const;
    expect(await run(trainingsFile(rows), stated)).toEqual([1, 0, 0]);
    expect(await achievementsOf(credits, MCPID)).toMatchObject([{ achieved_at: new Date('2026-05-04T10:00:00Z') }]);
    const mixed = trainingsFile([{ TrainingCompletionDate: '25/12/2025' }, { TrainingCompletionDate: '12/25/2025' }]);
    await expect(run(mixed)).rejects.toThrow(/line 2 has the day first, .* line 3 the month/);
    const iso = { reading: { format: 'csv', dates: 'iso' } } as const;
    expect(await run(mixed, iso)).toEqual([0, 0, 2]);
  });

  it('records nothing twice: the same file, next month’s file, and the file saved by a spreadsheet', async () => {
    const rows = [{ MCPID: aProfile() }, { MCPID: aProfile(), TrainingCompletionDate: '2026-05-13  23:59:59' }];
    expect(await run(trainingsFile(rows))).toEqual([2, 0, 0]);
    expect(await run(trainingsFile(rows))).toEqual([0, 2, 0]);
    expect(await run(trainingsFile([...rows, {}], { columns: SYSTEM_QUERY }))).toEqual([1, 2, 0]);
    const saved = rows.map((row, index) => ({
      ...row,
      TrainingCompletionDate: ['04/05/2026 10:00', '13/05/2026 23:59'][index] ?? '',
      ExpirationDate: '04/05/2027 10:00',
    }));
    expect(await run(trainingsFile(saved))).toEqual([0, 2, 0]);
    expect(await run(trainingsFile([rows[0] ?? {}, rows[0] ?? {}, {}]))).toEqual([1, 2, 0]);
  });

  it('reads a moving ExpirationDate as a renewal of one achievement, in any order of rows and chunks', async () => {
    const moved = [['2026-05-04'], ['2027-05-04'], ['2028-05-04'], ['2027-05-04']].map(([day]) => ({
      ExpirationDate: day ?? '',
    }));
    const orders = [
      [0, 1, 2, 3],
      [2, 1, 3, 0],
      [3, 2, 0, 1],
    ];
    for (const order of orders) {
      for (const maxChunkRows of [1, 10]) {
        const MCPID = aProfile();
        const completed = { MCPID, TrainingCompletionDate: '2025-05-04  10:00:22' };
        const rows = order.map((index) => ({ ...completed, ...moved[index] }));
        await importer.run(await importer.file(trainingsFile(rows)), { maxChunkRows });
        expect(await achievementsOf(credits, MCPID)).toEqual([
          { credential_code: 'AZ-ADMIN', achieved_at: new Date('2025-05-04T10:00:22Z'), expires_on: '2028-05-04' },
        ]);
        expect(await run(trainingsFile(rows))).toEqual([0, 4, 0]);
      }
    }
  });

  it('repeats what a feed has recorded under its own ids, moves its expiry, and never shortens it', async () => {
    const profileId = aProfile();
    const item = {
      externalId: randomUUID(),
      profileId,
      credentialCode: 'AZ-ADMIN',
      achievedAt: '2026-05-04T20:00:00.000Z',
    };
    await credits.record([item]);
    expect(await run(trainingsFile([{ MCPID: profileId }]))).toEqual([0, 1, 0]);
    expect(await run(trainingsFile([{ MCPID: profileId, ExpirationDate: '2028-05-04' }]))).toEqual([1, 0, 0]);
    expect(await run(trainingsFile([{ MCPID: profileId }, { MCPID: profileId, ExpirationDate: '' }]))).toEqual([
      0, 2, 0,
    ]);
    expect(await achievementsOf(credits, profileId)).toMatchObject([
      { achieved_at: new Date(item.achievedAt), expires_on: '2028-05-04' },
    ]);
    expect(await credits.record([item])).toMatchObject({ recorded: 0, repeated: 1 });
  });

  it('leaves what was revoked as it is', async () => {
    const profileId = aProfile();
    const content = trainingsFile([{ MCPID: profileId }]);
    await run(content);
    await credits.sql(
      `UPDATE credits.achievement_report SET revoked_at = recorded_at, revocation_reason = 'cheating' WHERE profile_id = $1`,
      [profileId],
    );
    expect(await run(content)).toEqual([0, 1, 0]);
    expect(await run(content.replaceAll('2027-05-04', '2029-05-04'))).toEqual([0, 1, 0]);
    const reports = await credits.sql('SELECT FROM credits.achievement_report WHERE profile_id = $1', [profileId]);
    expect(reports).toHaveLength(1);
  });

  it('adds no achievement to a certification that follows from exams', async () => {
    const profileId = aProfile();
    const exams = ['AZ-104', 'AZ-305'].map((credentialCode) => ({
      ...{ externalId: randomUUID(), profileId, credentialCode, achievedAt: '2026-05-04T10:00:00.000Z' },
    }));
    await credits.record(exams);
    const before = await achievementsOf(credits, profileId);
    expect(before).toHaveLength(3);
    const expert = { MCPID: profileId, TrainingTitle: 'Azure Solutions Architect Expert' };
    expect(await run(trainingsFile([{ MCPID: profileId }, expert]))).toEqual([0, 2, 0]);
    expect(await achievementsOf(credits, profileId)).toEqual(before);
    expect(await run(trainingsFile([{ ...expert, ExpirationDate: '2028-05-04' }]))).toEqual([1, 0, 0]);
    expect(await run(trainingsFile([{ ...expert, ExpirationDate: '2028-05-04' }]))).toEqual([0, 1, 0]);
    expect(await achievementsOf(credits, profileId)).toMatchObject([
      {},
      {},
      { credential_code: 'AZ-ARCH', expires_on: '2028-05-04' },
    ]);
  });

  it('records rows of a merged profile once, under either id', async () => {
    const [old, surviving] = [aProfile(), aProfile()];
    const content = trainingsFile([{ MCPID: old }]);
    expect(await run(content)).toEqual([1, 0, 0]);
    await credits.tell(profileMerged.type, {
      ...{ id: randomUUID(), version: 1, source: 'MICROSOFT_LEARN', fromProfileId: old, intoProfileId: surviving },
      mergedAt: '2026-07-01T00:00:00.000Z',
    });
    expect(await run(content)).toEqual([0, 1, 0]);
    expect(await run(trainingsFile([{ MCPID: surviving }, { MCPID: old }]))).toEqual([0, 2, 0]);
  });

  it.each<[string, Record<string, string>, RegExp]>([
    [
      'an unknown credential',
      { TrainingTitle: 'Juggling Expert' },
      /"3051" and "Juggling Expert" is not in the catalog\. Add it/,
    ],
    ['code and title of two credentials', { TrainingActivityId: 'AZ-ARCH' }, /those of two credentials/],
    [
      'a kind that is not recorded',
      { TrainingType: 'Compliance Assessment' },
      /"Compliance Assessment" is not recorded here/,
    ],
    ['the kind of another credential', { TrainingType: 'Assessment' }, /as CERTIFICATION, not as "Assessment"/],
    [
      'a credential of the other source',
      { TrainingTitle: 'Teams Meetings and Meeting Rooms Technical Assessment', TrainingType: 'Assessment' },
      /PARTNER_UNIVERSITY. Import/,
    ],
    ['no profile id', { MCPID: '' }, /MCPID is empty/],
    ['a pseudonym as profile id', { MCPID: '02cd4283-0d5b-4a5b-9df6-3c1a0d8f2b11' }, /without personal data/],
    ['a profile id that a spreadsheet has rounded', { MCPID: '1.23457E+11' }, /rounded/],
    ['a malformed profile id', { MCPID: '007' }, /MCPID is no profile id of MICROSOFT_LEARN/],
    ['no completion date', { TrainingCompletionDate: '' }, /TrainingCompletionDate is empty/],
    ['a number for a date', { TrainingCompletionDate: '43459.96' }, /"43459.96" is no date of the form/],
    ['a day that does not exist', { ExpirationDate: '2027-02-30' }, /ExpirationDate: "2027-02-30"/],
    ['an expiry before the completion', { ExpirationDate: '2026-05-03' }, /expiresOn is before achievedAt/],
    ['a completion in the future', { TrainingCompletionDate: '2026-09-01' }, /in the future/],
    ['a withdrawn credential', { ActivationStatus: 'Inactive' }, /Inactive.*withdrawn/],
    ['a control character', { MCPID: '12345\u0007' }, /is no profile id/],
  ])('rejects a row with %s by its line, and records the others', async (_what, cells, reason) => {
    const path = await importer.file(trainingsFile([{ PartnerName: 'two\r\nlines' }, cells, {}]));
    expect(counts(await importer.run(path))).toEqual([2, 0, 1]);
    expect(await importer.rejected(path)).toMatchObject([{ line: 4, reason: expect.stringMatching(reason) }]);
  });

  it('records an expired credential, and rejects Windows-1252 by the line', async () => {
    const expired = { TrainingCompletionDate: '2024-05-04', ExpirationDate: '2025-05-04', ActivationStatus: 'Expired' };
    const path = await importer.file(Buffer.from(trainingsFile([expired, { IndividualFirstName: 'José' }]), 'latin1'));
    expect(counts(await importer.run(path))).toEqual([1, 0, 1]);
    expect(await importer.rejected(path)).toMatchObject([
      { line: 3, reason: expect.stringContaining('Save the file as UTF-8') },
    ]);
  });

  it.each([
    ['the profile id', TRAININGS.filter((name) => name !== 'MCPID'), /no column MCPID/],
    [
      'the completion date',
      TRAININGS.filter((name) => name !== 'TrainingCompletionDate'),
      /no column TrainingCompletionDate/,
    ],
    ['credentials', TRAININGS.filter((name) => !/ActivityId|Title/.test(name)), /neither TrainingActivityId nor/],
    ['single names', [...TRAININGS, 'mcpid'], /MCPID twice/],
  ])('rejects a whole file without %s', async (_what, columns, reason) => {
    await expect(run(trainingsFile([{}], { columns }))).rejects.toThrow(reason);
  });

  it('continues an interrupted import, with rows of several lines', async () => {
    const rows = Array.from({ length: 30 }, (_, index) => ({ PartnerName: index % 3 === 0 ? 'two\nlines' : 'one' }));
    const path = await importer.file(trainingsFile(rows));
    let chunks = 0;
    const crash = () => {
      chunks += 1;
      if (chunks === 2) throw new Error('the machine went away');
    };
    await expect(importer.run(path, { maxChunkRows: 7, onProgress: crash })).rejects.toThrow('went away');
    expect(await importer.run(path, { maxChunkRows: 7 })).toMatchObject({
      recorded: 30,
      repeated: 0,
      rejected: 0,
      continuedAt: 20,
    });
    const other = { reading: { format: 'csv', dates: 'iso' } } as const;
    expect(await importer.run(path, other)).toMatchObject({ recorded: 0, repeated: 30, continuedAt: 0 });
  });
});

describe('import of the Trainings export concurrently', () => {
  it('records each completion once that is in three files and sent by the API', async () => {
    const profiles = Array.from({ length: 40 }, aProfile);
    const rows = profiles.map((MCPID) => ({ MCPID }));
    const saved = rows.map((row) => ({ ...row, TrainingCompletionDate: '2026-05-04  10:00' }));
    const orders = [rows, rows.toReversed(), saved.slice(20)];
    const paths = await Promise.all(orders.map((order) => importer.file(trainingsFile(order))));
    const items = profiles.slice(0, 20).map((profileId) => ({
      ...{ externalId: randomUUID(), profileId, credentialCode: 'AZ-ADMIN', achievedAt: '2026-05-04T10:00:22.000Z' },
    }));
    await Promise.all([...paths.map((path) => importer.run(path, { maxChunkRows: 7 })), credits.record(items)]);
    const stored = await credits.sql(
      `SELECT profile_id, count(DISTINCT achievement_id)::integer AS achievements,
         count(*) FILTER (WHERE external_id LIKE 'completion:%')::integer <= 1 AS once
       FROM credits.achievement_report WHERE profile_id = ANY($1) GROUP BY 1`,
      [profiles],
    );
    expect(stored).toHaveLength(40);
    for (const profile of stored) expect(profile).toMatchObject({ achievements: 1, once: true });
    for (const path of paths) expect(await importer.run(path)).toMatchObject({ recorded: 0, rejected: 0 });
  });
});

describe('import of our own export in the layout STANDARD', () => {
  const COLUMNS =
    'month,row_no,person_ref,person_name,profile_id,source,credential_code,credential_title,kind,achieved_at,expires_on';
  const row = (profileId: string, source = 'MICROSOFT_LEARN', code = 'AZ-ADMIN') =>
    `2026-06,1,${randomUUID()},"Ann ""A"" Lee",${profileId},${source},${code},,CERTIFICATION,2026-05-04T10:00:22.000Z,2027-05-04`;

  it('records the rows of its source, and nothing twice beside the layout of the vendor', async () => {
    const profileId = aProfile();
    const path = await importer.file([COLUMNS, row(profileId), row('pu_1', 'PARTNER_UNIVERSITY')].join('\n'));
    expect(counts(await importer.run(path))).toEqual([1, 0, 1]);
    expect(await importer.rejected(path)).toMatchObject([{ reason: expect.stringContaining('"PARTNER_UNIVERSITY"') }]);
    expect(await achievementsOf(credits, profileId)).toEqual([{ credential_code: 'AZ-ADMIN', ...ofMay }]);
    expect(await run(trainingsFile([{ MCPID: profileId }]))).toEqual([0, 1, 0]);
  });

  it('removes the apostrophe before text that a spreadsheet would run', async () => {
    const content = [
      COLUMNS,
      row("'-pu_2", 'PARTNER_UNIVERSITY', 'ASSESS:TEAMS-MTR').replace('CERTIFICATION', 'ASSESSMENT'),
    ].join('\n');
    expect(await run(content, { source: 'PARTNER_UNIVERSITY' })).toEqual([1, 0, 0]);
    expect(await achievementsOf(credits, '-pu_2')).toHaveLength(1);
  });

  it('rejects an export without personal data', async () => {
    await expect(run(`${COLUMNS.replace('profile_id,', '')}\n`)).rejects.toThrow('includePersonalData');
    const path = await importer.file([COLUMNS, row('')].join('\n'));
    expect(counts(await importer.run(path))).toEqual([0, 0, 1]);
  });

  it('records a file with the names of the API with semicolons or tabs too', async () => {
    for (const delimiter of [';', '\t'])
      expect(await run([HEADER, line()].join('\n').replaceAll(',', delimiter))).toEqual([1, 0, 0]);
  });
});

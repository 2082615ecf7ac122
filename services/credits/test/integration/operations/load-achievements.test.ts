import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { errorCode, expectNoErrors } from '@app/test-kit/graphql-client';
import { aProfile, FEED, RECORD, type Recorded, type TestCredits, testCredits } from '../../support/credits.js';
import { type TestLoader, testLoader } from '../../support/load.js';

let credits: TestCredits;
let loader: TestLoader;
beforeAll(async () => {
  // Without jobs: what is counted, the load counted.
  credits = await testCredits({ workers: false });
  loader = await testLoader(credits);
});
afterAll(async () => {
  await loader.stop();
  await credits.stop();
});

const DAY = '2026-05-04T10:00:00.000Z';
const HEADER = 'externalId,profileId,credentialCode,achievedAt,expiresOn';
const counts = (outcome: object) => {
  const { recorded, repeated, refused } = outcome as Recorded & { refused: unknown };
  return [recorded, repeated, refused];
};
const line = (changes: { externalId?: string; profileId?: string; code?: string; at?: string; until?: string } = {}) =>
  [
    changes.externalId ?? randomUUID(),
    changes.profileId ?? aProfile(),
    changes.code ?? 'AZ-ADMIN',
    changes.at ?? DAY,
    changes.until ?? '',
  ].join(',');
const achievementsOf = (profileId: string) =>
  credits.sql(
    `SELECT credential_code, achieved_at, expires_on::text FROM credits.achievement WHERE profile_id = $1 ORDER BY 1, 2`,
    [profileId],
  );

describe('a file', () => {
  it('of CSV is recorded line by line, and its credits are counted', async () => {
    const organizationId = await credits.anOrganization();
    const { profileId } = await credits.aLink(await credits.aUser(organizationId));
    const lines = [line({ profileId }), line({ profileId, code: 'AZ-305', until: '2030-01-01' }), line()];
    const path = await loader.file([HEADER, ...lines, ''].join('\n'));
    const outcome = await loader.load(path);
    expect(outcome).toMatchObject({ kind: 'loaded', recorded: 3, repeated: 0, refused: 0, continuedAt: 0 });
    expect(await achievementsOf(profileId)).toMatchObject([
      { credential_code: 'AZ-ADMIN', expires_on: '2027-05-04' },
      { credential_code: 'AZ-ARCH', expires_on: '2030-01-01' },
    ]);
    const counted = await credits.sql('SELECT counted_at FROM credits.credit WHERE organization_id = $1', [
      organizationId,
    ]);
    expect(counted).toEqual([{ counted_at: credits.clock.now() }, { counted_at: credits.clock.now() }]);
    expect(await loader.refused(path)).toEqual([]);
  });

  it('counts in scores and in Learn analytics when it is loaded, without any job', async () => {
    const organizationId = await credits.anOrganization();
    const lines: string[] = [];
    for (const codes of [['SEC-OPS', 'CLOUD-AI-SEC'], ['IAM']]) {
      const { profileId } = await credits.aLink(await credits.aUser(organizationId));
      lines.push(...codes.map((code) => line({ profileId, code, at: '2026-07-10T10:00:00Z' })));
    }
    await loader.load(await loader.file([HEADER, ...lines].join('\n')));
    const { profileId } = await credits.aLink(await credits.aUser(organizationId));
    const training = { uid: 'learn.m', kind: 'MODULE', title: 'A module' };
    const learned = JSON.stringify({ externalId: randomUUID(), profileId, training, achievedAt: DAY });
    await loader.load(await loader.file(learned, 'ndjson'));
    const fields = 'designation(code: "security") { score }';
    const data = expectNoErrors(await credits.entity('Organization', organizationId, fields));
    expect(data._entities).toEqual([{ designation: { score: 16 } }]);
    expect(await credits.sql('SELECT FROM credits.learner WHERE organization_id = $1', [organizationId])).toHaveLength(
      1,
    );
  });

  it('of NDJSON is recorded with its trainings, each line an item of the API', async () => {
    const profileId = aProfile();
    const training = { uid: 'learn.m', kind: 'MODULE', title: 'A \\ module', roles: ['developer', 'a "b"'] };
    const items = [
      { externalId: randomUUID(), profileId, credentialCode: 'AZ-ADMIN', achievedAt: '2026-05-04T12:00:00+02:00' },
      { externalId: randomUUID(), profileId, training, achievedAt: DAY },
    ];
    const path = await loader.file(items.map((item) => JSON.stringify(item)).join('\n'), 'ndjson');
    expect(counts(await loader.load(path))).toEqual([2, 0, 0]);
    expect(await achievementsOf(profileId)).toMatchObject([{ achieved_at: new Date(DAY) }]);
    const stored = await credits.sql(
      'SELECT uid, kind, title, roles, products FROM credits.training_completion WHERE profile_id = $1',
      [profileId],
    );
    expect(stored).toEqual([{ ...training, products: [] }]);
  });

  it('of CSV may have columns in any order, quotes, trainings, Windows line ends, a byte order mark and empty lines', async () => {
    const profileId = aProfile();
    const path = await loader.file(
      [
        '\ufefftraining.title,"profileId",externalId,achievedAt,training.uid,training.kind,training.roles,credentialCode',
        `"Plan, ""build"" and run",${profileId},"${randomUUID()}",${DAY},learn.m,LEARNING_PATH,developer;data engineer,`,
        '',
        `,"${profileId}",a\\b-${randomUUID()},${DAY},,,,AZ-ADMIN`,
        '  ',
      ].join('\r\n'),
    );
    expect(counts(await loader.load(path))).toEqual([2, 0, 0]);
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

  it('loaded again records nothing more, and refuses the same lines for the same reasons', async () => {
    const path = await loader.file([HEADER, line(), line({ code: 'AZ-999' }), line()].join('\n'));
    expect(counts(await loader.load(path))).toEqual([2, 0, 1]);
    const refused = await loader.refused(path);
    expect(counts(await loader.load(path))).toEqual([0, 2, 1]);
    expect(await loader.refused(path)).toEqual(refused);
    expect(refused).toMatchObject([{ line: 3, reason: 'The credential is not in the catalogue.' }]);
  });

  it('is read as what its source reports', async () => {
    const path = await loader.file([HEADER, line({ code: 'ASSESS:TEAMS-MTR', profileId: 'pu_1' }), line()].join('\n'));
    expect(counts(await loader.load(path, { source: 'PARTNER_UNIVERSITY' }))).toEqual([1, 0, 1]);
  });

  it('that has a header and no lines, or is empty JSON, has nothing to record', async () => {
    for (const path of [await loader.file(`${HEADER}\n`), await loader.file(HEADER), await loader.file('', 'ndjson')]) {
      expect(counts(await loader.load(path))).toEqual([0, 0, 0]);
    }
  });

  it.each([
    ['nothing in it', '', /empty/],
    ['no header', line({ externalId: 'e-1' }), /must name the columns; "e-1" is none of externalId/],
    ['an unknown column', `${HEADER},email`, /"email" is none of/],
    ['a column twice', `${HEADER},externalId`, /twice/],
    ['a column missing that every line needs', 'externalId,credentialCode,achievedAt', /no column profileId/],
    ['neither credentials nor trainings', 'externalId,profileId,achievedAt', /neither credentialCode nor training.uid/],
    ['a header with a wrong quote', '"externalId,profileId', /quote/],
    ['a header that is not UTF-8', Buffer.from([0xff, 0xfe, 0x65, 0x00]), /UTF-8/],
    ['a header without an end', 'x'.repeat(600_000), /longer than/],
  ])('with %s is refused as a whole', async (_what, content, reason) => {
    const path = await loader.file(content);
    await expect(loader.load(path)).rejects.toThrow(reason);
  });

  it('that is not there, or is a folder, is refused', async () => {
    const path = await loader.file('');
    await expect(loader.load(`${path}.none`, { format: 'csv' })).rejects.toThrow('no such file');
    await expect(loader.load(path.replace(/\/[^/]*$/, ''), { format: 'ndjson' })).rejects.toThrow('no file');
  });

  it('is never written over by its refused lines', async () => {
    const content = [HEADER, line({ code: 'AZ-999' })].join('\n');
    const path = await loader.file(content);
    await expect(loader.load(path, { refusedPath: path })).rejects.toThrow('over the file itself');
    expect(await readFile(path, 'utf8')).toBe(content);
  });
});

describe('a broken line', () => {
  const long = 'x'.repeat(300_000);
  it.each<[string, string | Buffer, RegExp]>([
    ['a quote that is not closed', `"${line()}`, /quotes/],
    ['text after a quote', `"e"x,${line()}`, /quotes/],
    ['a quote inside of a cell', line({ externalId: 'a"b' }), /quotes/],
    ['too few columns', 'e,1234567,AZ-ADMIN', /has 3 columns; the first line names 5/],
    ['too many columns', `${line()},`, /has 6 columns/],
    ['semicolons', line().replaceAll(',', ';'), /has 1 columns/],
    ['bytes that are not UTF-8', Buffer.from([0x65, 0xc3, 0x28, 0x2c]), /UTF-8/],
    ['a NUL', line({ externalId: 'a\u0000b' }), /cannot be stored/],
    ['a control character', line({ externalId: 'a\u0007b' }), /externalId: 1 to 255/],
    ['more bytes than any item has', line({ externalId: long }), /longer than 262144 bytes/],
    ['an empty cell that is needed', ',1234567,AZ-ADMIN,2026-05-04T10:00:00Z,', /externalId/],
    ['a day that does not exist', line({ until: '2026-02-30' }), /expiresOn: Date takes the form/],
    ['an instant that does not exist', line({ at: '2026-13-01T00:00:00Z' }), /achievedAt: DateTime takes the form/],
    ['an instant without a zone', line({ at: '2026-05-04 10:00:00' }), /achievedAt/],
    ['an unknown credential', line({ code: 'AZ-999' }), /catalogue/],
    ['a profile id that is none', line({ profileId: '007' }), /profileId/],
    ['an instant to come', line({ at: '2026-08-01T12:05:00.001Z' }), /future/],
    ['an expiry before the achievement', line({ until: '2026-05-03' }), /before achievedAt/],
  ])(
    'of CSV with %s is refused with its number, and the lines beside it are recorded',
    async (_what, broken, reason) => {
      const [before, after] = [line(), line()];
      const content = [HEADER, '\n', before, '\n', broken, '\n', after, '\n'].map((part) => Buffer.from(part));
      const path = await loader.file(Buffer.concat(content));
      expect(counts(await loader.load(path))).toEqual([2, 0, 1]);
      expect(await loader.refused(path)).toMatchObject([{ line: 3, reason: expect.stringMatching(reason) }]);
    },
  );

  const item = () => ({ externalId: randomUUID(), profileId: aProfile(), credentialCode: 'AZ-ADMIN', achievedAt: DAY });
  it.each<[string, string | Buffer, RegExp]>([
    ['no JSON', 'externalId', /not JSON/],
    ['half an object', JSON.stringify(item()).slice(0, -9), /not JSON/],
    ['two objects', `${JSON.stringify(item())}${JSON.stringify(item())}`, /not JSON/],
    ['an array', `[${JSON.stringify(item())}]`, /no JSON object/],
    ['null', 'null', /no JSON object/],
    ['a number', '7', /no JSON object/],
    ['arrays without end', '['.repeat(200_000), /not JSON/],
    ['objects within objects', `{"training":${'{"training":'.repeat(20_000)}1${'}'.repeat(20_001)}`, /externalId/],
    ['nothing in its object', '{}', /externalId.*was not provided/],
    ['an unknown field', JSON.stringify({ ...item(), email: 'a@b.example' }), /"email" is not defined/],
    ['a number for a text', JSON.stringify({ ...item(), externalId: 7 }), /externalId: String cannot represent/],
    ['null for a text', JSON.stringify({ ...item(), profileId: null }), /profileId/],
    ['a number for an instant', JSON.stringify({ ...item(), achievedAt: 1_777_888_999 }), /achievedAt: DateTime/],
    ['an object for a day', JSON.stringify({ ...item(), expiresOn: {} }), /expiresOn: Date/],
    ['a lone surrogate', JSON.stringify({ ...item(), externalId: 'a\ud800b' }), /cannot be stored/],
    ['a NUL', JSON.stringify({ ...item(), externalId: 'a\u0000b' }), /cannot be stored/],
    [
      'credential and training',
      JSON.stringify({ ...item(), training: { uid: 'u', kind: 'MODULE', title: 't' } }),
      /both/,
    ],
    [
      'a kind of training that is none',
      JSON.stringify({ ...item(), training: { uid: 'u', kind: 'X', title: 't' } }),
      /kind/,
    ],
    ['bytes that are not UTF-8', Buffer.from([0x7b, 0xff, 0x7d]), /UTF-8/],
    ['more bytes than any item has', JSON.stringify({ ...item(), externalId: long }), /longer than/],
  ])(
    'of NDJSON with %s is refused with its number, and the lines beside it are recorded',
    async (_what, broken, reason) => {
      const content = [JSON.stringify(item()), '\n', broken, '\n', JSON.stringify(item())].map((part) =>
        Buffer.from(part),
      );
      const path = await loader.file(Buffer.concat(content), 'ndjson');
      expect(counts(await loader.load(path))).toEqual([2, 0, 1]);
      expect(await loader.refused(path)).toMatchObject([{ line: 2, reason: expect.stringMatching(reason) }]);
    },
  );

  it('is refused as the last one too, cut off or without an end', async () => {
    const [good, cut] = [line(), line().slice(0, -12)];
    const csv = await loader.file([HEADER, good, cut].join('\n'));
    expect(counts(await loader.load(csv))).toEqual([1, 0, 1]);
    const endless = await loader.file([HEADER, line(), 'x'.repeat(5_000_000)].join('\n'));
    expect(counts(await loader.load(endless))).toEqual([1, 0, 1]);
    expect(await loader.refused(endless)).toMatchObject([{ line: 3, externalId: null }]);
  });

  it('with a line break in quotes is two broken lines: no text of an item has one', async () => {
    const path = await loader.file([HEADER, line(), line({ externalId: '"a\nb"' }), line()].join('\n'));
    expect(counts(await loader.load(path))).toEqual([2, 0, 2]);
    expect((await loader.refused(path)).map((refused) => refused.line)).toEqual([3, 4]);
  });
});

it('decides about every line as the API decides about the item', async () => {
  const [profileId, long] = [aProfile(), 'x'.repeat(501)];
  const base = { profileId, credentialCode: 'AZ-ADMIN', achievedAt: DAY };
  const trained = { profileId, achievedAt: DAY };
  const training = { uid: 'u', kind: 'MODULE', title: 't' };
  const items: object[] = [
    base,
    { ...base, credentialCode: 'AZ-305' },
    { ...base, credentialCode: 305 },
    { ...base, credentialCode: null },
    { ...base, credentialCode: 'ASSESS:TEAMS-MTR' },
    { ...base, credentialCode: 'az-admin' },
    { ...base, profileId: '1234567890123' },
    { ...base, profileId: 1234567 },
    { ...base, profileId: `${profileId} ` },
    { ...base, achievedAt: '1979-12-31T23:59:59.999Z' },
    { ...base, achievedAt: '1980-01-01T00:00:00Z' },
    { ...base, achievedAt: '2026-08-01T12:05:00.000Z' },
    { ...base, achievedAt: '2026-08-01T12:05:00.001Z' },
    { ...base, achievedAt: '2026-05-04' },
    { ...base, achievedAt: null },
    { ...base, expiresOn: '2026-05-04' },
    { ...base, expiresOn: '2026-05-03' },
    { ...base, expiresOn: '9999-12-31' },
    { ...base, expiresOn: '2027-02-29' },
    { ...base, expiresOn: '' },
    { ...base, more: true },
    { ...base, training },
    { ...trained, training },
    { ...trained, training: { ...training, title: long } },
    { ...trained, training: { ...training, kind: 'module' } },
    { ...trained, training: { ...training, roles: 'developer' } },
    { ...trained, training: { ...training, roles: null } },
    { ...trained, training: { ...training, roles: [null] } },
    { ...trained, training: { ...training, products: Array(51).fill('azure') } },
    { ...trained, training: { uid: 'u', kind: 'MODULE' } },
    { ...trained, training: [] },
    trained,
    { ...base, externalId: 'x'.repeat(256) },
    { ...base, externalId: ' x' },
    { ...base, externalId: '' },
    { ...base, externalId: `ä${randomUUID()}` },
  ].map((item) => ({ externalId: randomUUID(), ...item }));

  const client = await credits.as(FEED);
  const byApi: (string | null)[] = [];
  for (const item of items) {
    const input = { source: 'MICROSOFT_LEARN', items: [item] };
    const answer = await client.execute<{ recordAchievements: Recorded }>(RECORD, { input });
    const refused = answer.data?.recordAchievements.refused[0]?.message;
    byApi.push(answer.data ? (refused ?? null) : String(errorCode(answer)));
  }
  // What the API recorded the file repeats, and nothing else may be recorded by it.
  const path = await loader.file(items.map((item) => JSON.stringify(item)).join('\n'), 'ndjson');
  expect(await loader.load(path)).toMatchObject({ recorded: 0 });
  const reasons = new Map((await loader.refused(path)).map((refused) => [refused.line, refused.reason]));
  const byFile = byApi.map((answer, index) => {
    const reason = reasons.get(index + 1) ?? null;
    return [index, reason !== null && answer === 'BAD_USER_INPUT' ? answer : reason];
  });
  expect(byFile).toEqual(byApi.map((answer, index) => [index, answer]));
});

describe('lines about the same', () => {
  it('externalId are repeated with the same content and refused with other content, far apart in the file as well', async () => {
    const [externalId, profileId] = [randomUUID(), aProfile()];
    const same = line({ externalId, profileId });
    const others = Array.from({ length: 7 }, () => line());
    const lines = [same, same, ...others, same, line({ externalId, profileId, code: 'AZ-ARCH' })];
    const path = await loader.file([HEADER, ...lines].join('\n'));
    expect(counts(await loader.load(path, { linesAtOnce: 3 }))).toEqual([8, 2, 1]);
    expect(await loader.refused(path)).toMatchObject([
      { line: 12, externalId, reason: expect.stringContaining('other content') },
    ]);
  });

  it('credential of a person are one history, whatever chunk they are in and in whatever order', async () => {
    const profileId = aProfile();
    const renewal = line({ profileId, at: '2026-06-01T00:00:00.000Z' });
    const first = line({ profileId, at: '2025-09-14T00:00:00.000Z' });
    const path = await loader.file([HEADER, renewal, line(), line(), line(), first].join('\n'));
    expect(counts(await loader.load(path, { linesAtOnce: 2 }))).toEqual([5, 0, 0]);
    expect(await achievementsOf(profileId)).toMatchObject([
      { achieved_at: new Date('2025-09-14T00:00:00.000Z'), expires_on: '2027-09-14' },
    ]);
    const [ties] = await credits.sql<{ count: string; achievements: string }>(
      `SELECT count(*), count(DISTINCT achievement_id) AS achievements FROM credits.achievement_report
       WHERE profile_id = $1`,
      [profileId],
    );
    expect(ties).toEqual({ count: '2', achievements: '1' });
  });

  it('externalId as the API recorded are repeated, and the API repeats what a file recorded', async () => {
    const item = { externalId: randomUUID(), profileId: aProfile(), credentialCode: 'AZ-ADMIN', achievedAt: DAY };
    const other = { ...item, externalId: randomUUID() };
    await credits.record([item]);
    const path = await loader.file([item, other].map((each) => JSON.stringify(each)).join('\n'), 'ndjson');
    expect(counts(await loader.load(path))).toEqual([1, 1, 0]);
    expect(await credits.record([other])).toMatchObject({ recorded: 0, repeated: 1 });
  });
});

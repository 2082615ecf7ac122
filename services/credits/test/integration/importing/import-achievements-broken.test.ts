import { randomUUID } from 'node:crypto';
import { errorCode } from '@app/test-kit/graphql-client';
import { aProfile, FEED, RECORD, type Recorded, type TestCredits, testCredits } from '../../support/credits.js';
import { counts, DAY, HEADER, line, type TestImporter, testImporter } from '../../support/import-file.js';

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

describe('importAchievements with a broken row', () => {
  const long = 'x'.repeat(300_000);
  it.each<[string, string | Buffer, RegExp]>([
    ['a quote that is not closed', `"${line()}`, /quotes/],
    ['text after a quote', `"e"x,${line()}`, /quotes/],
    ['a quote inside a cell', line({ externalId: 'a"b' }), /quotes/],
    ['too few columns', 'e,1234567,AZ-ADMIN', /has 3 columns; the first line names 5/],
    ['too many columns', `${line()},`, /has 6 columns/],
    ['semicolons', line().replaceAll(',', ';'), /has 1 columns/],
    ['bytes that are not UTF-8', Buffer.from([0x65, 0xc3, 0x28, 0x2c]), /UTF-8/],
    ['a NUL', line({ externalId: 'a\u0000b' }), /cannot be stored/],
    ['a control character', line({ externalId: 'a\u0007b' }), /externalId: 1 to 255/],
    ['more bytes than any item has', line({ externalId: long }), /longer than 262144 bytes/],
    ['an empty required cell', ',1234567,AZ-ADMIN,2026-05-04T10:00:00Z,', /externalId/],
    ['a day that does not exist', line({ until: '2026-02-30' }), /expiresOn: Date takes the form/],
    ['an instant that does not exist', line({ at: '2026-13-01T00:00:00Z' }), /achievedAt: DateTime takes the form/],
    ['an instant without a zone', line({ at: '2026-05-04 10:00:00' }), /achievedAt/],
    ['an unknown credential', line({ code: 'AZ-999' }), /catalog/],
    ['a malformed profile id', line({ profileId: '007' }), /profileId/],
    ['an instant in the future', line({ at: '2026-08-01T12:05:00.001Z' }), /future/],
    ['an expiry before the achievement', line({ until: '2026-05-03' }), /before achievedAt/],
  ])('rejects a CSV row with %s by its line, and records the other rows', async (_what, broken, reason) => {
    const [before, after] = [line(), line()];
    const content = [HEADER, '\n', before, '\n', broken, '\n', after, '\n'].map((part) => Buffer.from(part));
    const path = await importer.file(Buffer.concat(content));
    expect(counts(await importer.run(path))).toEqual([2, 0, 1]);
    expect(await importer.rejected(path)).toMatchObject([{ line: 3, reason: expect.stringMatching(reason) }]);
  });

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
    ['an empty object', '{}', /externalId.*was not provided/],
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
      'an unknown kind of training',
      JSON.stringify({ ...item(), training: { uid: 'u', kind: 'X', title: 't' } }),
      /kind/,
    ],
    ['bytes that are not UTF-8', Buffer.from([0x7b, 0xff, 0x7d]), /UTF-8/],
    ['more bytes than any item has', JSON.stringify({ ...item(), externalId: long }), /longer than/],
  ])('rejects an NDJSON row with %s by its line, and records the other rows', async (_what, broken, reason) => {
    const content = [JSON.stringify(item()), '\n', broken, '\n', JSON.stringify(item())].map((part) =>
      Buffer.from(part),
    );
    const path = await importer.file(Buffer.concat(content), 'ndjson');
    expect(counts(await importer.run(path))).toEqual([2, 0, 1]);
    expect(await importer.rejected(path)).toMatchObject([{ line: 2, reason: expect.stringMatching(reason) }]);
  });

  it('rejects it as the last row too, cut off or without a line break', async () => {
    const [good, cut] = [line(), line().slice(0, -12)];
    const csv = await importer.file([HEADER, good, cut].join('\n'));
    expect(counts(await importer.run(csv))).toEqual([1, 0, 1]);
    const endless = await importer.file([HEADER, line(), 'x'.repeat(5_000_000)].join('\n'));
    expect(counts(await importer.run(endless))).toEqual([1, 0, 1]);
    expect(await importer.rejected(endless)).toMatchObject([{ line: 3, externalId: null }]);
  });

  it('rejects a text with a line break as one row, by its first line', async () => {
    const path = await importer.file([HEADER, line(), line({ externalId: '"a\nb"' }), line()].join('\n'));
    expect(counts(await importer.run(path))).toEqual([2, 0, 1]);
    expect(await importer.rejected(path)).toMatchObject([{ line: 3, reason: expect.stringContaining('externalId') }]);
  });
});

describe('importAchievements', () => {
  it('decides about every row as the API decides about the item', async () => {
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
      const rejected = answer.data?.recordAchievements.refused[0]?.message;
      byApi.push(answer.data ? (rejected ?? null) : String(errorCode(answer)));
    }
    // The file repeats the items that the API recorded, and may record no other.
    const path = await importer.file(items.map((item) => JSON.stringify(item)).join('\n'), 'ndjson');
    expect(await importer.run(path)).toMatchObject({ recorded: 0 });
    const reasons = new Map((await importer.rejected(path)).map((rejected) => [rejected.line, rejected.reason]));
    const byFile = byApi.map((answer, index) => {
      const reason = reasons.get(index + 1) ?? null;
      return [index, reason !== null && answer === 'BAD_USER_INPUT' ? answer : reason];
    });
    expect(byFile).toEqual(byApi.map((answer, index) => [index, answer]));
  });
});

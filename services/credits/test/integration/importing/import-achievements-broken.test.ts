import { randomUUID } from 'node:crypto';
import { errorCode } from '@app/test-kit/graphql-client';
import { aProfile, FEED, RECORD, type Recorded, type TestCredits, testCredits } from '../../support/credits.js';
import { counts, DAY, HEADER, line, type TestLoader, testLoader } from '../../support/import-file.js';

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

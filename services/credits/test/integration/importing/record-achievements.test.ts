import { randomUUID } from 'node:crypto';
import { errorCode } from '@app/test-kit/graphql-client';
import {
  aProfile,
  FEED,
  machine,
  operator,
  person,
  RECORD,
  type TestCredits,
  testCredits,
} from '../../support/credits.js';

let credits: TestCredits;
beforeAll(async () => {
  credits = await testCredits();
});
afterAll(async () => credits.stop());

const DAY = '2026-05-04T10:00:00.000Z';

describe('recordAchievements', () => {
  it('records valid items and gives the reason for every other one', async () => {
    const profileId = aProfile();
    const outcome = await credits.record([
      { profileId, credentialCode: 'AZ-ADMIN', achievedAt: DAY },
      { profileId, credentialCode: 'AZ-305', achievedAt: DAY },
      { externalId: 'unknown', profileId, credentialCode: 'AZ-999', achievedAt: DAY },
      { externalId: 'malformed', profileId: '007', credentialCode: 'AZ-ADMIN', achievedAt: DAY },
      { externalId: 'future', profileId, credentialCode: 'AZ-ADMIN', achievedAt: '2026-08-01T12:05:00.001Z' },
      { externalId: 'other-source', profileId, credentialCode: 'ASSESS:TEAMS-MTR', achievedAt: DAY },
      { externalId: 'backwards', profileId, credentialCode: 'AZ-DEVOPS', achievedAt: DAY, expiresOn: '2026-05-03' },
      { profileId, training: { uid: 'learn.m', kind: 'MODULE', title: 'A module' }, achievedAt: DAY },
    ]);
    expect(outcome).toMatchObject({ recorded: 3, repeated: 0 });
    expect(outcome.refused.map(({ index, externalId }) => [index, externalId])).toEqual([
      [2, 'unknown'],
      [3, 'malformed'],
      [4, 'future'],
      [5, 'other-source'],
      [6, 'backwards'],
    ]);
    const stored = await credits.sql(
      `SELECT credential_code, expires_on::text FROM credits.achievement WHERE profile_id = $1 ORDER BY 1`,
      [profileId],
    );
    expect(stored).toEqual([
      { credential_code: 'AZ-305', expires_on: null },
      { credential_code: 'AZ-ADMIN', expires_on: '2027-05-04' },
      { credential_code: 'AZ-ARCH', expires_on: '2027-05-04' },
    ]);
  });

  it('counts the same item again as repeated, and rejects its externalId with other content', async () => {
    const item = { externalId: randomUUID(), profileId: aProfile(), credentialCode: 'AZ-ADMIN', achievedAt: DAY };
    await credits.record([item]);
    const again = await credits.record([
      item,
      { ...item, credentialCode: 'AZ-104' },
      { ...item, credentialCode: 'AZ-ARCH' },
      { ...item, achievedAt: '2026-05-05T10:00:00.000Z' },
    ]);
    expect(again).toMatchObject({ recorded: 0, repeated: 2 });
    expect(again.refused.map(({ index, message }) => [index, /revoke/.test(message)])).toEqual([
      [2, true],
      [3, true],
    ]);
  });

  it('treats an externalId twice in one batch like one in two batches', async () => {
    const item = { externalId: randomUUID(), profileId: aProfile(), credentialCode: 'AZ-ADMIN', achievedAt: DAY };
    const outcome = await credits.record([item, item, { ...item, credentialCode: 'AZ-ARCH' }]);
    expect(outcome).toMatchObject({ recorded: 1, repeated: 1, refused: [{ index: 2 }] });
  });

  it('records ten concurrent identical batches once', async () => {
    const profileIds = Array.from({ length: 30 }, aProfile);
    const items = profileIds.map((profileId) => ({
      externalId: randomUUID(),
      profileId,
      credentialCode: 'SEC-OPS',
      achievedAt: DAY,
    }));
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, (_, index) => credits.record(index % 2 ? items : [...items].reverse())),
    );
    expect(outcomes.reduce((sum, { recorded }) => sum + recorded, 0)).toBe(30);
    expect(outcomes.reduce((sum, { repeated }) => sum + repeated, 0)).toBe(270);
    const [stored] = await credits.sql<{ count: string }>(
      'SELECT count(*) FROM credits.achievement WHERE profile_id = ANY($1)',
      [profileIds],
    );
    expect(stored?.count).toBe('30');
  });

  it('records a full batch once when it is sent ten times concurrently', async () => {
    const items = Array.from({ length: 1_000 }, (_, index) => ({
      externalId: randomUUID(),
      profileId: aProfile(),
      credentialCode: index % 2 ? 'AZ-ADMIN' : 'SEC-OPS',
      achievedAt: DAY,
    }));
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => credits.record(items)));
    expect(outcomes.reduce((sum, { recorded }) => sum + recorded, 0)).toBe(1_000);
  });

  it('extends one achievement by its renewal, also when the renewal arrives first', async () => {
    const profileId = aProfile();
    await credits.record([{ profileId, credentialCode: 'AZ-ADMIN', achievedAt: '2026-06-01T00:00:00.000Z' }]);
    await credits.record([{ profileId, credentialCode: 'AZ-ADMIN', achievedAt: '2025-09-14T00:00:00.000Z' }]);
    const stored = await credits.sql(
      'SELECT achieved_at, expires_on::text FROM credits.achievement WHERE profile_id = $1',
      [profileId],
    );
    expect(stored).toEqual([{ achieved_at: new Date('2025-09-14T00:00:00.000Z'), expires_on: '2027-09-14' }]);
  });

  it('accepts 1,000 items in one batch, and rejects larger and empty batches', async () => {
    const batch = (length: number) =>
      Array.from({ length }, () => ({ profileId: aProfile(), credentialCode: 'AZ-ADMIN', achievedAt: DAY }));
    expect(await credits.record(batch(1_000))).toMatchObject({ recorded: 1_000, refused: [] });
    for (const length of [0, 1_001]) {
      expect(await credits.record(batch(length))).toMatchObject({ __typename: 'InvalidAchievementError' });
    }
  });

  it('answers a repeated idempotencyKey identically, and rejects it with other input', async () => {
    const key = randomUUID();
    const items = [{ externalId: randomUUID(), profileId: aProfile(), credentialCode: 'AZ-ADMIN', achievedAt: DAY }];
    const [first, second] = [
      await credits.record(items, { idempotencyKey: key }),
      await credits.record(items, { idempotencyKey: key }),
    ];
    expect([first.recorded, second.recorded]).toEqual([1, 1]);
    const client = await credits.as(FEED);
    const other = {
      source: 'MICROSOFT_LEARN',
      items: [{ ...items[0], credentialCode: 'AZ-ARCH' }],
      idempotencyKey: key,
    };
    expect(errorCode(await client.execute(RECORD, { input: other }))).toBe('IDEMPOTENCY_KEY_REUSED');
    expect(errorCode(await client.execute(RECORD, { input: { ...other, idempotencyKey: 'x'.repeat(256) } }))).toBe(
      'BAD_USER_INPUT',
    );
  });

  it.each([
    ['an anonymous caller', { kind: 'anonymous' } as const, 'UNAUTHENTICATED'],
    ['the gateway itself', { kind: 'gateway' } as const, 'UNAUTHENTICATED'],
    ['a caller who is no user', { kind: 'unknown-account' } as const, 'FORBIDDEN'],
    ['a global administrator', person(randomUUID(), randomUUID(), ['GLOBAL_ADMIN']), 'FORBIDDEN'],
    ['a machine of an organization', machine(randomUUID(), 'achievements:write'), 'FORBIDDEN'],
    ['an operator without the permission', operator('metrics:write'), 'FORBIDDEN'],
  ])('denies access to %s', async (_who, caller, code) => {
    const externalId = randomUUID();
    const items = [{ externalId, profileId: aProfile(), credentialCode: 'AZ-ADMIN', achievedAt: DAY }];
    const answer = await (await credits.as(caller)).execute(RECORD, { input: { source: 'MICROSOFT_LEARN', items } });
    expect(errorCode(answer)).toBe(code);
    expect(await credits.sql('SELECT FROM credits.achievement_report WHERE external_id = $1', [externalId])).toEqual(
      [],
    );
  });

  it.each([
    ['a NUL', { externalId: 'a\u0000b' }],
    ['a lone surrogate', { externalId: 'a\ud800b' }],
    ['a lone surrogate in a training', { training: { uid: 'x', kind: 'MODULE', title: '\udc00' } }],
    ['a day that does not exist', { expiresOn: '2026-02-30' }],
    ['an instant that does not exist', { achievedAt: 'yesterday' }],
  ])('rejects %s with BAD_USER_INPUT and stores nothing', async (_what, change) => {
    const profileId = aProfile();
    const items = [{ externalId: randomUUID(), profileId, credentialCode: 'AZ-ADMIN', achievedAt: DAY, ...change }];
    const answer = await (await credits.as(FEED)).execute(RECORD, { input: { source: 'MICROSOFT_LEARN', items } });
    expect(errorCode(answer)).toBe('BAD_USER_INPUT');
    expect(await credits.sql('SELECT FROM credits.achievement_report WHERE profile_id = $1', [profileId])).toEqual([]);
  });

  it('rejects oversized text item by item', async () => {
    const long = 'x'.repeat(100_000);
    const outcome = await credits.record([
      { externalId: long, profileId: aProfile(), credentialCode: 'AZ-ADMIN', achievedAt: DAY },
      { profileId: long, credentialCode: 'AZ-ADMIN', achievedAt: DAY },
      { profileId: aProfile(), credentialCode: long, achievedAt: DAY },
      { profileId: aProfile(), training: { uid: 'm', kind: 'MODULE', title: long }, achievedAt: DAY },
    ]);
    expect(outcome).toMatchObject({ recorded: 0, refused: [{ index: 0 }, { index: 1 }, { index: 2 }, { index: 3 }] });
  });
});

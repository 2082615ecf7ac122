import { randomUUID } from 'node:crypto';
import { expectNoErrors } from '@app/test-kit/graphql-client';
import { aProfile, FEED, type Item, type TestCredits, testCredits } from '../../support/credits.js';

/*
 * A credit over the years, as an analyst sees it: the live list on a day (the clock), and the score of any other day
 * (`on`). PBI-DA alone is worth 4 skilling points in Business Applications by every rule set.
 */
let credits: TestCredits;
beforeAll(async () => {
  credits = await testCredits();
});
beforeEach(() => credits.clock.set('2026-08-01T12:00:00.000Z'));
afterAll(async () => credits.stop());

const BIZ = 'business-applications';
const MODERN_WORK = 'modern-work';

type Shown = { state: string; reasons: string[]; achievement: { expiresOn: string | null; status: string } };

async function aPerson() {
  const organizationId = await credits.anOrganization();
  const user = await credits.aUser(organizationId);
  const { profileId } = await credits.aLink(user, { profileId: aProfile(), startedAt: '2020-01-01T00:00:00.000Z' });
  return { organizationId, user, profileId };
}

function item(profileId: string, credentialCode: string, day: string): Item & { externalId: string } {
  return { externalId: randomUUID(), profileId, credentialCode, achievedAt: `${day}T09:00:00.000Z` };
}

async function told(profileId: string, credentialCode: string, ...days: string[]): Promise<void> {
  for (const day of days) await credits.record([item(profileId, credentialCode, day)]);
  await credits.allCounted();
}

async function live(organizationId: string): Promise<string[][]> {
  const fields = `credits(first: 10, orderBy: ACHIEVED_AT_ASC) {
    nodes { state reasons achievement { expiresOn status } } }`;
  const { _entities } = expectNoErrors(await credits.entity('Organization', organizationId, fields));
  const { nodes } = (_entities as never as [{ credits: { nodes: Shown[] } }])[0].credits;
  return nodes.map(({ state, reasons, achievement }) => [
    achievement.expiresOn ?? 'never',
    achievement.status,
    [state, ...reasons].join(' '),
  ]);
}

async function points(organizationId: string, code: string, ...days: string[]): Promise<number[]> {
  const fields = days.map((on, index) => `d${index}: designation(code: "${code}", on: "${on}") { skillingPoints }`);
  const { _entities } = expectNoErrors(await credits.entity('Organization', organizationId, fields.join(' ')));
  const [byDay] = _entities as never as [Record<string, { skillingPoints: number } | null>];
  return days.map((_, index) => byDay[`d${index}`]?.skillingPoints ?? Number.NaN);
}

async function revoke({ externalId }: { externalId: string }): Promise<void> {
  const mutation = 'mutation ($input: RevokeAchievementInput!) { revokeAchievement(input: $input) { __typename } }';
  const input = { source: 'MICROSOFT_LEARN', externalId, reason: 'issued by mistake' };
  expectNoErrors(await (await credits.as(FEED)).execute(mutation, { input }));
}

it('counts to the last millisecond of its expiry day, and not from the next day on', async () => {
  const { organizationId, profileId } = await aPerson();
  await told(profileId, 'PBI-DA', '2025-09-14');
  expect(await points(organizationId, BIZ, '2025-09-13', '2025-09-14', '2026-09-14', '2026-09-15')).toEqual([
    0, 4, 4, 0,
  ]);
  credits.clock.set('2026-09-14T23:59:59.999Z');
  expect(await live(organizationId)).toEqual([['2026-09-14', 'ACTIVE', 'COUNTED']]);
  credits.clock.set('2026-09-15T00:00:00.000Z');
  expect(await live(organizationId)).toEqual([['2026-09-14', 'EXPIRED', 'NOT_COUNTED EXPIRED']]);
});

it.each([
  ['on the first day of the window', '2026-03-18', ['2027-09-14']],
  ['on the expiry day', '2026-09-14', ['2027-09-14']],
  ['a day before the window', '2026-03-17', ['2026-09-14']],
  ['a day after the expiry', '2026-09-15', ['2026-09-14', '2027-09-15']],
])(
  'a renewal passed %s: it extends from the expiry day, changes nothing, or starts a new period',
  async (_what, day, expiries) => {
    const { organizationId, profileId } = await aPerson();
    credits.clock.set('2026-09-20T00:00:00.000Z');
    await told(profileId, 'PBI-DA', '2025-09-14', day);
    expect((await live(organizationId)).map(([expiresOn]) => expiresOn)).toEqual(expiries);
    const lastDay = expiries.at(-1) ?? '';
    expect(await points(organizationId, BIZ, lastDay, '2027-09-16')).toEqual([4, 0]);
  },
);

it('counts a fundamental without end', async () => {
  const { organizationId, profileId } = await aPerson();
  await told(profileId, 'COPILOT-AGENT-FUND', '2026-07-01');
  credits.clock.set('2060-01-01T00:00:00.000Z');
  expect(await live(organizationId)).toEqual([['never', 'ACTIVE', 'COUNTED']]);
  expect(await points(organizationId, MODERN_WORK, '2026-06-30', '2026-07-01', '2099-12-31')).toEqual([0, 5, 5]);
});

it('drops a revoked achievement from the day on which the revocation is recorded, and keeps earlier days unchanged', async () => {
  const { organizationId, profileId } = await aPerson();
  const certificate = item(profileId, 'PBI-DA', '2026-05-04');
  await credits.record([certificate]);
  await credits.allCounted();
  await revoke(certificate);
  expect(await live(organizationId)).toEqual([['2027-05-04', 'REVOKED', 'NOT_COUNTED REVOKED']]);
  expect(await points(organizationId, BIZ, '2026-05-04', '2026-07-31', '2026-08-01', '2026-12-01')).toEqual([
    4, 4, 0, 0,
  ]);
});

describe('a credential that retires', () => {
  it('counts until its own expiry', async () => {
    const { organizationId, profileId } = await aPerson();
    await told(profileId, 'M365-ADMIN-EXP', '2026-05-01');
    const days = ['2026-11-30', '2026-12-01', '2027-05-01', '2027-05-02'];
    expect(await points(organizationId, MODERN_WORK, ...days)).toEqual([15, 15, 15, 0]);
  });

  it('counts at most one more year, also without an expiry', async () => {
    const { organizationId, profileId } = await aPerson();
    await told(profileId, 'M365-FUND', '2020-02-01');
    expect(await points(organizationId, MODERN_WORK, '2026-08-01', '2027-03-31', '2027-04-01')).toEqual([5, 5, 0]);
    credits.clock.set('2027-03-31T23:59:59.999Z');
    expect(await live(organizationId)).toEqual([['never', 'ACTIVE', 'COUNTED']]);
    credits.clock.set('2027-04-01T00:00:00.000Z');
    expect(await live(organizationId)).toEqual([['never', 'ACTIVE', 'NOT_COUNTED RETIRED']]);
  });

  it('does not count when it was earned after the retirement, and is not renewed any more', async () => {
    const { organizationId, profileId } = await aPerson();
    const other = await aPerson();
    credits.clock.set('2026-12-20T00:00:00.000Z');
    await told(profileId, 'M365-ADMIN-EXP', '2026-12-01');
    expect(await live(organizationId)).toEqual([['2027-12-01', 'ACTIVE', 'NOT_COUNTED RETIRED']]);
    expect(await points(organizationId, MODERN_WORK, '2026-12-01', '2026-12-20')).toEqual([0, 0]);
    await told(other.profileId, 'M365-ADMIN-EXP', '2026-02-01', '2026-12-01');
    expect((await live(other.organizationId)).map(([expiresOn]) => expiresOn)).toEqual(['2027-02-01']);
  });
});

describe('in any order of reports', () => {
  const [first, second, third] = ['2024-09-20', '2025-08-01', '2026-04-01'];

  it.each([
    [[first, second, third]],
    [[first, third, second]],
    [[second, first, third]],
    [[second, third, first]],
    [[third, first, second]],
    [[third, second, first]],
  ] as string[][][])('in the order %j two renewals make one credit with the same days', async (days) => {
    const { organizationId, profileId } = await aPerson();
    await told(profileId, 'PBI-DA', ...days);
    expect(await live(organizationId)).toEqual([['2027-09-20', 'ACTIVE', 'COUNTED']]);
    const asked = ['2024-09-19', '2024-09-20', '2025-09-21', '2026-09-21', '2027-09-20', '2027-09-21'];
    expect(await points(organizationId, BIZ, ...asked)).toEqual([0, 4, 4, 4, 4, 0]);
  });

  it('the same reports in another batch and order change nothing', async () => {
    const { organizationId, profileId } = await aPerson();
    const items = [first, second, third].map((day) => item(profileId, 'PBI-DA', day));
    await credits.record(items);
    await credits.allCounted();
    const before = await live(organizationId);
    expect(await credits.record([...items].reverse())).toMatchObject({ recorded: 0, repeated: 3, refused: [] });
    await credits.allCounted();
    expect(await live(organizationId)).toEqual(before);
  });

  it('a late report changes past scores, and is counted at once although its promise has passed', async () => {
    const { organizationId, profileId } = await aPerson();
    expect(await points(organizationId, BIZ, '2026-05-03', '2026-05-04')).toEqual([0, 0]);
    await told(profileId, 'PBI-DA', '2026-05-04');
    expect(await points(organizationId, BIZ, '2026-05-03', '2026-05-04')).toEqual([0, 4]);
    expect(await live(organizationId)).toEqual([['2027-05-04', 'ACTIVE', 'COUNTED']]);
  });

  it('a correction is a revocation and a new externalId: the new days hold, the wrong ones are gone', async () => {
    const { organizationId, profileId } = await aPerson();
    const wrong = item(profileId, 'PBI-DA', '2026-05-04');
    await credits.record([wrong]);
    await credits.allCounted();
    const sentAgain = await credits.record([{ ...wrong, achievedAt: '2026-03-04T09:00:00.000Z' }]);
    expect(sentAgain).toMatchObject({ recorded: 0, repeated: 0, refused: [{ index: 0 }] });
    expect(await points(organizationId, BIZ, '2026-03-04', '2027-05-04')).toEqual([0, 4]);
    await revoke(wrong);
    await told(profileId, 'PBI-DA', '2026-03-04');
    expect(await live(organizationId)).toEqual([
      ['2027-03-04', 'ACTIVE', 'COUNTED'],
      ['2027-05-04', 'REVOKED', 'NOT_COUNTED REVOKED'],
    ]);
    expect(await points(organizationId, BIZ, '2026-03-04', '2027-03-04', '2027-03-05')).toEqual([4, 4, 0]);
    expect(await credits.record([wrong])).toMatchObject({ recorded: 0, repeated: 1 });
    expect((await live(organizationId))[1]).toEqual(['2027-05-04', 'REVOKED', 'NOT_COUNTED REVOKED']);
  });
});

describe('the score of another day', () => {
  it('follows the rules of that day', async () => {
    const { organizationId, profileId } = await aPerson();
    await told(profileId, 'COPILOT-AGENT-FUND', '2026-05-01');
    expect(await points(organizationId, MODERN_WORK, '2026-06-30', '2026-07-01')).toEqual([0, 5]);
  });

  it('excludes a leaver from the refresh on, and not before', async () => {
    const { organizationId, user, profileId } = await aPerson();
    await told(profileId, 'PBI-DA', '2026-05-04');
    const left = { status: 'DEACTIVATED' as const, deactivatedAt: '2026-08-01T00:00:00.000Z' };
    await credits.aUser(organizationId, { ...user, ...left, version: 2, leavesReportAt: '2026-09-10T00:00:00.000Z' });
    expect(await points(organizationId, BIZ, '2026-08-01', '2026-09-09', '2026-09-10')).toEqual([4, 4, 0]);
    expect((await live(organizationId))[0]?.[2]).toBe('DROP_SCHEDULED');
  });

  it('of today is the live score, to the digit', async () => {
    const { organizationId, profileId } = await aPerson();
    await told(profileId, 'PBI-DA', '2026-05-04');
    await told(profileId, 'M365-FUND', '2020-05-04');
    const fields = `live: designations { code score scoreExact on }
      today: designations(on: "2026-08-01") { code score scoreExact on }`;
    const [answer] = expectNoErrors(await credits.entity('Organization', organizationId, fields))._entities;
    expect(answer?.today).toEqual(answer?.live);
  });
});

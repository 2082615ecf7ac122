import { expectNoErrors } from '@app/test-kit/graphql-client';
import { aProfile, FEED, type Item, type TestCredits, testCredits } from '../../support/credits.js';

let credits: TestCredits;
beforeAll(async () => {
  credits = await testCredits();
});
afterAll(async () => credits.stop());

type Answer = {
  recorded: number;
  repeated: number;
  refused: unknown[];
  expiriesNotTaken: { index: number; externalId: string; stated: string; expiresOn: string | null; message: string }[];
};
const RECORD = `mutation ($input: RecordAchievementsInput!) { recordAchievements(input: $input) {
  ... on RecordAchievementsSuccess { recorded repeated refused { index }
    expiriesNotTaken { index externalId stated expiresOn message } } } }`;

async function record(...items: Item[]): Promise<Answer> {
  const input = { source: 'MICROSOFT_LEARN', items };
  const answer = await (await credits.as(FEED)).execute<{ recordAchievements: Answer }>(RECORD, { input });
  return expectNoErrors(answer).recordAchievements;
}
const expiries = async (profileId: string) =>
  (
    await credits.sql<{ on: string }>(
      'SELECT expires_on::text AS "on" FROM credits.achievement WHERE profile_id = $1 AND revoked_at IS NULL',
      [profileId],
    )
  ).map(({ on }) => on);

const EARNED = { credentialCode: 'AZ-ADMIN', achievedAt: '2025-09-14T10:00:00.000Z' };

describe('recordAchievements with another expiry', () => {
  it('moves the expiry of a completion everywhere, under its own externalId or another one', async () => {
    const organizationId = await credits.anOrganization();
    const { profileId } = await credits.aLink(await credits.aUser(organizationId));
    const row = { externalId: profileId, profileId, ...EARNED };
    expect(await record({ ...row, expiresOn: '2026-09-14' })).toMatchObject({ recorded: 1, expiriesNotTaken: [] });
    expect(await record({ ...row, expiresOn: '2027-09-14' })).toMatchObject({
      recorded: 1,
      refused: [],
      expiriesNotTaken: [],
    });
    expect(await expiries(profileId)).toEqual(['2027-09-14']);
    expect(await record({ ...row, externalId: `${profileId} again`, expiresOn: '2028-09-14' })).toMatchObject({
      recorded: 1,
    });
    expect(await expiries(profileId)).toEqual(['2028-09-14']);
    await credits.allCounted();
    credits.clock.set('2028-01-01T00:00:00.000Z');
    const answer = await credits.entity(
      'Organization',
      organizationId,
      'credits(first: 5) { nodes { state achievement { expiresOn } } } designations { metrics { steps { peopleHave credentials { code } } } }',
    );
    const [organization] = expectNoErrors(answer)._entities as unknown as [
      {
        credits: { nodes: unknown[] };
        designations: { metrics: { steps: { peopleHave: number; credentials: { code: string }[] }[] }[] }[];
      },
    ];
    expect(organization.credits.nodes).toEqual([{ state: 'COUNTED', achievement: { expiresOn: '2028-09-14' } }]);
    const steps = organization.designations.flatMap(({ metrics }) => metrics.flatMap((one) => one.steps));
    expect(steps.find((step) => step.credentials.some(({ code }) => code === 'AZ-ADMIN'))?.peopleHave).toBe(1);
    credits.clock.set('2026-08-01T12:00:00.000Z');
  });

  it('counts known reports as repetitions, in any order and concurrently, and revokes all reports of an externalId', async () => {
    const profileId = aProfile();
    const row = { externalId: profileId, profileId, ...EARNED };
    const [first, second] = [
      { ...row, expiresOn: '2026-09-14' },
      { ...row, expiresOn: '2027-09-14' },
    ];
    expect(await record(first, second, second)).toMatchObject({ recorded: 2, repeated: 1, refused: [] });
    expect(await record(second, first, row)).toMatchObject({ recorded: 0, repeated: 3, refused: [] });
    const moved = { ...row, expiresOn: '2027-10-01' };
    const answers = await Promise.all(Array.from({ length: 5 }, () => record(moved)));
    expect(answers.reduce((sum, { recorded }) => sum + recorded, 0)).toBe(1);
    expect(await expiries(profileId)).toEqual(['2027-10-01']);
    const revoke = `mutation ($input: RevokeAchievementInput!) { revokeAchievement(input: $input) { __typename } }`;
    const input = { source: 'MICROSOFT_LEARN', externalId: profileId, reason: 'issued by mistake' };
    expectNoErrors(await (await credits.as(FEED)).execute(revoke, { input }));
    expect(await expiries(profileId)).toEqual([]);
    expect(await record({ ...row, expiresOn: '2030-01-01' })).toMatchObject({ recorded: 0, repeated: 1 });
    expect(await expiries(profileId)).toEqual([]);
  });

  it('names a stated expiry that does not apply, with the one that does', async () => {
    const profileId = aProfile();
    const renewal = {
      externalId: `${profileId} b`,
      profileId,
      credentialCode: 'AZ-ADMIN',
      achievedAt: '2025-12-01T10:00:00.000Z',
    };
    await record({ externalId: profileId, profileId, ...EARNED });
    expect(await record({ ...renewal, expiresOn: '2026-03-01' })).toMatchObject({
      recorded: 1,
      expiriesNotTaken: [
        {
          index: 0,
          externalId: renewal.externalId,
          stated: '2026-03-01',
          expiresOn: '2026-09-14',
          message: expect.stringContaining('never shortens'),
        },
      ],
    });
    expect(await record({ ...renewal, expiresOn: '2027-09-14' })).toMatchObject({ recorded: 1, expiriesNotTaken: [] });
    expect(await expiries(profileId)).toEqual(['2027-09-14']);
  });

  it('counts a report with a superseded expiry as a repetition and says so', async () => {
    const profileId = aProfile();
    const row = { externalId: profileId, profileId, ...EARNED };
    const [first, second] = [
      { ...row, expiresOn: '2026-09-14' },
      { ...row, expiresOn: '2027-09-14' },
    ];
    await record(first);
    expect(await record(second, second, first)).toMatchObject({
      ...{ recorded: 1, repeated: 2 },
      expiriesNotTaken: [{ index: 2, externalId: profileId, stated: '2026-09-14', expiresOn: '2027-09-14' }],
    });
    expect(await record(second, row)).toMatchObject({ recorded: 0, repeated: 2, expiriesNotTaken: [] });
    // Another report of the same day, then a renewal without a stated expiry: the earlier stated expiry no longer
    // applies.
    const other = { ...row, externalId: `${profileId} again`, expiresOn: '2028-01-01' };
    expect(await record(other)).toMatchObject({ recorded: 1, expiriesNotTaken: [] });
    expect(await record(second, other)).toMatchObject({
      repeated: 2,
      expiriesNotTaken: [{ index: 0, stated: '2027-09-14', expiresOn: '2028-01-01' }],
    });
    const renewal = { ...row, externalId: `${profileId} renewed`, achievedAt: '2026-07-30T10:00:00.000Z' };
    await record({ ...renewal, expiresOn: '2029-01-01' });
    expect(await record(other)).toMatchObject({ repeated: 1, expiriesNotTaken: [] });
    const revoke = `mutation ($input: RevokeAchievementInput!) { revokeAchievement(input: $input) { __typename } }`;
    const input = { source: 'MICROSOFT_LEARN', externalId: other.externalId, reason: 'issued by mistake' };
    expectNoErrors(await (await credits.as(FEED)).execute(revoke, { input }));
    expect(await record(other, { ...other, expiresOn: '2030-01-01' })).toMatchObject({
      repeated: 2,
      expiriesNotTaken: [
        { index: 1, stated: '2030-01-01', expiresOn: null, message: expect.stringContaining('revoked') },
      ],
    });
  });

  it('accepts that a completion of a credential without expiry states none', async () => {
    const profileId = aProfile();
    const item = { profileId, ...EARNED, expiresOn: '9999-12-31' };
    await record({ ...item, externalId: profileId });
    const again = { ...item, externalId: `${profileId} again`, achievedAt: '2026-07-01T10:00:00.000Z' };
    expect(await record(again)).toMatchObject({ recorded: 1, expiriesNotTaken: [] });
    const applied = { ...again, credentialCode: 'APL-4002', externalId: `${profileId} skill` };
    await record(applied);
    const retaken = { ...applied, externalId: `${profileId} skill again`, achievedAt: '2026-07-02T10:00:00.000Z' };
    expect(await record(retaken)).toMatchObject({ recorded: 1, refused: [], expiriesNotTaken: [] });
  });
});

import { randomUUID } from 'node:crypto';
import { errorCode, expectNoErrors } from '@app/test-kit/graphql-client';
import { aProfile, FEED, machine, person, type TestCredits, testCredits } from '../../support/credits.js';

let credits: TestCredits;
beforeAll(async () => {
  credits = await testCredits();
});
afterAll(async () => credits.stop());

const REVOKE = `mutation ($input: RevokeAchievementInput!) { revokeAchievement(input: $input) { __typename
  ... on RevokeAchievementSuccess { achievement { id status achievedAt expiresOn } }
  ... on AchievementNotFoundError { message } } }`;

type Answer = {
  revokeAchievement: {
    __typename: string;
    achievement?: { id: string; status: string; achievedAt: string; expiresOn: string };
  };
};

async function revoke(externalId: string, reason = 'issued by mistake', caller = FEED) {
  return (await credits.as(caller)).execute<Answer>(REVOKE, {
    input: { source: 'MICROSOFT_LEARN', externalId, reason },
  });
}

async function recorded(
  profileId: string,
  achievedAt = '2026-05-04T10:00:00.000Z',
  credentialCode = 'AZ-ADMIN',
): Promise<string> {
  const externalId = randomUUID();
  await credits.record([{ externalId, profileId, credentialCode, achievedAt }]);
  return externalId;
}

describe('revokeAchievement', () => {
  it('revokes a report once and permanently', async () => {
    const organizationId = await credits.anOrganization();
    const { profileId } = await credits.aLink(await credits.aUser(organizationId));
    const externalId = await recorded(profileId);
    const [first, second] = [await revoke(externalId), await revoke(externalId, 'again')];
    expect(expectNoErrors(first).revokeAchievement.achievement?.status).toBe('REVOKED');
    expect(expectNoErrors(second)).toEqual(expectNoErrors(first));
    expect(
      await credits.record([
        { externalId, profileId, credentialCode: 'AZ-ADMIN', achievedAt: '2026-05-04T10:00:00.000Z' },
      ]),
    ).toMatchObject({ repeated: 1 });
    await credits.allCounted();
    const answer = await credits.entity(
      'Organization',
      organizationId,
      'credits(first: 10) { nodes { state reasons } }',
    );
    expect(expectNoErrors(answer)._entities[0]).toEqual({
      credits: { nodes: [{ state: 'NOT_COUNTED', reasons: ['REVOKED'] }] },
    });
  });

  it('revokes once when it is called ten times concurrently', async () => {
    const externalId = await recorded(aProfile());
    const answers = await Promise.all(Array.from({ length: 10 }, (_, index) => revoke(externalId, `reason ${index}`)));
    for (const answer of answers) expect(expectNoErrors(answer).revokeAchievement.achievement?.status).toBe('REVOKED');
  });

  it('revokes a renewal and restores the earlier expiry of the achievement', async () => {
    const profileId = aProfile();
    await recorded(profileId, '2025-09-14T00:00:00.000Z');
    const renewal = await recorded(profileId, '2026-06-01T00:00:00.000Z');
    const { revokeAchievement } = expectNoErrors(await revoke(renewal));
    expect(revokeAchievement.achievement).toMatchObject({
      status: 'ACTIVE',
      achievedAt: '2025-09-14T00:00:00.000Z',
      expiresOn: '2026-09-14',
    });
  });

  it('lets a correction under a new externalId replace it', async () => {
    const organizationId = await credits.anOrganization();
    const { profileId } = await credits.aLink(await credits.aUser(organizationId));
    await revoke(await recorded(profileId, '2026-05-04T00:00:00.000Z'));
    await recorded(profileId, '2026-05-05T00:00:00.000Z');
    await credits.allCounted();
    const fields = 'credits(first: 10, orderBy: ACHIEVED_AT_ASC) { nodes { state } }';
    expect(expectNoErrors(await credits.entity('Organization', organizationId, fields))._entities[0]).toEqual({
      credits: { nodes: [{ state: 'NOT_COUNTED' }, { state: 'COUNTED' }] },
    });
  });

  it('answers AchievementNotFoundError when there is no such achievement', async () => {
    for (const externalId of [randomUUID(), '', 'x'.repeat(100_000)]) {
      expect(expectNoErrors(await revoke(externalId)).revokeAchievement.__typename).toBe('AchievementNotFoundError');
    }
  });

  it.each([[''], [' '], ['a\u0000b'], ['\ud800'], ['two\nlines'], ['x'.repeat(501)]])(
    'rejects the reason %j',
    async (reason) => {
      const externalId = await recorded(aProfile());
      expect(errorCode(await revoke(externalId, reason))).toBe('BAD_USER_INPUT');
    },
  );

  it.each([
    ['an anonymous caller', { kind: 'anonymous' } as const, 'UNAUTHENTICATED'],
    ['a global administrator', person(randomUUID(), randomUUID(), ['GLOBAL_ADMIN']), 'FORBIDDEN'],
    ['a machine of an organization', machine(randomUUID(), 'achievements:write'), 'FORBIDDEN'],
  ])('denies access to %s', async (_who, caller, code) => {
    const externalId = await recorded(aProfile());
    expect(errorCode(await revoke(externalId, 'because', caller as typeof FEED))).toBe(code);
    expect(
      await credits.sql('SELECT revoked_at FROM credits.achievement_report WHERE external_id = $1', [externalId]),
    ).toEqual([{ revoked_at: null }]);
  });
});

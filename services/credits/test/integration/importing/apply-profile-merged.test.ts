import { randomUUID } from 'node:crypto';
import { associationChanged } from '@app/events/association-changed';
import { profileMerged } from '@app/events/profile-merged';
import { expectNoErrors } from '@app/test-kit/graphql-client';
import { aProfile, type TestCredits, testCredits } from '../../support/credits.js';

let credits: TestCredits;
beforeAll(async () => {
  credits = await testCredits();
});
afterAll(async () => credits.stop());

const DAY = '2026-05-04T10:00:00.000Z';

const merge = (fromProfileId: string, intoProfileId: string) =>
  credits.tell(profileMerged.type, {
    ...{ id: randomUUID(), version: 1, source: 'MICROSOFT_LEARN', fromProfileId, intoProfileId },
    mergedAt: '2026-07-01T00:00:00.000Z',
  });
const report = (profileId: string, credentialCode = 'AZ-ADMIN', more: object = {}) => ({
  ...{ profileId, credentialCode, achievedAt: DAY, externalId: randomUUID() },
  ...more,
});
type Listed = { state: string; achievement: { credential: { code: string } } };
async function codes(organizationId: string): Promise<string[]> {
  await credits.allCounted();
  const fields = 'credits(first: 100) { nodes { state achievement { credential { code } } } }';
  const data = expectNoErrors(await credits.entity('Organization', organizationId, fields));
  const listed = data._entities[0]?.credits as { nodes: Listed[] } | undefined;
  return (listed?.nodes ?? []).map(({ state, achievement }) => `${achievement.credential.code} ${state}`).sort();
}
const aLinkedPerson = async (profileId: string) => {
  const organizationId = await credits.anOrganization();
  return { organizationId, link: await credits.aLink(await credits.aUser(organizationId), { profileId }) };
};

describe('applyProfileMerged', () => {
  it('moves the achievements of the retired profile to the surviving one, in either direction', async () => {
    const [old, surviving, other] = [aProfile(), aProfile(), aProfile()];
    await credits.record([report(old, 'AZ-ADMIN'), report(surviving, 'M365-FUND'), report(other, 'PBI-DA')]);
    const { organizationId } = await aLinkedPerson(old);
    expect(await codes(organizationId)).toEqual(['AZ-ADMIN COUNTED']);
    await merge(old, surviving);
    expect(await codes(organizationId)).toEqual(['AZ-ADMIN COUNTED', 'M365-FUND NOT_COUNTED']);
  });

  it('assigns later feeds and links of the retired id to the surviving profile, and repeated items stay repetitions', async () => {
    const [old, surviving] = [aProfile(), aProfile()];
    const item = report(old);
    await credits.record([item]);
    await merge(old, surviving);
    expect(await credits.record([item, { ...item, profileId: surviving }])).toMatchObject({ recorded: 0, repeated: 2 });
    expect(await credits.record([report(old, 'PBI-DA')])).toMatchObject({ recorded: 1, refused: [] });
    const { organizationId, link } = await aLinkedPerson(old);
    expect(await codes(organizationId)).toEqual(['AZ-ADMIN COUNTED', 'PBI-DA COUNTED']);
    await credits.tell(associationChanged.type, { ...link, version: 2, profileId: surviving });
    expect(await codes(organizationId)).toEqual(['AZ-ADMIN COUNTED', 'PBI-DA COUNTED']);
  });

  it('composes one history of the reports of both profiles', async () => {
    const [old, surviving] = [aProfile(), aProfile()];
    await credits.record([report(old), report(surviving, 'AZ-ADMIN', { achievedAt: '2026-05-05T10:00:00.000Z' })]);
    const { organizationId } = await aLinkedPerson(surviving);
    await merge(old, surviving);
    expect(await codes(organizationId)).toEqual(['AZ-ADMIN COUNTED']);
    const kept = await credits.sql('SELECT achieved_at FROM credits.achievement WHERE profile_id = ANY ($1)', [
      [old, surviving],
    ]);
    expect(kept).toEqual([{ achieved_at: new Date(DAY) }]);
  });

  it.each([
    [0, 1, 2],
    [2, 1, 0],
    [1, 0, 2],
  ])('follows a chain to its end in any order of arrival (%#)', async (...order) => {
    const chain = [aProfile(), aProfile(), aProfile(), aProfile()] as const;
    await credits.record(
      chain.map((profileId, index) => report(profileId, ['AZ-ADMIN', 'M365-FUND', 'PBI-DA', 'IAM'][index])),
    );
    const { organizationId } = await aLinkedPerson(chain[3]);
    for (const index of [...order, ...order]) await merge(chain[index] ?? '', chain[index + 1] ?? '');
    expect(await codes(organizationId)).toHaveLength(4);
    const profiles = await credits.sql(
      'SELECT DISTINCT profile_id FROM credits.achievement WHERE profile_id = ANY ($1)',
      [chain],
    );
    expect(profiles).toEqual([{ profile_id: chain[3] }]);
  });

  it('loses nothing when feed, link and merge are concurrent', async () => {
    for (let round = 0; round < 6; round += 1) {
      const [old, surviving] = [aProfile(), aProfile()];
      const organizationId = await credits.anOrganization();
      const user = await credits.aUser(organizationId);
      await Promise.all([
        credits.aLink(user, { profileId: old }),
        merge(old, surviving),
        credits.record([report(old)]),
        credits.record([report(surviving, 'PBI-DA')]),
      ]);
      expect(await codes(organizationId)).toEqual(['AZ-ADMIN COUNTED', 'PBI-DA COUNTED']);
    }
  });

  it('moves trainings too', async () => {
    const [old, surviving] = [aProfile(), aProfile()];
    const training = { uid: `learn.${old}`, kind: 'MODULE', title: 'A module', roles: [], products: [] };
    await credits.record([{ profileId: old, training, achievedAt: DAY }]);
    await merge(old, surviving);
    expect(
      await credits.sql('SELECT profile_id FROM credits.training_completion WHERE uid = $1', [training.uid]),
    ).toEqual([{ profile_id: surviving }]);
  });
});

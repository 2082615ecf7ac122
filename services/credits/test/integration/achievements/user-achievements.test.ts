import { errorCode, expectNoErrors } from '@app/test-kit/graphql-client';
import { type TestCredits, testCredits } from '../../support/credits.js';

let credits: TestCredits;
let organizationId: string;
beforeAll(async () => {
  credits = await testCredits();
  organizationId = await credits.anOrganization();
});
afterAll(async () => credits.stop());

async function learner(codes: string[], achievedIn = 2026): Promise<string> {
  const user = await credits.aUser(organizationId);
  const { profileId } = await credits.aLink(user);
  const items = codes.map((credentialCode, index) => ({
    profileId,
    credentialCode,
    achievedAt: `${achievedIn}-03-0${index + 1}T00:00:00.000Z`,
  }));
  await credits.record(items);
  return user.id;
}

describe('User.achievements', () => {
  it('shows an expired achievement as EXPIRED', async () => {
    const id = await learner(['AZ-ADMIN', 'M365-FUND'], 2024);
    const fields = 'achievements(first: 10) { nodes { status expiresOn credential { code } } }';
    expect(expectNoErrors(await credits.entity('User', id, fields))._entities[0]).toEqual({
      achievements: {
        nodes: [
          { status: 'ACTIVE', expiresOn: null, credential: { code: 'M365-FUND' } },
          { status: 'EXPIRED', expiresOn: '2025-03-01', credential: { code: 'AZ-ADMIN' } },
        ],
      },
    });
  });

  it('omits profiles that are no longer linked', async () => {
    const user = await credits.aUser(organizationId);
    const ended = { endedAt: '2026-07-01T00:00:00.000Z', endReason: 'REMOVED_BY_USER' as const };
    const { profileId } = await credits.aLink(user, ended);
    await credits.record([{ profileId, credentialCode: 'AZ-ADMIN', achievedAt: '2026-03-01T00:00:00.000Z' }]);
    const answer = await credits.entity('User', user.id, 'achievements(first: 10) { totalCount nodes { id } }');
    expect(expectNoErrors(answer)._entities[0]).toEqual({ achievements: { totalCount: 0, nodes: [] } });
  });

  it('pages through achievements', async () => {
    const id = await learner(['AZ-ADMIN', 'PBI-DA', 'IAM']);
    const page = async (args: string) => {
      const fields = `achievements(${args}) { nodes { credential { code } } pageInfo { hasNextPage endCursor } }`;
      return expectNoErrors(await credits.entity('User', id, fields))._entities[0]?.achievements as unknown as {
        nodes: { credential: { code: string } }[];
        pageInfo: { hasNextPage: boolean; endCursor: string };
      };
    };
    const first = await page('first: 2');
    const second = await page(`first: 2, after: "${first.pageInfo.endCursor}"`);
    expect([...first.nodes, ...second.nodes].map(({ credential }) => credential.code)).toEqual([
      'IAM',
      'PBI-DA',
      'AZ-ADMIN',
    ]);
    expect([first.pageInfo.hasNextPage, second.pageInfo.hasNextPage]).toEqual([true, false]);
    expect(errorCode(await credits.entity('User', id, 'achievements(first: 1, after: "x") { totalCount }'))).toBe(
      'BAD_USER_INPUT',
    );
  });
});

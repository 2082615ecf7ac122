import { expectNoErrors } from '@app/test-kit/graphql-client';
import { FEED, type TestCredits, testCredits } from '../../support/credits.js';
import { takenReport } from '../../support/skills-reports.js';

let credits: TestCredits;
beforeAll(async () => {
  credits = await testCredits({ now: '2026-08-01T12:00:00.000Z' });
});
afterAll(async () => credits.stop());

async function aPerson() {
  const organizationId = await credits.anOrganization();
  const user = await credits.aUser(organizationId);
  const { profileId } = await credits.aLink(user);
  return { organizationId, userId: user.id, profileId };
}
type Person = Awaited<ReturnType<typeof aPerson>>;

async function passes({ profileId }: Person, credentialCode: string, day: string): Promise<string> {
  const externalId = `${profileId} ${credentialCode} ${day}`;
  const item = { externalId, profileId, credentialCode, achievedAt: `${day}T09:00:00.000Z` };
  expect(await credits.record([item])).toMatchObject({ recorded: 1, refused: [] });
  await credits.allCounted();
  return externalId;
}

/**
 * All achievements of a person with the state of their credits, and the number of holders of WS-HYBRID by the score.
 */
async function seen({ organizationId }: Person) {
  const answer = await credits.entity(
    'Organization',
    organizationId,
    `
    credits(first: 20, orderBy: CREDENTIAL_ASC) { nodes { state achievement { achievedAt expiresOn status credential { code kind } } } }
    designations { metrics { steps { peopleHave credentials { code } } } }`,
  );
  const [found] = expectNoErrors(answer)._entities as unknown as [
    {
      credits: {
        nodes: {
          state: string;
          achievement: {
            achievedAt: string;
            expiresOn: string | null;
            status: string;
            credential: { code: string; kind: string };
          };
        }[];
      };
      designations: { metrics: { steps: { peopleHave: number; credentials: { code: string }[] }[] }[] }[];
    },
  ];
  const steps = found.designations.flatMap(({ metrics }) => metrics.flatMap((one) => one.steps));
  return {
    credits: found.credits.nodes.map(({ state, achievement: { achievedAt, expiresOn, status, credential } }) =>
      [credential.kind, credential.code, achievedAt.slice(0, 10), expiresOn, status, state].join(' '),
    ),
    holders: steps.find((step) => step.credentials.some(({ code }) => code === 'WS-HYBRID'))?.peopleHave,
  };
}

async function revoke(externalId: string): Promise<void> {
  const mutation = 'mutation ($input: RevokeAchievementInput!) { revokeAchievement(input: $input) { __typename } }';
  const input = { source: 'MICROSOFT_LEARN', externalId, reason: 'issued by mistake' };
  expectNoErrors(await (await credits.as(FEED)).execute(mutation, { input }));
  await credits.allCounted();
}

describe('exams', () => {
  it('earns a certification of two exams with the second one, and revokes it with an exam', async () => {
    const ada = await aPerson();
    const first = await passes(ada, 'AZ-800', '2026-01-10');
    const alone = 'EXAM AZ-800 2026-01-10  ACTIVE NOT_COUNTED';
    expect(await seen(ada)).toEqual({ credits: [alone], holders: 0 });
    await passes(ada, 'AZ-801', '2026-03-05');
    const both = [alone, 'EXAM AZ-801 2026-03-05  ACTIVE NOT_COUNTED'];
    expect(await seen(ada)).toEqual({
      credits: [...both, 'CERTIFICATION WS-HYBRID 2026-03-05 2027-03-05 ACTIVE COUNTED'],
      holders: 1,
    });
    credits.clock.set('2026-08-10T00:00:00.000Z');
    const report = await takenReport(credits, ada.organizationId, '2026-08');
    expect(report.rows.nodes.map(({ credential, achievedAt }) => [credential.code, achievedAt])).toEqual([
      ['WS-HYBRID', '2026-03-05T09:00:00.000Z'],
    ]);
    credits.clock.set('2026-08-11T00:00:00.000Z');
    await revoke(first);
    expect(await seen(ada)).toEqual({
      credits: [
        'EXAM AZ-800 2026-01-10  REVOKED NOT_COUNTED',
        both[1],
        'CERTIFICATION WS-HYBRID 2026-03-05 2027-03-05 REVOKED NOT_COUNTED',
      ],
      holders: 0,
    });
    await passes(ada, 'AZ-800', '2026-04-20');
    expect((await seen(ada)).credits).toContain('CERTIFICATION WS-HYBRID 2026-04-20 2027-04-20 ACTIVE COUNTED');
  });

  it('earns an expert certification when exam and prerequisite are there, in any order, and renews it as any other', async () => {
    const [ada, ben] = [await aPerson(), await aPerson()];
    await passes(ada, 'AZ-305', '2025-09-10');
    expect((await seen(ada)).credits).toEqual(['EXAM AZ-305 2025-09-10  ACTIVE NOT_COUNTED']);
    await passes(ada, 'AZ-104', '2025-10-01');
    expect((await seen(ada)).credits).toContain('CERTIFICATION AZ-ARCH 2025-10-01 2026-10-01 ACTIVE COUNTED');
    await passes(ada, 'AZ-ARCH', '2026-06-01');
    expect((await seen(ada)).credits).toContain('CERTIFICATION AZ-ARCH 2025-10-01 2027-10-01 ACTIVE COUNTED');
    await passes(ben, 'AZ-ADMIN', '2025-10-01');
    await passes(ben, 'AZ-305', '2025-12-10');
    expect((await seen(ben)).credits).toContain('CERTIFICATION AZ-ARCH 2025-12-10 2026-12-10 ACTIVE COUNTED');
  });

  it('treats an exam that was recorded under its certification as a repetition, and moves its expiry', async () => {
    const ada = await aPerson();
    const item = { externalId: `${ada.profileId} x`, profileId: ada.profileId, achievedAt: '2026-01-10T09:00:00.000Z' };
    await credits.record([{ ...item, credentialCode: 'AZ-ARCH' }]);
    expect(await credits.record([{ ...item, credentialCode: 'AZ-305' }])).toMatchObject({
      recorded: 0,
      repeated: 1,
      refused: [],
    });
    const moved = { ...item, credentialCode: 'AZ-305', expiresOn: '2028-01-10' };
    expect(await credits.record([moved])).toMatchObject({ recorded: 1, refused: [] });
    expect(await credits.record([moved])).toMatchObject({ recorded: 0, repeated: 1, refused: [] });
    await credits.allCounted();
    expect((await seen(ada)).credits).toEqual(['CERTIFICATION AZ-ARCH 2026-01-10 2028-01-10 ACTIVE COUNTED']);
  });
});

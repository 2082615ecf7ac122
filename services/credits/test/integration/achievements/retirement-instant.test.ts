import { expectNoErrors } from '@app/test-kit/graphql-client';
import { AUDITOR, type TestCredits, testCredits } from '../../support/credits.js';
import { takenReport } from '../../support/skills-reports.js';

let credits: TestCredits;
beforeAll(async () => {
  credits = await testCredits({ now: '2026-12-05T12:00:00.000Z' });
});
afterAll(async () => credits.stop());

/** AZ-DEV retires on 2026-07-31 (summer time), M365-ADMIN-EXP on 2026-11-30: each ends at 23:59 US Central. */
const EARNED = [
  ['AZ-DEV', '2026-08-01T00:00:00.000Z', 'COUNTED'],
  ['AZ-DEV', '2026-08-01T04:59:00.000Z', 'COUNTED'],
  ['AZ-DEV', '2026-08-01T04:59:00.001Z', 'NOT_COUNTED'],
  ['AZ-DEV', '2026-08-01T05:30:00.000Z', 'NOT_COUNTED'],
  ['M365-ADMIN-EXP', '2026-12-01T05:59:00.000Z', 'COUNTED'],
  ['M365-ADMIN-EXP', '2026-12-01T06:00:00.000Z', 'NOT_COUNTED'],
] as const;

describe('retirement of a credential', () => {
  it('counts achievements up to the end of the vendor’s last day in every answer, and none after it', async () => {
    const organizationId = await credits.anOrganization();
    for (const [credentialCode, achievedAt] of EARNED) {
      const { profileId } = await credits.aLink(await credits.aUser(organizationId));
      await credits.record([{ profileId, credentialCode, achievedAt }]);
    }
    await credits.allCounted();
    const answer = await credits.entity(
      'Organization',
      organizationId,
      `credits(first: 20) { nodes { state reasons achievement { achievedAt credential { code } } } }
     counted: credits(first: 20, filter: { state: [COUNTED] }) { totalCount }
     designations { code metrics { code steps { peopleHave credentials { code } } } }`,
    );
    const [organization] = expectNoErrors(answer)._entities as unknown as [Record<string, never>];
    const { nodes } = organization.credits as unknown as {
      nodes: { state: string; reasons: string[]; achievement: { achievedAt: string; credential: { code: string } } }[];
    };
    const found = nodes.map(({ state, achievement: { achievedAt, credential } }) => [
      credential.code,
      achievedAt,
      state,
    ]);
    expect(found.sort()).toEqual([...EARNED].map((one) => [...one]).sort());
    expect(nodes.filter(({ state }) => state === 'NOT_COUNTED').map(({ reasons }) => reasons)).toEqual(
      Array(3).fill(['RETIRED']),
    );
    expect(organization.counted).toEqual({ totalCount: 3 });
    const designations = organization.designations as unknown as {
      metrics: { steps: { peopleHave: number; credentials: { code: string }[] }[] }[];
    }[];
    const naming = (code: string) =>
      designations
        .flatMap(({ metrics }) => metrics.flatMap(({ steps }) => steps))
        .find(({ credentials }) => credentials.some((one) => one.code === code));
    expect(naming('AZ-DEV')?.peopleHave).toBe(2);
    expect(naming('M365-ADMIN-EXP')?.peopleHave).toBe(1);
    credits.clock.set('2026-12-10T00:00:00.000Z');
    const report = await takenReport(credits, organizationId, '2026-12');
    expect(report.rows.nodes.map(({ credential, achievedAt }) => `${credential.code} ${achievedAt}`).sort()).toEqual(
      EARNED.flatMap(([code, at, state]) => (state === 'COUNTED' ? [`${code} ${at}`] : [])),
    );
  });

  it('shows when the last day of a credential ends, and how long it is valid', async () => {
    const query = '{ credentials { code retiredOn earnableUntil validity validityMonths supersededBy { code } } }';
    const answer = await (await credits.as(AUDITOR)).execute<{ credentials: { code: string }[] }>(query);
    const byCode = new Map(expectNoErrors(answer).credentials.map(({ code, ...rest }) => [code, rest]));
    expect(byCode.get('AZ-DEV')).toEqual({
      retiredOn: '2026-07-31',
      earnableUntil: '2026-08-01T04:59:00.000Z',
      validity: 'P1Y',
      validityMonths: 12,
      supersededBy: [{ code: 'AI-CLOUD-DEV' }],
    });
    expect(byCode.get('GH-COPILOT')).toMatchObject({ earnableUntil: null, validity: 'P2Y', validityMonths: 24 });
    expect(byCode.get('M365-FUND')).toMatchObject({ validity: null, validityMonths: null });
  });
});

import { randomUUID } from 'node:crypto';
import type { Stack } from '@app/stack/stack';
import { jest } from '@jest/globals';
import { startDemonstrationStack } from '../demonstration-stack.js';
import { asFeed, asMachine, eventually } from '../people.js';
import { type Operator, operatorOf } from './operator.js';

type Explained = {
  profiles: {
    source: string;
    profileId: string;
    mergedInto: string | null;
    merges: { fromProfileId: string; intoProfileId: string }[];
    links: { organization: { name: string }; endedAt: string | null; endReason: string | null }[];
    achievements: {
      credentialCode: string;
      withoutCredit: string | null;
      credits: { organization: { id: string }; state: string; reasons: string[] }[];
    }[];
  }[];
};

const CREDITS = `query ($filter: CreditFilter!) { callerOrganization { id credits(first: 1, filter: $filter) { nodes {
  state reasons person { id } achievement { source credential { code } } } } } }`;
type Credits = {
  callerOrganization: {
    id: string;
    credits: {
      nodes: {
        state: string;
        reasons: string[];
        person: { id: string };
        achievement: { source: string; credential: { code: string } };
      }[];
    };
  };
};
const REASONS = [
  'STEP_NOT_REACHED',
  'CAP_REACHED',
  'PERSON_ALREADY_COUNTED',
  'NOT_LINKED',
  'EXPIRED',
  'REVOKED',
  'RETIRED',
];
const MORE_REASONS = ['NOT_IN_ANY_REQUIREMENT', 'PERSON_LEFT', 'MOVED_AWAY'];

// Each command is a process of its own.
jest.setTimeout(300_000);

describe('skill-link explain', () => {
  let stack: Stack;
  let operator: Operator;
  beforeAll(async () => {
    stack = await startDemonstrationStack();
    operator = operatorOf(stack);
  }, 600_000);
  afterAll(() => stack.stop());

  const explained = async (profileId: string, ...options: string[]) => {
    const { code, document } = await operator.json<Explained>(['explain', profileId, ...options]);
    expect(code).toBe(0);
    return document.profiles;
  };
  const record = async (profileId: string) => {
    const item = {
      externalId: randomUUID(),
      profileId,
      credentialCode: 'AZ-ADMIN',
      achievedAt: '2026-05-04T10:00:00Z',
    };
    const { errors } = await (await asFeed(stack)).execute(
      'mutation ($input: RecordAchievementsInput!) { recordAchievements(input: $input) { __typename } }',
      { input: { source: 'MICROSOFT_LEARN', items: [item] } },
    );
    expect(errors).toBeUndefined();
  };

  it('gives the state and the reasons of the API, for each reason that there is', async () => {
    const seen = new Set<string>();
    for (const program of ['harbour', 'nordlicht', 'baobab']) {
      const machine = await asMachine(stack, `${program}-integration`, `development-only-${program}`);
      for (const reason of [...REASONS, ...MORE_REASONS].filter((one) => !seen.has(one))) {
        const { data } = await machine.execute<Credits>(CREDITS, { filter: { reason: [reason] } });
        const [credit] = data?.callerOrganization.credits.nodes ?? [];
        if (credit === undefined) continue;
        seen.add(reason);
        const { source } = credit.achievement;
        const [profile] = await operator.sql<{ id: string }>(
          'SELECT surviving_profile_id AS id FROM association.association WHERE user_id = $1 AND source = $2',
          [credit.person.id, source],
        );
        const [found] = await explained(profile?.id ?? '', '--source', source);
        const listed = found?.achievements
          .filter(({ credentialCode }) => credentialCode === credit.achievement.credential.code)
          .flatMap(({ credits }) => credits)
          .filter(({ organization }) => organization.id === data?.callerOrganization.id);
        expect({ reason, listed }).toEqual({
          reason,
          listed: expect.arrayContaining([expect.objectContaining({ state: credit.state, reasons: credit.reasons })]),
        });
      }
    }
    expect(seen.size).toBeGreaterThanOrEqual(6);
  }, 900_000);

  it('says of a profile that was never linked what is recorded, and that no organization counts it', async () => {
    await record('990001');
    expect(await explained('990001')).toEqual([
      expect.objectContaining({
        links: [],
        achievements: [
          expect.objectContaining({ credentialCode: 'AZ-ADMIN', credits: [], withoutCredit: 'NOT_LINKED' }),
        ],
      }),
    ]);
    const { out } = await operator.run(['explain', '990001']);
    expect(out).toContain('Never linked.');
    expect(out).toMatch(/AZ-ADMIN .* no organization +NOT_LINKED/);
  });

  it('shows every link of a profile that moved, and why it ended', async () => {
    const [moved] = await operator.sql<{ id: string; source: string }>(
      "SELECT surviving_profile_id AS id, source FROM association.association WHERE end_reason = 'MOVED_TO_ANOTHER_ORGANIZATION' LIMIT 1",
    );
    const [profile] = await explained(moved?.id ?? '', '--source', moved?.source ?? '');
    expect(profile?.links.length).toBeGreaterThan(1);
    expect(profile?.links).toContainEqual(expect.objectContaining({ endReason: 'MOVED_TO_ANOTHER_ORGANIZATION' }));
    for (const { organization } of profile?.links ?? []) expect(organization.name).toEqual(expect.any(String));
  });

  it('follows merges, from the retired id and from the surviving one', async () => {
    await record('990002');
    const { errors } = await (await asFeed(stack)).execute(
      'mutation ($input: RecordProfileMergeInput!) { recordProfileMerge(input: $input) { __typename } }',
      {
        input: {
          source: 'MICROSOFT_LEARN',
          fromProfileId: '990002',
          intoProfileId: '990003',
          mergedAt: '2026-11-01T00:00:00Z',
        },
      },
    );
    expect(errors).toBeUndefined();
    const merge = { fromProfileId: '990002', intoProfileId: '990003' };
    const moved = await eventually(
      () => explained('990003'),
      ([profile]) => profile?.achievements.length === 1,
    );
    expect(moved).toEqual([expect.objectContaining({ mergedInto: null, merges: [expect.objectContaining(merge)] })]);
    const [retired] = await explained('990002');
    expect(retired).toMatchObject({ mergedInto: '990003', merges: [merge], achievements: moved[0]?.achievements });
    expect((await operator.run(['explain', '990002'])).out).toContain('profile 990002, merged into 990003');
  });

  it('knows no profile that nothing was recorded for, and rejects an id of no source', async () => {
    const unknown = await operator.run(['explain', '999999999999']);
    expect({ code: unknown.code, out: unknown.out }).toEqual({ code: 5, out: '' });
    expect(`${unknown.out}${unknown.err}`).not.toContain('999999999999');
    expect((await operator.run(['explain', 'not an id'])).code).toBe(2);
    expect((await operator.run(['explain', 'PU-unknown', '--source', 'MICROSOFT_LEARN'])).code).toBe(2);
  });
});

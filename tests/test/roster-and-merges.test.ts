import type { Stack } from '@app/launcher/stack';
import { startTestStack } from '@app/launcher/test-stack';
import { expectNoErrors, type GraphqlClient } from '@app/test-kit/graphql-client';
import { asFeed, asMachine, eventually, signedIn } from '../src/people.js';

const ROSTER = `query ($filter: RosterFilter) { callerOrganization {
  linkSummary { members linked notLinked invitationPending leaving }
  roster(first: 100, filter: $filter) { totalCount nodes { state leavesReportAt linkedSources user { id displayName email } } } } }`;

type Entry = {
  state: string;
  leavesReportAt: string | null;
  linkedSources: string[];
  user: { id: string; displayName: string; email: string } | null;
};
type Roster = {
  linkSummary: Record<'members' | 'linked' | 'notLinked' | 'invitationPending' | 'leaving', number>;
  roster: { totalCount: number | null; nodes: Entry[] };
};

describe('the roster and merged profiles, through the gateway, with the demonstration world', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startTestStack();
  }, 180_000);
  afterAll(() => stack.stop());

  const rosterFor = async (client: GraphqlClient, filter: object | null = null) =>
    expectNoErrors(await client.execute<{ callerOrganization: Roster }>(ROSTER, { filter })).callerOrganization;
  const entryOf = async (client: GraphqlClient, name: string) =>
    (await rosterFor(client, { search: name })).roster.nodes.at(0);

  it('an executive viewer and a program with users:read see by name who is not linked; others see nothing', async () => {
    const aroha = await signedIn(stack, 'aroha.ngata@nordlicht.example');
    const { linkSummary, roster } = await eventually(
      () => rosterFor(aroha, { state: ['NOT_LINKED', 'INVITATION_PENDING'] }),
      (answer) => answer.roster.totalCount === 4,
    );
    expect(roster.nodes.map(({ state, user }) => `${user?.displayName} ${state}`)).toEqual([
      'Ingrid Haugen NOT_LINKED',
      'Luca Ferrari INVITATION_PENDING',
      'Mateo Quispe NOT_LINKED',
      'Sofia Marković NOT_LINKED',
    ]);
    expect(linkSummary).toMatchObject({ notLinked: 3, invitationPending: 1, leaving: 0 });
    expect(linkSummary.members).toBe(linkSummary.linked + 4);
    const program = await asMachine(stack, 'nordlicht-integration', 'development-only-nordlicht');
    expect((await rosterFor(program)).roster.totalCount).toBe(linkSummary.members);
    const priya = await signedIn(stack, 'priya.raghunathan@nordlicht.example');
    const refused = await priya.execute<{ callerOrganization: { roster: null } }>(ROSTER);
    expect(refused.data?.callerOrganization.roster).toBeNull();
    expect(refused.errors?.map(({ extensions }) => extensions?.code)).toEqual(['FORBIDDEN', 'FORBIDDEN']);
  });

  it('whoever is deleted is leaving, with the date that deleting announced, and restored as if nothing had been', async () => {
    const greta = await signedIn(stack, 'greta.lindqvist@nordlicht.example');
    const before = await eventually(
      () => entryOf(greta, 'Jonas Brandt'),
      (entry) => entry?.state === 'LINKED',
    );
    const input = { userId: before?.user?.id };
    const { deleteUser } = expectNoErrors(
      await greta.execute<{ deleteUser: { leavesReportAt: string } }>(
        'mutation ($input: DeleteUserInput!) { deleteUser(input: $input) { ... on DeleteUserSuccess { leavesReportAt } } }',
        { input },
      ),
    );
    const leaving = await eventually(
      () => entryOf(greta, 'Jonas Brandt'),
      (entry) => entry?.state === 'LEAVING',
    );
    expect(leaving).toMatchObject({ ...before, state: 'LEAVING', leavesReportAt: deleteUser.leavesReportAt });
    await greta.execute('mutation ($input: RestoreUserInput!) { restoreUser(input: $input) { __typename } }', {
      input,
    });
    await eventually(
      () => entryOf(greta, 'Jonas Brandt'),
      (entry) => entry?.state === 'LINKED' && entry.leavesReportAt === null,
    );
  });

  it('a merge of profiles takes link and achievements along: what either profile earned counts', async () => {
    const feed = await asFeed(stack);
    const profile = { source: 'MICROSOFT_LEARN', survivor: '918273645' };
    const item = {
      ...{ externalId: 'merged-1', profileId: profile.survivor, credentialCode: 'PBI-DA' },
      achievedAt: '2026-09-01T00:00:00.000Z',
    };
    expectNoErrors(
      await feed.execute(
        'mutation ($input: RecordAchievementsInput!) { recordAchievements(input: $input) { __typename } }',
        {
          input: { source: profile.source, items: [item] },
        },
      ),
    );
    const merged = await feed.execute<{ recordProfileMerge: object }>(
      `mutation ($input: RecordProfileMergeInput!) { recordProfileMerge(input: $input) { __typename
        ... on RecordProfileMergeSuccess { association { status } } ... on UserError { message } } }`,
      {
        input: {
          ...{ source: profile.source, fromProfileId: '3120956', intoProfileId: profile.survivor },
          mergedAt: '2026-10-01T00:00:00.000Z',
        },
      },
    );
    expect(expectNoErrors(merged).recordProfileMerge).toEqual({
      __typename: 'RecordProfileMergeSuccess',
      association: { status: 'ACTIVE' },
    });
    const meiling = await signedIn(stack, 'mei-ling.chen@nordlicht.example');
    type Mine = {
      viewer: {
        activeAssociation: { profileId: string };
        associationAllowance: { used: number };
        achievements: { nodes: { credential: { code: string } }[] };
      };
    };
    const { viewer } = await eventually(
      async () =>
        expectNoErrors(
          await meiling.execute<Mine>(`{ viewer { activeAssociation(source: MICROSOFT_LEARN) { profileId }
            associationAllowance(source: MICROSOFT_LEARN) { used }
            achievements(first: 50) { nodes { credential { code } } } } }`),
        ),
      (mine) => mine.viewer.achievements.nodes.some(({ credential }) => credential.code === 'PBI-DA'),
    );
    expect(viewer.activeAssociation.profileId).toBe(profile.survivor);
    expect(viewer.associationAllowance.used).toBe(0);
    expect(viewer.achievements.nodes.length).toBeGreaterThan(1);
  });
});

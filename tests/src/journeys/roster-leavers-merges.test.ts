import type { Stack } from '@app/stack/stack';
import { expectNoErrors, type GraphqlClient } from '@app/test-kit/graphql-client';
import { startDemonstrationStack } from './demonstration-stack.js';
import { asFeed, asMachine, eventually, signedIn } from './people.js';

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

/** Upper bound for the effect of a deletion or deactivation. */
const FIVE_SECONDS = 5_000;

describe('roster, leavers and profile merges, through the gateway, with the demonstration', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startDemonstrationStack();
  }, 300_000);
  afterAll(() => stack.stop());

  const rosterFor = async (client: GraphqlClient, filter: object | null = null) =>
    expectNoErrors(await client.execute<{ callerOrganization: Roster }>(ROSTER, { filter })).callerOrganization;
  const entryOf = async (client: GraphqlClient, name: string) =>
    (await rosterFor(client, { search: name })).roster.nodes.at(0);

  it('an executive viewer and a program with users:read see who is not linked by name; other users see nothing', async () => {
    const aroha = await signedIn(stack, 'aroha.ngata@nordlicht.example');
    const { linkSummary, roster } = await eventually(
      () => rosterFor(aroha, { state: ['NOT_LINKED', 'INVITATION_PENDING'] }),
      (answer) => answer.roster.totalCount === 11,
    );
    expect(roster.nodes.map(({ state, user }) => `${user?.displayName} ${state}`)).toEqual([
      'Ayşe Arslan NOT_LINKED',
      'Emil Lund INVITATION_PENDING',
      'Ingrid Haugen NOT_LINKED',
      'João Barbosa NOT_LINKED',
      'Luca Ferrari INVITATION_PENDING',
      'Mateo Quispe NOT_LINKED',
      'Moritz Reinhardt INVITATION_PENDING',
      'Ngozi Adebayo NOT_LINKED',
      'Sofia Marković NOT_LINKED',
      'Yasmin Khalil NOT_LINKED',
      'Yaw Owusu NOT_LINKED',
    ]);
    expect(linkSummary).toMatchObject({ notLinked: 8, invitationPending: 3, leaving: 0 });
    expect(linkSummary.members).toBe(linkSummary.linked + 11);
    const program = await asMachine(stack, 'nordlicht-integration', 'development-only-nordlicht');
    expect((await rosterFor(program)).roster.totalCount).toBe(linkSummary.members);
    const priya = await signedIn(stack, 'priya.raghunathan@nordlicht.example');
    const refused = await priya.execute<{ callerOrganization: { roster: null } }>(ROSTER);
    expect(refused.data?.callerOrganization.roster).toBeNull();
    expect(refused.errors?.map(({ extensions }) => extensions?.code)).toEqual(['FORBIDDEN', 'FORBIDDEN']);
  });

  describe('a leaver', () => {
    type Scim = (userId: string, active: boolean) => Promise<unknown>;
    let greta: GraphqlClient;
    let scim: Scim;
    beforeAll(async () => {
      greta = await signedIn(stack, 'greta.lindqvist@nordlicht.example');
      scim = await directory(greta);
    });

    const directory = async (admin: GraphqlClient): Promise<Scim> => {
      const { callerOrganization } = expectNoErrors(
        await admin.execute<{ callerOrganization: { id: string } }>('{ callerOrganization { id } }'),
      );
      const issued = await admin.execute<{ issueScimToken: { secret: string } }>(
        'mutation ($input: IssueScimTokenInput!) { issueScimToken(input: $input) { ... on IssueScimTokenSuccess { secret } } }',
        { input: { organizationId: callerOrganization.id, label: 'Entra ID' } },
      );
      const { secret } = expectNoErrors(issued).issueScimToken;
      return async (userId, active) => {
        const answer = await fetch(`${stack.gatewayUrl}/scim/v2/Users/${userId}`, {
          method: 'PATCH',
          headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/scim+json' },
          body: JSON.stringify({
            schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
            Operations: [{ op: 'Replace', path: 'active', value: active ? 'True' : 'False' }],
          }),
        });
        expect(answer.status).toBe(200);
      };
    };
    const change = async (mutation: 'deleteUser' | 'restoreUser', userId: string) => {
      const [name, input] = [`${mutation[0]?.toUpperCase()}${mutation.slice(1)}`, { userId }];
      const text = `mutation ($input: ${name}Input!) { ${mutation}(input: $input) { __typename } }`;
      expect(expectNoErrors(await greta.execute(text, { input }))).toEqual({
        [mutation]: { __typename: `${name}Success` },
      });
    };
    const LINK = `activeAssociation(source: MICROSOFT_LEARN) { id startedAt }`;
    type Link = { id: string; startedAt: string } | null;
    /** The user's own view with the token from before, or the code of the error. */
    const seenBy = async (person: GraphqlClient) => {
      type Mine = { viewer: object | null; callerOrganization: { name: string } | null };
      const { data, errors } = await person.execute<Mine>(
        `{ callerOrganization { name } viewer { status ${LINK} associationAllowance(source: MICROSOFT_LEARN) { used nextAssociationAt } } }`,
      );
      return errors === undefined ? data : errors[0]?.extensions?.code;
    };
    const linkSeenByAdmin = async (id: string) =>
      expectNoErrors(
        await greta.execute<{ user: { activeAssociation: Link; leavesReportAt: string | null } }>(
          `query ($id: ID!) { user(id: $id) { leavesReportAt ${LINK} } }`,
          { id },
        ),
      ).user;

    it.each<[string, (id: string) => Promise<unknown>, (id: string) => Promise<unknown>]>([
      ['by deletion and restoration', (id) => change('deleteUser', id), (id) => change('restoreUser', id)],
      ['by SCIM, active: false and true', (id) => scim(id, false), (id) => scim(id, true)],
    ])(
      'loses access within five seconds, stays linked as LEAVING, and gets everything back: %s',
      async (_how, leave, comeBack) => {
        const jonas = await signedIn(stack, 'jonas.brandt@nordlicht.example');
        const entry = await eventually(
          () => entryOf(greta, 'Jonas Brandt'),
          (one) => one?.state === 'LINKED',
        );
        const id = entry?.user?.id ?? '';
        const before = await seenBy(jonas);
        expect(before).toMatchObject({ viewer: { status: 'ACTIVE', activeAssociation: { id: expect.any(String) } } });
        const { activeAssociation } = await linkSeenByAdmin(id);

        await leave(id);
        const left = performance.now();
        await eventually(
          () => seenBy(jonas),
          (answer) => answer === 'FORBIDDEN',
        );
        expect(performance.now() - left).toBeLessThan(FIVE_SECONDS);
        const leaving = await eventually(
          () => entryOf(greta, 'Jonas Brandt'),
          (one) => one?.state === 'LEAVING',
        );
        const { leavesReportAt, ...link } = await linkSeenByAdmin(id);
        expect(leavesReportAt).toMatch(/-10T00:00:00.000Z$/);
        expect(leaving).toMatchObject({ ...entry, state: 'LEAVING', leavesReportAt });
        expect(link).toEqual({ activeAssociation });
        expect(await seenBy(jonas)).toBe('FORBIDDEN');

        await comeBack(id);
        expect(
          await eventually(
            () => seenBy(jonas),
            (answer) => answer !== 'FORBIDDEN',
          ),
        ).toEqual(before);
        await eventually(
          () => entryOf(greta, 'Jonas Brandt'),
          (one) => one?.state === 'LINKED' && one.leavesReportAt === null,
        );
        expect(await linkSeenByAdmin(id)).toEqual({ leavesReportAt: null, activeAssociation });
      },
      60_000,
    );
  });

  it("a profile merge moves the link and the achievements: both profiles' achievements count", async () => {
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
      // The merge and the link arrive as two events. Before them only the old profile's achievements are visible, between
      // them only the survivor's own.
      (mine) => mine.viewer.achievements.nodes.length > 3,
    );
    expect(viewer.activeAssociation.profileId).toBe(profile.survivor);
    expect(viewer.associationAllowance.used).toBe(0);
    const codes = viewer.achievements.nodes.map(({ credential }) => credential.code);
    expect(codes).toEqual(expect.arrayContaining(['AVD', 'AZ-NET', 'IAM', 'PBI-DA']));
  });
});

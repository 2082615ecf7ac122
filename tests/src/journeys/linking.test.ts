import type { Stack } from '@app/stack/stack';
import { expectNoErrors, type GraphqlClient } from '@app/test-kit/graphql-client';
import { startDemonstrationStack } from './demonstration-stack.js';
import { begin, completionOf, confirm, eventually, link, signedIn, signInAtSource } from './people.js';

const FEDERATED = `{
  callerOrganization {
    name
    designations { code skillingPoints skillingMax metrics { code pointsExact steps { step reached } } gaps { peopleMissing } }
    users(first: 100) { nodes { id displayName activeAssociation(source: MICROSOFT_LEARN) { profileId startedAt } credits(first: 10) { nodes { state achievement { credential { code } } } } } }
  }
}`;

type Federated = {
  callerOrganization: {
    name: string;
    designations: { code: string; skillingPoints: number; skillingMax: number }[];
    users: {
      nodes: {
        displayName: string;
        activeAssociation: { profileId: string; startedAt: string } | null;
        credits: { nodes: { state: string; achievement: { credential: { code: string } } }[] };
      }[];
    };
  };
};

describe('linking, through the gateway and the sign-in pages, with the demonstration', () => {
  let stack: Stack;
  const federated = async (client: GraphqlClient) =>
    expectNoErrors(await client.execute<Federated>(FEDERATED)).callerOrganization;
  const infrastructure = (organization: Federated['callerOrganization']) =>
    organization.designations.find((designation) => designation.code === 'infrastructure');

  beforeAll(async () => {
    stack = await startDemonstrationStack();
  }, 300_000);
  afterAll(() => stack.stop());

  it('starts with one organization that has full skilling points and one that is one person short', async () => {
    const full = await eventually(
      async () => infrastructure(await federated(await signedIn(stack, 'tomasz.wrobel@nordlicht.example'))),
      (area) => area?.skillingPoints === 40,
    );
    expect(full).toMatchObject({ skillingPoints: 40, skillingMax: 40 });
    const short = await eventually(
      async () => infrastructure(await federated(await signedIn(stack, 'amara.okafor@harbour.example'))),
      (area) => area?.skillingPoints === 36,
    );
    expect(short).toMatchObject({ skillingPoints: 36, skillingMax: 40, gaps: [{ peopleMissing: 1 }] });
  });

  it('a user links a profile by signing in, and the achievement closes the gap of the organization', async () => {
    const amara = await signedIn(stack, 'amara.okafor@harbour.example');
    const linked = await link(stack, amara, 'MICROSOFT_LEARN', 'amara@home.example');
    expect(linked).toMatchObject({
      __typename: 'ConfirmAssociationSuccess',
      association: { profileId: '7204518', status: 'ACTIVE' },
      allowance: { used: 1, remaining: 2 },
    });
    const organization = await eventually(
      () => federated(amara),
      (answer) => infrastructure(answer)?.skillingPoints === 40,
    );
    const herself = organization.users.nodes.find((user) => user.displayName === 'Amara Okafor');
    expect(herself?.activeAssociation).toEqual({ profileId: '7204518', startedAt: linked.association.startedAt });
    expect(herself?.credits.nodes).toContainEqual({ state: 'COUNTED', achievement: { credential: { code: 'AVD' } } });
  });

  it('an association at a second organization ends the first at the same instant', async () => {
    const greta = await signedIn(stack, 'greta.lindqvist@nordlicht.example');
    const organization = expectNoErrors(
      await greta.execute<{ callerOrganization: { id: string } }>('{ callerOrganization { id } }'),
    ).callerOrganization;
    const invited = await greta.execute(
      'mutation ($input: InviteUserInput!) { inviteUser(input: $input) { __typename } }',
      {
        input: { organizationId: organization.id, email: 'Lena.Sommer@nordlicht.example', displayName: 'Lena Sommer' },
      },
    );
    expect(expectNoErrors(invited)).toEqual({ inviteUser: { __typename: 'InviteUserSuccess' } });

    const lucas = await signedIn(stack, 'lucas.oliveira@baobab.example');
    const history =
      '{ viewer { associations(first: 10, source: MICROSOFT_LEARN) { nodes { id status endedAt endReason } } activeAssociation(source: MICROSOFT_LEARN) { id } } }';
    type History = {
      viewer: {
        associations: { nodes: { id: string; status: string; endedAt: string; endReason: string }[] };
        activeAssociation: { id: string } | null;
      };
    };
    const before = expectNoErrors(await lucas.execute<History>(history)).viewer;
    expect(before.activeAssociation).not.toBeNull();

    const lena = await signedIn(stack, 'lena.sommer@nordlicht.example');
    const completion = completionOf(
      await signInAtSource(await begin(stack, lena, 'MICROSOFT_LEARN'), 'lucas.o@post.example'),
    );
    const preview = await lena.execute(
      'query ($flowId: ID!, $completionCode: String!) { pendingAssociation(flowId: $flowId, completionCode: $completionCode) { __typename ... on PendingAssociation { effect endsAssociationElsewhere profileId } } }',
      completion,
    );
    expect(expectNoErrors(preview)).toEqual({
      pendingAssociation: {
        __typename: 'PendingAssociation',
        effect: 'MOVE',
        endsAssociationElsewhere: true,
        profileId: '6082275',
      },
    });
    const moved = await confirm(lena, completion);
    expect(moved.__typename).toBe('ConfirmAssociationSuccess');
    expect(JSON.stringify([moved, preview])).not.toMatch(/baobab/i);

    const after = expectNoErrors(await lucas.execute<History>(history)).viewer;
    expect(after.activeAssociation).toBeNull();
    const ended = after.associations.nodes.find((association) => association.id === before.activeAssociation?.id);
    expect(ended).toMatchObject({
      status: 'ENDED',
      endReason: 'MOVED_TO_ANOTHER_ORGANIZATION',
      endedAt: moved.association.startedAt,
    });
  });

  it('begin during the cool-off is rejected with the published sentence and the next date', async () => {
    const ravi = await signedIn(stack, 'ravi.menon@harbour.example');
    const allowance = expectNoErrors(
      await ravi.execute<{ viewer: { associationAllowance: { canAssociateNow: boolean; nextAssociationAt: string } } }>(
        '{ viewer { associationAllowance(source: MICROSOFT_LEARN) { canAssociateNow nextAssociationAt } } }',
      ),
    ).viewer.associationAllowance;
    expect(allowance.canAssociateNow).toBe(false);
    expect(await begin(stack, ravi, 'MICROSOFT_LEARN')).toEqual({
      __typename: 'AssociationCoolOffError',
      message: `You've attempted to associate with a partner organization. However, we require a period of 30 days between associations. Your next available date for a subsequent association is ${allowance.nextAssociationAt.slice(0, 10)}`,
      nextAssociationAt: allowance.nextAssociationAt,
    });
  });

  it('a user removes the association at any time, the credit is dropped, and a second removal finds nothing to end', async () => {
    const amara = await signedIn(stack, 'amara.okafor@harbour.example');
    const remove =
      'mutation { removeAssociation(input: { source: MICROSOFT_LEARN }) { __typename ... on RemoveAssociationSuccess { association { status endReason } allowance { used } } } }';
    expect(expectNoErrors(await amara.execute(remove))).toEqual({
      removeAssociation: {
        __typename: 'RemoveAssociationSuccess',
        association: { status: 'ENDED', endReason: 'REMOVED_BY_USER' },
        allowance: { used: 1 },
      },
    });
    expect(expectNoErrors(await amara.execute(remove))).toEqual({
      removeAssociation: { __typename: 'NotAssociatedError' },
    });
    await eventually(
      async () => infrastructure(await federated(amara)),
      (area) => area?.skillingPoints === 36,
    );
  });

  it('an administrator, an operator and an unknown account cannot confirm the flow of another user, and learn the remedy', async () => {
    const flow = await begin(stack, await signedIn(stack, 'hannah.goldberg@harbour.example'), 'MICROSOFT_LEARN');
    const completion = completionOf(await signInAtSource(flow, 'hannah.g@home.example'));
    const admin = await signedIn(stack, 'greta.lindqvist@nordlicht.example');
    expect(await confirm(admin, { ...completion, completionCode: 'not-the-code' })).toMatchObject({
      __typename: 'AssociationFlowError',
      problem: 'UNKNOWN',
    });
    const stranger = await signedIn(stack, 'visitor@elsewhere.example');
    const refused = await stranger.execute('{ viewer { id } callerOrganization { id } }');
    expect(refused.data).toEqual({ viewer: null, callerOrganization: null });
    expect(refused.errors?.[0]?.message).toContain('Global admin or Account admin');
    const hannah = await signedIn(stack, 'hannah.goldberg@harbour.example');
    expect((await confirm(hannah, completion)).__typename).toBe('ConfirmAssociationSuccess');
  });
});

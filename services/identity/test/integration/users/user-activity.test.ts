import { randomUUID } from 'node:crypto';
import type { Caller } from '@app/subgraph-kit/callers/caller';
import { errorCode, expectNoErrors } from '@app/test-kit/graphql-client';
import { verifyUserActivity } from '../../../src/cli/activity.js';
import { machine, operator, person, type Registered, type TestIdentity, testIdentity } from '../../support/identity.js';
import { peopleOf } from '../../support/people.js';

const SELECTED = `totalCount nodes { kind reason attempted user { id } actor actorKind actorUser { id } client requestId }`;
const OF_ORGANIZATION = `query ($id: ID!) { organization(id: $id) { userActivity(first: 100) { ${SELECTED} } } }`;
const OWN = `{ viewer { activity(first: 100) { ${SELECTED} } } }`;
const INVITE = `mutation ($input: InviteUserInput!) { inviteUser(input: $input) { __typename } }`;
const RESEND = `mutation ($input: ResendInvitationInput!) { resendInvitation(input: $input) { __typename } }`;

type Seen = Record<string, unknown> & { kind: string; reason: string | null };

describe('activity of users', () => {
  let identity: TestIdentity;
  let contoso: Registered;
  let people: ReturnType<typeof peopleOf>;
  beforeAll(async () => {
    // With jobs, which chain the entries.
    identity = await testIdentity({ consumer: 'http://127.0.0.1:9' });
  });
  beforeEach(async () => {
    contoso = await identity.register();
    people = peopleOf(identity, contoso);
  });
  afterAll(() => identity.stop());

  const seenBy = async (caller: Caller): Promise<Seen[]> => {
    const client = await identity.as(caller);
    const answer = await client.execute<{ organization: { userActivity: { nodes: Seen[] } } }>(OF_ORGANIZATION, {
      id: contoso.organizationId,
    });
    return expectNoErrors(answer).organization.userActivity.nodes;
  };
  const ownOf = async (caller: Caller): Promise<Seen[]> =>
    expectNoErrors(await (await identity.as(caller)).execute<{ viewer: { activity: { nodes: Seen[] } } }>(OWN)).viewer
      .activity.nodes;
  const reasonsOf = (entries: Seen[]) => entries.filter(({ kind }) => kind === 'REFUSED').map(({ reason }) => reason);

  it('lists changes newest first, with the user, who asked, by which program and in which request', async () => {
    const member = await people.member('REPORT_VIEWER');
    await people.changed(
      'changeUserRoles',
      { userId: member.id, roles: ['PARTNER_ADMIN'] },
      { ...person(contoso.adminId, contoso.organizationId, ['GLOBAL_ADMIN']), clientId: 'web' },
    );
    const entries = await seenBy(contoso.admin);
    expect(entries.slice(0, 3)).toMatchObject([
      {
        ...{ kind: 'ROLES_CHANGED', reason: null, attempted: null, user: { id: member.id } },
        ...{ actor: `person:${contoso.adminId}`, actorKind: 'PERSON', actorUser: { id: contoso.adminId } },
        ...{ client: 'web', requestId: expect.stringMatching(/^[\w-]+$/) },
      },
      { kind: 'FIRST_SIGN_IN', actor: `person:${member.id}`, client: null },
      { kind: 'INVITED', actor: 'operator:seed', actorKind: 'OPERATOR', actorUser: null, client: 'seed' },
    ]);
  });

  it('of a user has the own entries alone, without the name of an administrator whom they may not see', async () => {
    const [member, colleague] = [await people.member(), await people.member()];
    await people.changed('changeUserRoles', { userId: member.id, roles: ['REPORT_VIEWER'] });
    expect(await ownOf(member.caller)).toMatchObject([
      { kind: 'ROLES_CHANGED', actorKind: 'PERSON', actorUser: null, user: { id: member.id } },
      { kind: 'FIRST_SIGN_IN', actorUser: { id: member.id } },
      { kind: 'INVITED', user: { id: member.id } },
    ]);
    expect((await ownOf(colleague.caller)).map(({ kind }) => kind)).toEqual(['FIRST_SIGN_IN', 'INVITED']);
  });

  it('records rejected attempts with their reason, also where the transaction is rolled back', async () => {
    const admin = person(contoso.adminId, contoso.organizationId, ['ACCOUNT_ADMIN']);
    const program = machine(contoso.organizationId, 'users:write');
    const member = await people.member();
    await people.change('deleteUser', { userId: contoso.adminId });
    await people.change('changeUserRoles', { userId: contoso.adminId, roles: [] });
    await people.change('changeUserRoles', { userId: member.id, roles: ['GLOBAL_ADMIN'] }, program);
    const invitation = { organizationId: contoso.organizationId, displayName: 'Ada' };
    const invite = async (email: string, roles: string[], caller: Caller) =>
      (await identity.as(caller)).execute(INVITE, { input: { ...invitation, email, roles } });
    expect(errorCode(await invite('new@contoso.example', ['GLOBAL_ADMIN'], admin))).toBe('FORBIDDEN');
    expectNoErrors(await invite(member.email, [], admin));
    await (await identity.as(admin)).execute(RESEND, { input: { userId: member.id } });

    const refused = (await seenBy(contoso.admin)).filter(({ kind }) => kind === 'REFUSED');
    const user = { id: member.id };
    expect(refused.toReversed()).toMatchObject([
      { reason: 'LAST_GLOBAL_ADMIN', attempted: 'DELETED', user: { id: contoso.adminId } },
      { reason: 'LAST_GLOBAL_ADMIN', attempted: 'ROLES_CHANGED', user: { id: contoso.adminId } },
      { reason: 'NOT_PERMITTED', attempted: 'ROLES_CHANGED', user, actorKind: 'PROGRAM', client: 'hr-system' },
      { reason: 'NOT_PERMITTED', attempted: 'INVITED', user: null },
      { reason: 'USER_EXISTS', attempted: 'INVITED', user },
      { reason: 'INVITATION_NOT_PENDING', attempted: 'INVITATION_RESENT', user },
    ]);
  });

  it('records nothing for another organization or an unknown user, and none of an attempt is visible elsewhere', async () => {
    const fabrikam = await identity.register();
    const before = (await seenBy(contoso.admin)).length;
    for (const userId of [contoso.adminId, randomUUID()])
      expect((await people.change('deleteUser', { userId }, fabrikam.admin)).errors).toBeDefined();
    expect(await seenBy(contoso.admin)).toHaveLength(before);
    expect(reasonsOf(await ownOf(fabrikam.admin))).toEqual([]);
  });

  it('records the rejected restoration of a user by an operator in the organization of the user', async () => {
    const member = await people.member();
    await people.changed('deleteUser', { userId: member.id });
    await identity.sql(
      "UPDATE identity.user_account SET deleted_at = deleted_at - interval '31 days', deactivated_at = deactivated_at - interval '31 days' WHERE id = $1",
      [member.id],
    );
    await people.change('restoreUser', { userId: member.id });
    expect(reasonsOf(await seenBy(contoso.admin))).toEqual(['RESTORE_WINDOW_PASSED']);
    await people.change('changeUserRoles', { userId: contoso.adminId, roles: [] }, operator('users:write'));
    expect(reasonsOf(await seenBy(contoso.admin))).toEqual(['NOT_PERMITTED', 'RESTORE_WINDOW_PASSED']);
  });

  it('is chained by the job, and verification names an entry that was edited by hand', async () => {
    const member = await people.member();
    await people.changed('deleteUser', { userId: member.id });
    await identity.catchUp();
    const verify = async () => {
      const run = {
        environment: { IDENTITY_DATABASE_URL: identity.database.appUrl },
        stop: new AbortController().signal,
        progress: () => undefined,
        item: () => undefined,
      };
      const about = { organizationId: contoso.organizationId, now: new Date(), saved: [] };
      const { faults, entries } = await verifyUserActivity(about, run);
      return { faults, entries };
    };
    expect(await verify()).toEqual({ faults: [], entries: 4 });
    const [entry] = await identity.sql<{ id: string }>(
      "SELECT id FROM identity.user_activity WHERE user_id = $1 AND kind = 'DELETED'",
      [member.id],
    );
    await identity.sql('SET session_replication_role = replica');
    await identity.sql("UPDATE identity.user_activity SET actor = 'person:innocent' WHERE id = $1", [entry?.id]);
    await identity.sql('SET session_replication_role = DEFAULT');
    const { organizationId } = contoso;
    expect((await verify()).faults).toEqual([{ organizationId, kind: 'CHANGED', sequence: 4, entryId: entry?.id }]);
  });
});

import { randomUUID } from 'node:crypto';
import { errorCode, expectNoErrors } from '@app/test-kit/graphql-client';
import { groupsOf } from '../../support/groups.js';
import { machine, person, type Registered, type TestIdentity, testIdentity } from '../../support/identity.js';
import { activityOf, type Directory, directory, issueToken, patchOf } from '../../support/scim.js';

const SET = `mutation ($input: SetGroupRolesInput!) { result: setGroupRoles(input: $input) { __typename
  ... on SetGroupRolesSuccess { group { id displayName roles memberCount } } } }`;
type Held = { roles: string[]; grantedRoles: string[]; groupRoles: string[] };

describe('group roles', () => {
  let identity: TestIdentity;
  let contoso: Registered;
  let scim: Directory;
  beforeAll(async () => {
    identity = await testIdentity();
    contoso = await identity.register();
    scim = directory(identity, (await issueToken(identity, contoso)).secret);
  });
  afterAll(() => identity.stop());

  const { aUser, aGroup, membersOf, patch } = groupsOf(() => scim);

  const setRoles = async (groupId: string, roles: readonly string[], caller = contoso.admin) =>
    (await identity.as(caller)).execute<{ result: { __typename: string } }>(SET, { input: { groupId, roles } });
  const rolesSet = async (groupId: string, ...roles: string[]) =>
    expectNoErrors(await setRoles(groupId, roles)).result.__typename;
  const held = async (id: string, caller = contoso.admin): Promise<Held> =>
    expectNoErrors(
      await (await identity.as(caller)).execute<{ user: Held }>(
        'query ($id: ID!) { user(id: $id) { roles grantedRoles groupRoles } }',
        { id },
      ),
    ).user;
  const grant = async (userId: string, ...roles: string[]) =>
    (await identity.as(contoso.admin)).execute<{ result: { __typename: string } }>(
      'mutation ($input: ChangeUserRolesInput!) { result: changeUserRoles(input: $input) { __typename } }',
      { input: { userId, roles } },
    );

  it('lose a deleted member for good, also when a directory still sends the id or restores the user', async () => {
    const [stays, goes] = [await aUser(), await aUser()];
    const { id } = await aGroup([stays.id, goes.id]);
    await rolesSet(id, 'REPORT_VIEWER');
    await scim('DELETE', `/Users/${goes.id}`);
    expect(await membersOf(id)).toEqual([stays.id]);
    const both = [{ value: stays.id }, { value: goes.id }];
    expect((await patch(id, { op: 'replace', path: 'members', value: both })).status).toBe(204);
    expect(await membersOf(id)).toEqual([stays.id]);
    const { id: _id, ...account } = goes;
    expect((await scim('POST', '/Users', account)).body.id).toBe(goes.id);
    expect(await membersOf(id)).toEqual([stays.id]);
    expect(await held(goes.id)).toEqual({ roles: [], grantedRoles: [], groupRoles: [] });
  });

  it('apply to members, present and future, in addition to granted roles, and end with the membership', async () => {
    const [member, later] = [await aUser(), await aUser()];
    await grant(member.id, 'ACCOUNT_ADMIN', 'REPORT_VIEWER');
    const { id, displayName } = await aGroup([member.id]);
    const set = expectNoErrors(await setRoles(id, ['REPORT_VIEWER', 'PARTNER_ADMIN', 'PARTNER_ADMIN'])).result;
    const group = { id, displayName, roles: ['PARTNER_ADMIN', 'REPORT_VIEWER'], memberCount: 1 };
    expect(set).toEqual({ __typename: 'SetGroupRolesSuccess', group });
    expect(await held(member.id)).toEqual({
      roles: ['ACCOUNT_ADMIN', 'PARTNER_ADMIN', 'REPORT_VIEWER'],
      grantedRoles: ['ACCOUNT_ADMIN', 'REPORT_VIEWER'],
      groupRoles: ['PARTNER_ADMIN', 'REPORT_VIEWER'],
    });
    const signedIn = await identity.callers({
      ...{ tenantId: contoso.tenantId, objectId: member.externalId },
      ...{ preferredUsername: null, machine: false },
    });
    expect(signedIn.body).toMatchObject({ roles: ['ACCOUNT_ADMIN', 'PARTNER_ADMIN', 'REPORT_VIEWER'] });
    await patch(id, { op: 'add', path: 'members', value: [{ value: later.id }] });
    expect((await held(later.id)).roles).toEqual(['PARTNER_ADMIN', 'REPORT_VIEWER']);
    const scimActor = (await activityOf(identity, later.id)).at(-1);
    expect(scimActor?.[0]).toBe('ROLES_CHANGED');
    expect(scimActor?.[1]).toMatch(/^scim:/);
    await patch(id, { op: 'remove', path: `members[value eq "${member.id}"]` });
    expect((await held(member.id)).roles).toEqual(['ACCOUNT_ADMIN', 'REPORT_VIEWER']);
    await rolesSet(id, 'EXECUTIVE_REPORT_VIEWER');
    expect((await held(later.id)).roles).toEqual(['EXECUTIVE_REPORT_VIEWER']);
    await scim('DELETE', `/Groups/${id}`);
    expect(await held(later.id)).toEqual({ roles: [], grantedRoles: [], groupRoles: [] });
  });

  it('of several groups add up, and changes of granted roles keep them', async () => {
    const { id } = await aUser();
    const [one, two] = [await aGroup([id]), await aGroup([id])];
    await rolesSet(one.id, 'REPORT_VIEWER');
    await rolesSet(two.id, 'REPORT_VIEWER', 'PARTNER_ADMIN');
    await grant(id, 'ACCOUNT_ADMIN');
    await grant(id);
    expect((await held(id)).roles).toEqual(['PARTNER_ADMIN', 'REPORT_VIEWER']);
    await rolesSet(two.id);
    expect((await held(id)).roles).toEqual(['REPORT_VIEWER']);
  });

  it('are part of the events for the other services', async () => {
    const { id } = await aUser();
    const group = await aGroup([id]);
    await rolesSet(group.id, 'REPORT_VIEWER');
    const answered = await identity.sql<{ payload: { envelope: { data: { roles: string[]; version: number } } } }>(
      'SELECT payload FROM identity_worker._private_jobs WHERE key IN ($1, $2)',
      [`association:identity.user.changed.v1:${id}`, `credits:identity.user.changed.v1:${id}`],
    );
    expect(answered.map(({ payload }) => payload.envelope.data)).toMatchObject([
      { roles: ['REPORT_VIEWER'], version: 2 },
      { roles: ['REPORT_VIEWER'], version: 2 },
    ]);
    await rolesSet(group.id, 'REPORT_VIEWER');
    const again = await identity.sql<{ version: number }>('SELECT version FROM identity.user_account WHERE id = $1', [
      id,
    ]);
    expect(again).toEqual([{ version: 2 }]);
  });

  it('are set by a GLOBAL_ADMIN of the organization only', async () => {
    const { id } = await aGroup();
    const elsewhere = await identity.register();
    const { organizationId, adminId } = contoso;
    for (const caller of [
      person(adminId, organizationId, ['ACCOUNT_ADMIN', 'USER_MANAGEMENT_ADMIN']),
      machine(organizationId, 'users:write'),
    ])
      expect(errorCode(await setRoles(id, ['REPORT_VIEWER'], caller))).toBe('FORBIDDEN');
    for (const [group, caller] of [
      [id, elsewhere.admin],
      [randomUUID(), contoso.admin],
      ['no id', contoso.admin],
    ] as const)
      expect(expectNoErrors(await setRoles(group, ['REPORT_VIEWER'], caller)).result).toEqual({
        __typename: 'DirectoryGroupNotFoundError',
      });
  });

  it('leave the last GLOBAL_ADMIN the role as a granted one, however the directory changes the group', async () => {
    const house = await identity.register();
    const there = directory(identity, (await issueToken(identity, house)).secret);
    const [ada, grace] = [await aUser(there), await aUser(there)];
    for (const { externalId } of [ada, grace])
      await identity.callers({
        ...{ tenantId: house.tenantId, objectId: externalId },
        ...{ preferredUsername: null, machine: false },
      });
    const group = await aGroup([ada.id, grace.id], there);
    const set = async (...roles: string[]) => expectNoErrors(await setRoles(group.id, roles, house.admin)).result;
    expect((await set('GLOBAL_ADMIN')).__typename).toBe('SetGroupRolesSuccess');
    await there('DELETE', `/Users/${house.adminId}`);
    const now = person(ada.id, house.organizationId, ['GLOBAL_ADMIN']);
    const rejected = await setRoles(group.id, ['REPORT_VIEWER'], now);
    expect(expectNoErrors(rejected).result.__typename).toBe('LastGlobalAdminError');
    expect((await held(grace.id, now)).roles).toEqual(['GLOBAL_ADMIN']);
    expect((await there('PATCH', `/Groups/${group.id}`, patchOf({ op: 'remove', path: 'members' }))).status).toBe(204);
    const after = [await held(ada.id, now), await held(grace.id, now)];
    expect(after.filter(({ roles }) => roles.includes('GLOBAL_ADMIN'))).toEqual([
      { roles: ['GLOBAL_ADMIN'], grantedRoles: ['GLOBAL_ADMIN'], groupRoles: [] },
    ]);
  });

  it("are not restored by an administrator's invitation of a deleted member", async () => {
    const member = await aUser();
    const group = await aGroup([member.id]);
    await rolesSet(group.id, 'GLOBAL_ADMIN');
    const client = await identity.as(contoso.admin);
    const ended = 'mutation ($id: ID!) { deleteUser(input: { userId: $id }) { __typename } }';
    expectNoErrors(await client.execute(ended, { id: member.id }));
    expect(await membersOf(group.id)).toEqual([]);
    expect(await identity.invite(contoso.organizationId, member.userName)).toBe(member.id);
    expect((await held(member.id)).roles).toEqual([]);
  });

  it('apply to a group of 2,000 members in one request', async () => {
    const house = await identity.register();
    const there = directory(identity, (await issueToken(identity, house)).secret);
    const group = await aGroup([], there);
    await identity.sql(
      `WITH made AS (
         INSERT INTO identity.user_account (organization_id, email, display_name, roles, invited_at)
         SELECT $1, 'member' || n || '@contoso.example', 'Member', '{}', now() FROM generate_series(1, 2000) AS n
         RETURNING id)
       INSERT INTO identity.scim_group_member (group_id, user_id, organization_id) SELECT $2, id, $1 FROM made`,
      [house.organizationId, group.id],
    );
    const set = expectNoErrors(await setRoles(group.id, ['REPORT_VIEWER'], house.admin)).result;
    expect(set).toMatchObject({ group: { memberCount: 2000 } });
    const [counted] = await identity.sql<{ n: number }>(
      `SELECT count(*)::int AS n FROM identity.user_account
        WHERE organization_id = $1 AND roles = '{REPORT_VIEWER}' AND version = 2`,
      [house.organizationId],
    );
    expect(counted?.n).toBe(2000);
  });

  it('are listed with their groups by name, page by page', async () => {
    const house = await identity.register();
    const there = directory(identity, (await issueToken(identity, house)).secret);
    for (const displayName of ['beta', 'Alpha', 'gamma']) await there('POST', '/Groups', { displayName });
    const client = await identity.as(house.admin);
    const page = async (after: string | null) =>
      expectNoErrors(
        await client.execute<{
          callerOrganization: {
            directoryGroups: {
              totalCount: number;
              pageInfo: { endCursor: string; hasNextPage: boolean };
              nodes: { displayName: string }[];
            };
          };
        }>(
          `query ($after: String) { callerOrganization { directoryGroups(first: 2, after: $after) {
            totalCount pageInfo { endCursor hasNextPage } nodes { displayName externalId roles memberCount } } } }`,
          { after },
        ),
      ).callerOrganization.directoryGroups;
    const first = await page(null);
    expect(first).toMatchObject({ totalCount: 3, pageInfo: { hasNextPage: true } });
    expect(first.nodes).toEqual([
      { displayName: 'Alpha', externalId: null, roles: [], memberCount: 0 },
      { displayName: 'beta', externalId: null, roles: [], memberCount: 0 },
    ]);
    expect((await page(first.pageInfo.endCursor)).nodes.map(({ displayName }) => displayName)).toEqual(['gamma']);
  });
});

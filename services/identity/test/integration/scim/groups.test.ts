import { randomUUID } from 'node:crypto';
import { errorCode, expectNoErrors } from '@app/test-kit/graphql-client';
import {
  anAddress,
  machine,
  person,
  type Registered,
  type TestIdentity,
  testIdentity,
} from '../../support/identity.js';
import { activityOf, type Directory, directory, issueToken, patchOf } from '../../support/scim.js';

const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';
const SET = `mutation ($input: SetGroupRolesInput!) { result: setGroupRoles(input: $input) { __typename
  ... on SetGroupRolesSuccess { group { id displayName roles memberCount } } } }`;
type Held = { roles: string[]; grantedRoles: string[]; groupRoles: string[] };

describe('groups of a directory', () => {
  let identity: TestIdentity;
  let contoso: Registered;
  let scim: Directory;
  beforeAll(async () => {
    identity = await testIdentity();
    contoso = await identity.register();
    scim = directory(identity, (await issueToken(identity, contoso)).secret);
  });
  afterAll(() => identity.stop());

  const aUser = async (through = scim) => {
    const account = { userName: anAddress(), externalId: randomUUID(), displayName: 'Grace Hopper' };
    return { ...account, id: (await through('POST', '/Users', account)).body.id as string };
  };
  const aGroup = async (members: readonly string[] = [], through = scim) => {
    const displayName = `Group ${randomUUID()}`;
    const group = { schemas: [GROUP], displayName, members: members.map((value) => ({ value })) };
    const { status, body } = await through('POST', '/Groups', group);
    expect(status).toBe(201);
    return { id: body.id as string, displayName };
  };
  const membersOf = async (id: string) =>
    ((await scim('GET', `/Groups/${id}`)).body.members ?? []).map(({ value }: { value: string }) => value).sort();
  const patch = async (id: string, ...operations: object[]) => scim('PATCH', `/Groups/${id}`, patchOf(...operations));
  const found = async (path: string) => (await scim('GET', path)).body;
  const filtered = (filter: string) => found(`/Groups?filter=${encodeURIComponent(filter)}`);

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

  describe('are stored', () => {
    it('with their members, and found by name, external id and member', async () => {
      const [ada, grace] = [await aUser(), await aUser()];
      const externalId = randomUUID();
      const displayName = `Sellers ${randomUUID()}`;
      const created = await scim('POST', '/Groups', {
        schemas: [GROUP],
        ...{ displayName, externalId },
        members: [{ value: ada.id }, { value: grace.id.toUpperCase(), display: 'Grace' }, { value: ada.id }],
      });
      expect(created.status).toBe(201);
      expect(created.headers.get('location')).toBe(`http://localhost:4000/scim/v2/Groups/${created.body.id}`);
      expect(created.body).toEqual({
        schemas: [GROUP],
        id: created.body.id,
        ...{ displayName, externalId },
        members: [ada.id, grace.id].sort().map((value) => ({
          ...{ value, type: 'User' },
          $ref: `http://localhost:4000/scim/v2/Users/${value}`,
        })),
        meta: {
          resourceType: 'Group',
          created: '2026-03-05T09:30:00.000Z',
          lastModified: '2026-03-05T09:30:00.000Z',
          location: `http://localhost:4000/scim/v2/Groups/${created.body.id}`,
          version: created.headers.get('etag'),
        },
      });
      for (const filter of [
        `displayName eq "${displayName.toUpperCase()}"`,
        `externalId eq "${externalId}"`,
        `id eq "${created.body.id}" and members eq "${ada.id}"`,
        `members[value eq "${grace.id}"]`,
      ])
        expect([filter, (await filtered(filter)).Resources]).toEqual([filter, [created.body]]);
      for (const filter of [
        `displayName eq "${displayName}" and members.value eq "${contoso.adminId}"`,
        'id eq "no id"',
        `externalId eq "${externalId.toUpperCase()}"`,
      ])
        expect([filter, (await filtered(filter)).totalResults]).toEqual([filter, 0]);
      for (const filter of ['displayName co "x"', 'nothing eq "x"', 'displayName eq', 'members[type eq "User"]'])
        expect([filter, (await filtered(filter)).scimType]).toEqual([filter, 'invalidFilter']);
    });

    it('and read without members where those are excluded, page by page', async () => {
      const house = await identity.register();
      const there = directory(identity, (await issueToken(identity, house)).secret);
      const user = await aUser(there);
      for (let count = 0; count < 3; count += 1) await aGroup([user.id], there);
      const page = (await there('GET', '/Groups?excludedAttributes=members&startIndex=2&count=1')).body;
      expect(page).toMatchObject({ totalResults: 3, startIndex: 2, itemsPerPage: 1 });
      expect(page.Resources[0]).not.toHaveProperty('members');
      const { id } = page.Resources[0];
      expect((await there('GET', `/Groups/${id}?excludedAttributes=members`)).body).not.toHaveProperty('members');
      expect((await there('GET', `/Groups/${id}?attributes=displayName`)).body).not.toHaveProperty('members');
      expect((await there('GET', `/Groups/${id}?attributes=members`)).body.members).toHaveLength(1);
      const searched = await there('POST', '/Groups/.search', { filter: `id eq "${id}"`, attributes: ['displayName'] });
      expect(searched.body.totalResults).toBe(1);
      expect((await scim('GET', `/Groups/${id}`)).status).toBe(404);
    });

    it('and shown with members wherever what is asked for has a part of them, however it is named', async () => {
      const { id: value } = await aUser();
      const { id } = await aGroup([value]);
      const $ref = `http://localhost:4000/scim/v2/Users/${value}`;
      for (const [query, members] of [
        ['attributes=', [{ value, $ref, type: 'User' }]],
        ['attributes=&excludedAttributes=', [{ value, $ref, type: 'User' }]],
        [`attributes=${GROUP}`, [{ value, $ref, type: 'User' }]],
        [`attributes=${GROUP}:members.value`, [{ value }]],
        [`attributes=displayName,${encodeURIComponent('members[type eq "User"].value')}`, [{ value }]],
        ['excludedAttributes=members.value', [{ $ref, type: 'User' }]],
        [`excludedAttributes=${GROUP}:members`, undefined],
        [`excludedAttributes=${GROUP}`, undefined],
        ['attributes=members.nothing', undefined],
      ])
        expect([query, (await found(`/Groups/${id}?${query}`)).members]).toEqual([query, members]);
    });

    it('and found by a name with a quotation mark or a backslash, escaped as JSON has it', async () => {
      for (const displayName of ['Sales \\ EMEA', 'The "A" team', 'Café ☕']) {
        const { id } = (await scim('POST', '/Groups', { displayName })).body;
        for (const text of [JSON.stringify(displayName), JSON.stringify(displayName).replace('é', '\\u00e9')])
          expect([text, (await filtered(`displayName eq ${text}`)).Resources?.[0]?.id]).toEqual([text, id]);
      }
    });

    it('and described by ResourceTypes and Schemas', async () => {
      const types = (await found('/ResourceTypes')).Resources;
      expect(types.map(({ name }: { name: string }) => name)).toEqual(['User', 'Group']);
      expect((await found('/ResourceTypes/Group')).endpoint).toBe('/Groups');
      const { attributes } = await found(`/Schemas/${GROUP}`);
      expect(attributes.map(({ name }: { name: string }) => name)).toEqual(['displayName', 'externalId', 'members']);
    });

    it('once under a name; a group of the same name conflicts, and a user who is none here is named', async () => {
      const [group, other] = [await aGroup(), await aGroup()];
      const twin = await scim('POST', '/Groups', { displayName: group.displayName.toLowerCase() });
      expect([twin.status, twin.body.scimType]).toEqual([409, 'uniqueness']);
      const renamed = await patch(other.id, { op: 'replace', path: 'displayName', value: group.displayName });
      expect([renamed.status, renamed.body.scimType]).toEqual([409, 'uniqueness']);
      for (const value of [randomUUID(), 'no id', 7]) {
        const answer = await patch(group.id, { op: 'add', path: 'members', value: [{ value }] });
        expect([value, answer.status, answer.body.scimType]).toEqual([value, 400, 'invalidValue']);
      }
      for (const body of [{}, { displayName: ' ' }, { displayName: 'a\nb' }])
        expect((await scim('POST', '/Groups', body)).status).toBe(400);
      expect((await scim('GET', '/Groups/no-id')).status).toBe(404);
    });
  });

  it.each<[dialect: string, add: (id: string) => object, remove: (id: string) => object]>([
    [
      'Entra ID',
      (id) => ({ op: 'Add', path: 'members', value: [{ value: id }] }),
      (id) => ({ op: 'Remove', path: 'members', value: [{ value: id }] }),
    ],
    [
      'Entra ID with aadOptscim062020',
      (id) => ({ op: 'add', path: 'members', value: [{ $ref: null, value: id }] }),
      (id) => ({ op: 'remove', path: `members[value eq "${id}"]` }),
    ],
    [
      'Okta',
      (id) => ({ op: 'add', value: { members: [{ value: id, display: 'Grace' }] } }),
      (id) => ({ op: 'remove', path: `${GROUP}:members[value eq "${id}"]` }),
    ],
  ])('PATCH adds and removes one member in the dialect of %s, and the others stay', async (_dialect, add, remove) => {
    const [first, second] = [await aUser(), await aUser()];
    const { id } = await aGroup([first.id]);
    const added = await patch(id, add(second.id));
    expect([added.status, added.body]).toEqual([204, null]);
    expect(await membersOf(id)).toEqual([first.id, second.id].sort());
    await patch(id, add(second.id));
    expect(await membersOf(id)).toHaveLength(2);
    expect((await patch(id, remove(first.id))).status).toBe(204);
    expect(await membersOf(id)).toEqual([second.id]);
    expect((await patch(id, remove(first.id))).status).toBe(204);
    expect(await membersOf(id)).toEqual([second.id]);
  });

  it('PATCH and PUT replace all members; removing members without a value empties the group', async () => {
    const [a, b, c] = [await aUser(), await aUser(), await aUser()];
    const { id, displayName } = await aGroup([a.id, b.id]);
    await patch(id, { op: 'replace', path: 'members', value: [{ value: b.id }, { value: c.id }] });
    expect(await membersOf(id)).toEqual([b.id, c.id].sort());
    await patch(id, { op: 'replace', value: { id, displayName: `${displayName} now`, members: [{ value: a.id }] } });
    expect(await found(`/Groups/${id}`)).toMatchObject({ displayName: `${displayName} now` });
    expect(await membersOf(id)).toEqual([a.id]);
    const put = await scim('PUT', `/Groups/${id}`, { schemas: [GROUP], id, displayName, members: [{ value: c.id }] });
    expect([put.status, put.body.displayName]).toEqual([200, displayName]);
    expect(await membersOf(id)).toEqual([c.id]);
    await patch(id, { op: 'remove', path: 'members' });
    expect(await membersOf(id)).toEqual([]);
    expect((await patch(id, { op: 'remove', path: 'displayName' })).body.scimType).toBe('mutability');
    expect((await patch(id, { op: 'add', path: 'nothing', value: 'x' })).body.scimType).toBe('invalidPath');
    expect((await scim('DELETE', `/Groups/${id}`)).status).toBe(204);
    expect((await scim('GET', `/Groups/${id}`)).status).toBe(404);
    expect((await scim('DELETE', `/Groups/${id}`)).status).toBe(404);
  });

  it('a deleted user is no member any more, also when a directory still sends the id or brings the user back', async () => {
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

  describe('bring roles', () => {
    it('to members, present and future, beside those granted by hand, and take them back with the membership', async () => {
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

    it('of several groups together, and changing what is granted by hand leaves them', async () => {
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

    it('and every change reaches the other services with all roles', async () => {
      const { id } = await aUser();
      const group = await aGroup([id]);
      await rolesSet(group.id, 'REPORT_VIEWER');
      const told = await identity.sql<{ payload: { envelope: { data: { roles: string[]; version: number } } } }>(
        'SELECT payload FROM identity_worker._private_jobs WHERE key IN ($1, $2)',
        [`association:identity.user.changed.v1:${id}`, `credits:identity.user.changed.v1:${id}`],
      );
      expect(told.map(({ payload }) => payload.envelope.data)).toMatchObject([
        { roles: ['REPORT_VIEWER'], version: 2 },
        { roles: ['REPORT_VIEWER'], version: 2 },
      ]);
      await rolesSet(group.id, 'REPORT_VIEWER');
      const again = await identity.sql<{ version: number }>('SELECT version FROM identity.user_account WHERE id = $1', [
        id,
      ]);
      expect(again).toEqual([{ version: 2 }]);
    });

    it('by the word of a GLOBAL_ADMIN of the organization alone', async () => {
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

    it('and the last GLOBAL_ADMIN keeps the role, however the directory changes the group, as one granted by hand', async () => {
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
      expect((await there('PATCH', `/Groups/${group.id}`, patchOf({ op: 'remove', path: 'members' }))).status).toBe(
        204,
      );
      const after = [await held(ada.id, now), await held(grace.id, now)];
      expect(after.filter(({ roles }) => roles.includes('GLOBAL_ADMIN'))).toEqual([
        { roles: ['GLOBAL_ADMIN'], grantedRoles: ['GLOBAL_ADMIN'], groupRoles: [] },
      ]);
    });

    it('and an invitation of a deleted member by an administrator brings none of them back', async () => {
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

    it('to a group of 2,000 members in one request', async () => {
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
  });

  it('are listed by name with the roles that they bring, page by page', async () => {
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

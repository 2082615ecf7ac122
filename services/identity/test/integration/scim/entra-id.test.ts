import { randomUUID } from 'node:crypto';
import { type Registered, type TestIdentity, testIdentity } from '../../support/identity.js';
import { activityOf, type Directory, directory, ENTERPRISE, issueToken, patchOf, USER } from '../../support/scim.js';

/** Requests of the provisioning service of Entra ID, as Microsoft documents them. */
describe('Entra ID', () => {
  let identity: TestIdentity;
  let contoso: Registered;
  let entra: Directory;
  let actor: string;
  beforeAll(async () => {
    identity = await testIdentity();
    contoso = await identity.register();
    const { secret, scimToken } = await issueToken(identity, contoso);
    entra = directory(identity, secret);
    actor = `scim:${scimToken.id}`;
  });
  afterAll(() => identity.stop());

  function anEmployee() {
    const [objectId, name] = [randomUUID(), `grace.${randomUUID().slice(0, 8)}@contoso.example`];
    return {
      schemas: [USER, ENTERPRISE],
      externalId: objectId,
      userName: name,
      active: true,
      displayName: 'Grace Hopper',
      title: 'Rear admiral',
      emails: [{ primary: true, type: 'work', value: name }],
      phoneNumbers: [{ type: 'mobile', value: '+1 555 0100' }],
      meta: { resourceType: 'User' },
      name: { formatted: 'Grace Hopper', familyName: 'Hopper', givenName: 'Grace' },
      roles: [],
      [ENTERPRISE]: { employeeNumber: '7', department: 'Computing' },
    };
  }
  const query = async (attribute: string, value: string) =>
    (await entra('GET', `/Users?filter=${encodeURIComponent(`${attribute} eq "${value}"`)}`)).body;
  const status = async (id: string) => {
    const client = await identity.as(contoso.admin);
    const answer = await client.execute<{ user: { status: string; deactivatedAt: string; leavesReportAt: string } }>(
      'query ($id: ID!) { user(id: $id) { status deactivatedAt leavesReportAt } }',
      { id },
    );
    return answer.data?.user;
  };

  it('creates, finds, disables, enables and deletes a user', async () => {
    const employee = anEmployee();
    expect(await query('userName', employee.userName)).toMatchObject({ totalResults: 0, Resources: [] });

    const created = await entra('POST', '/Users', employee);
    const { id } = created.body;
    expect(created.status).toBe(201);
    expect(created.headers.get('content-type')).toBe('application/scim+json; charset=utf-8');
    expect(created.headers.get('location')).toBe(`http://localhost:4000/scim/v2/Users/${id}`);
    expect(created.body).toEqual({
      schemas: [USER, ENTERPRISE],
      title: 'Rear admiral',
      [ENTERPRISE]: { department: 'Computing' },
      id,
      externalId: employee.externalId,
      userName: employee.userName,
      displayName: 'Grace Hopper',
      name: { givenName: 'Grace', familyName: 'Hopper' },
      active: true,
      emails: [{ type: 'work', primary: true, value: employee.userName }],
      meta: {
        resourceType: 'User',
        created: '2026-03-05T09:30:00.000Z',
        lastModified: '2026-03-05T09:30:00.000Z',
        location: `http://localhost:4000/scim/v2/Users/${id}`,
        version: created.headers.get('etag'),
      },
    });
    expect((await entra('GET', `/Users/${id}`)).body).toEqual(created.body);
    for (const [attribute, value] of [
      ['userName', employee.userName.toUpperCase()],
      ['externalId', employee.externalId],
      ['id', id],
    ] as const)
      expect(await query(attribute, value)).toMatchObject({ totalResults: 1, Resources: [{ id }] });

    const disabled = await entra('PATCH', `/Users/${id}`, patchOf({ op: 'Replace', path: 'active', value: 'False' }));
    expect([disabled.status, disabled.body.active]).toEqual([200, false]);
    expect(await status(id)).toEqual({
      status: 'DEACTIVATED',
      deactivatedAt: '2026-03-05T09:30:00.000Z',
      leavesReportAt: '2026-04-10T00:00:00.000Z',
    });
    const enabled = await entra('PATCH', `/Users/${id}`, patchOf({ op: 'Replace', path: 'active', value: 'True' }));
    expect(enabled.body.active).toBe(true);
    expect(await status(id)).toEqual({ status: 'INVITED', deactivatedAt: null, leavesReportAt: null });

    expect((await entra('DELETE', `/Users/${id}`)).status).toBe(204);
    const again = patchOf({ op: 'Replace', path: 'active', value: 'True' });
    expect((await entra('GET', `/Users/${id}`)).status).toBe(404);
    for (const method of ['DELETE', 'PATCH', 'PUT'])
      expect([method, (await entra(method, `/Users/${id}`, again)).status]).toEqual([method, 404]);
    expect(await query('externalId', employee.externalId)).toMatchObject({ totalResults: 0 });
    expect(await activityOf(identity, id)).toEqual([
      ['INVITED', actor],
      ['DEACTIVATED', actor],
      ['REACTIVATED', actor],
      ['DELETED', actor],
    ]);
  });

  it('is understood in its dialect, with and without aadOptscim062020', async () => {
    const { id } = (await entra('POST', '/Users', anEmployee())).body;
    const patch = async (...operations: object[]) =>
      (await entra('PATCH', `/Users/${id}`, patchOf(...operations))).body;
    for (const value of ['False', 'false', false, [{ value: 'False' }], [{ $ref: null, value: 'false' }]]) {
      expect(await patch({ op: 'Replace', path: 'active', value })).toMatchObject({ active: false });
      expect(await patch({ op: 'Add', path: 'active', value: 'True' })).toMatchObject({ active: true });
    }
    expect(
      await patch(
        { op: 'Replace', path: 'emails[type eq "work"].value', value: 'ghopper@contoso.example' },
        { op: 'Replace', path: 'name.familyName', value: 'Murray' },
        { op: 'Add', path: 'displayName', value: [{ value: 'Grace Murray' }] },
        { op: 'Replace', path: `${ENTERPRISE}:department`, value: 'Navy' },
        { op: 'Add', path: `${ENTERPRISE}:manager`, value: randomUUID() },
        { op: 'Replace', path: 'phoneNumbers[type eq "mobile"].value', value: '+1 555 0101' },
        { op: 'Replace', path: 'addresses[type eq "work"].country', value: 'US' },
        { op: 'Remove', path: 'title' },
        { op: 'Add', path: 'roles[primary eq "True"].value', value: 'GLOBAL_ADMIN' },
      ),
    ).toMatchObject({
      displayName: 'Grace Murray',
      name: { givenName: 'Grace', familyName: 'Murray' },
      emails: [{ type: 'work', primary: true, value: 'ghopper@contoso.example' }],
    });
    const [row] = await identity.sql('SELECT roles FROM identity.user_account WHERE id = $1', [id]);
    expect(row).toEqual({ roles: [] });
  });

  it('replaces absent attributes, and sets several attributes without a path, dotted or nested', async () => {
    const { name: _name, displayName: _displayName, ...employee } = anEmployee();
    const created = (await entra('POST', '/Users', employee)).body;
    expect(created).toMatchObject({ displayName: employee.userName });
    const path = `/Users/${created.id}`;
    const replaced = await entra('PATCH', path, patchOf({ op: 'Replace', path: 'name.givenName', value: 'Grace' }));
    expect(replaced.body).toMatchObject({ name: { givenName: 'Grace' } });
    const value = {
      active: 'False',
      displayName: 'Grace H.',
      'name.familyName': 'Hopper',
      'emails[type eq "work"].value': 'gh@contoso.example',
      [`${ENTERPRISE}:department`]: 'Navy',
      [ENTERPRISE]: { costCenter: '1' },
    };
    const several = await entra('PATCH', path, patchOf({ op: 'Add', value }));
    expect(several.body).toMatchObject({
      active: false,
      displayName: 'Grace H.',
      name: { givenName: 'Grace', familyName: 'Hopper' },
      emails: [{ value: 'gh@contoso.example' }],
    });
    const removed = await entra('PATCH', path, patchOf({ op: 'Remove', path: 'emails[type eq "work"].value' }));
    expect(removed.body.emails).toEqual([{ type: 'work', primary: true, value: employee.userName }]);
  });

  it('renames a user, who keeps the identity', async () => {
    const employee = anEmployee();
    const { id } = (await entra('POST', '/Users', employee)).body;
    const userName = `murray.${randomUUID().slice(0, 8)}@contoso.example`;
    const renamed = await entra('PATCH', `/Users/${id}`, patchOf({ op: 'Replace', path: 'userName', value: userName }));
    expect(renamed.body).toMatchObject({ id, userName, emails: [{ value: userName }] });
    expect(await query('userName', employee.userName)).toMatchObject({ totalResults: 0 });
    expect(await query('userName', userName)).toMatchObject({ totalResults: 1, Resources: [{ id }] });
  });

  it('may send user names that are not addresses, with a work address', async () => {
    const employee = { ...anEmployee(), userName: 'Test_User_ab6490ee' };
    const { body } = await entra('POST', '/Users', employee);
    expect(body).toMatchObject({ userName: 'Test_User_ab6490ee', emails: [{ value: employee.emails[0]?.value }] });
    expect(await query('userName', 'test_user_AB6490EE')).toMatchObject({ Resources: [{ id: body.id }] });
    const other = { ...anEmployee(), userName: 'test_user_ab6490ee' };
    expect((await entra('POST', '/Users', other)).body).toMatchObject({ status: '409', scimType: 'uniqueness' });
    expect((await entra('POST', '/Users', { ...other, userName: 'x', emails: [] })).body).toMatchObject({
      status: '400',
      scimType: 'invalidValue',
    });
  });

  it('writes nothing when nothing differs', async () => {
    const employee = anEmployee();
    const created = await entra('POST', '/Users', employee);
    const path = `/Users/${created.body.id}`;
    const again = patchOf(
      { op: 'Replace', path: 'active', value: 'True' },
      { op: 'Replace', path: 'displayName', value: 'Grace Hopper' },
      { op: 'Add', path: 'externalId', value: employee.externalId },
    );
    expect((await entra('PATCH', path, again)).body).toEqual(created.body);
    expect((await entra('PUT', path, employee)).body).toEqual(created.body);
  });
});

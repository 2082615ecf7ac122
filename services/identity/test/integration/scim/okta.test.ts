import { randomUUID } from 'node:crypto';
import { type Registered, type TestIdentity, testIdentity } from '../../support/identity.js';
import { type Directory, directory, issueToken, patchOf, USER } from '../../support/scim.js';

/** Requests of Okta's SCIM 2.0 integration, as Okta documents them. */
describe('Okta', () => {
  let identity: TestIdentity;
  let contoso: Registered;
  let okta: Directory;
  beforeAll(async () => {
    identity = await testIdentity();
    contoso = await identity.register();
    okta = directory(identity, (await issueToken(identity, contoso, { label: 'Okta' })).secret);
  });
  afterAll(() => identity.stop());

  const aUser = (login = `test.${randomUUID().slice(0, 8)}@contoso.example`) => ({
    schemas: [USER],
    userName: login,
    name: { givenName: 'Test', familyName: 'User' },
    emails: [{ primary: true, value: login, type: 'work' }],
    displayName: 'Test User',
    locale: 'en-US',
    externalId: `00u${randomUUID().slice(0, 8)}`,
    groups: [],
    password: '1mz050nq',
    active: true,
  });

  it('creates, reads, replaces, deactivates and reactivates a user', async () => {
    const user = aUser();
    const filter = encodeURIComponent(`userName eq "${user.userName}"`);
    const before = await okta('GET', `/Users?filter=${filter}&startIndex=1&count=100`);
    expect(before.body).toMatchObject({ totalResults: 0, startIndex: 1, itemsPerPage: 0, Resources: [] });
    const created = await okta('POST', '/Users', user);
    expect(created.status).toBe(201);
    expect(JSON.stringify(created.body)).not.toContain(user.password);
    const path = `/Users/${created.body.id}`;
    expect((await okta('GET', path)).body).toEqual(created.body);

    const updated = await okta('PUT', path, {
      schemas: [USER],
      id: created.body.id,
      userName: user.userName,
      name: { givenName: 'Another', middleName: '', familyName: 'User' },
      emails: [{ primary: true, value: user.userName, type: 'work', display: user.userName }],
      active: true,
      groups: [],
      meta: { resourceType: 'User' },
    });
    expect(updated.status).toBe(200);
    expect(updated.body).toMatchObject({
      externalId: user.externalId, // omitted, which does not remove it
      displayName: 'Another User',
      name: { givenName: 'Another', familyName: 'User' },
      active: true,
    });
    expect(updated.headers.get('etag')).not.toBe(created.headers.get('etag'));

    const deactivated = await okta('PATCH', path, patchOf({ op: 'replace', value: { active: false } }));
    expect([deactivated.status, deactivated.body.active]).toEqual([200, false]);
    const wholeAgain = await okta('PUT', path, { ...user, active: false });
    expect(wholeAgain.body.active).toBe(false);
    const reactivated = await okta('PATCH', path, patchOf({ op: 'replace', value: { active: true } }));
    expect(reactivated.body).toMatchObject({ active: true, displayName: 'Test User' });
  });

  it('deactivates by PUT as well', async () => {
    const user = aUser();
    const { id } = (await okta('POST', '/Users', user)).body;
    expect((await okta('PUT', `/Users/${id}`, { ...user, active: false })).body.active).toBe(false);
    expect((await okta('PUT', `/Users/${id}`, { ...user, active: true })).body.active).toBe(true);
  });

  it('imports users and groups, and pushes a group', async () => {
    const page = await okta('GET', '/Users?startIndex=1&count=100');
    expect(page.body.totalResults).toBeGreaterThan(0);
    expect((await okta('GET', '/Groups?startIndex=1&count=100')).body).toMatchObject({
      totalResults: 0,
      Resources: [],
    });
    expect((await okta('POST', '/Groups', { displayName: 'All employees' })).status).toBe(201);
    expect((await okta('GET', '/Groups?startIndex=1&count=100')).body.totalResults).toBe(1);
  });

  it('reads the configuration of the server', async () => {
    const config = (await okta('GET', '/ServiceProviderConfig')).body;
    expect(config).toMatchObject({ patch: { supported: true }, filter: { supported: true, maxResults: 200 } });
    const types = (await okta('GET', '/ResourceTypes')).body;
    expect(types).toMatchObject({
      totalResults: 2,
      Resources: [{ id: 'User', endpoint: '/Users', schema: USER }, { id: 'Group' }],
    });
    expect((await okta('GET', '/ResourceTypes/User')).body).toEqual(types.Resources[0]);
    const schemas = (await okta('GET', '/Schemas')).body;
    expect((await okta('GET', `/Schemas/${USER}`)).body).toEqual(schemas.Resources[0]);
    const named = schemas.Resources[0].attributes.map(({ name }: { name: string }) => name);
    const shown = Object.keys((await okta('GET', '/Users?count=1')).body.Resources[0]);
    const common = ['id', 'schemas', 'meta'];
    for (const name of shown.filter((name) => !common.includes(name))) expect(named).toContain(name);
    for (const path of ['/Schemas/other', '/ResourceTypes/Device', '/Me', '/'])
      expect([path, (await okta('GET', path)).status]).toEqual([path, 404]);
  });
});

import { randomUUID } from 'node:crypto';
import { anAddress, type Registered, type TestIdentity, testIdentity } from '../../support/identity.js';
import { type Directory, directory, issueToken, USER } from '../../support/scim.js';

describe('SCIM protocol', () => {
  let identity: TestIdentity;
  let contoso: Registered;
  let scim: Directory;
  let id: string;
  const userName = anAddress('grace');
  const externalId = randomUUID();
  beforeAll(async () => {
    identity = await testIdentity();
    contoso = await identity.register();
    scim = directory(identity, (await issueToken(identity, contoso)).secret);
    const name = { givenName: 'Grace', familyName: 'Hopper' };
    id = (await scim('POST', '/Users', { userName, externalId, name, displayName: 'Grace' })).body.id;
  });
  afterAll(() => identity.stop());

  const common = () => ({ schemas: [USER], id });

  it.each([
    ['attributes=userName', () => ({ userName })],
    ['attributes=USERNAME,displayname', () => ({ userName, displayName: 'Grace' })],
    ['attributes=name.familyName', () => ({ name: { familyName: 'Hopper' } })],
    ['attributes=name.familyName,name.givenName', () => ({ name: { givenName: 'Grace', familyName: 'Hopper' } })],
    ['attributes=name.familyName,name', () => ({ name: { givenName: 'Grace', familyName: 'Hopper' } })],
    ['attributes=name,name.familyName', () => ({ name: { givenName: 'Grace', familyName: 'Hopper' } })],
    [`attributes=${USER}:name.familyName`, () => ({ name: { familyName: 'Hopper' } })],
    [`attributes=${USER.toUpperCase()}:USERNAME`, () => ({ userName })],
    ['attributes=emails.value', () => ({ emails: [{ value: userName }] })],
    ['attributes=emails[type eq "work"].value', () => ({ emails: [{ value: userName }] })],
    ['attributes=meta.resourceType', () => ({ meta: { resourceType: 'User' } })],
    ['attributes=nothing,name.nothing,userName.part,emails.nothing', () => ({})],
    ['attributes=id', () => ({})],
    ['excludedAttributes=meta,emails,name,active,displayName,externalId,members', () => ({ userName })],
    ['attributes=name&excludedAttributes=name.givenName', () => ({ name: { familyName: 'Hopper' } })],
    ['attributes=emails&excludedAttributes=emails.primary,emails.type', () => ({ emails: [{ value: userName }] })],
  ])('shows the attributes that %s requests, for one user and for a list', async (query, expected) => {
    const encoded = query.replaceAll(' ', '%20').replaceAll('"', '%22').replaceAll('[', '%5B').replaceAll(']', '%5D');
    const { body } = await scim('GET', `/Users/${id}?${encoded}`);
    expect(body).toEqual({ ...common(), ...expected() });
    const filter = encodeURIComponent(`userName eq "${userName}"`);
    expect((await scim('GET', `/Users?filter=${filter}&${encoded}`)).body.Resources).toEqual([body]);
  });

  it('always shows id and schemas', async () => {
    const { body } = await scim('GET', `/Users/${id}?excludedAttributes=id,schemas,meta`);
    expect(body).toMatchObject(common());
    expect(body).not.toHaveProperty('meta');
    expect(Object.keys((await scim('GET', `/Users/${id}?excludedAttributes=${USER}`)).body).sort()).toEqual([
      'id',
      'schemas',
    ]);
  });

  it('applies to responses of writes as well', async () => {
    const person = { userName: anAddress(), externalId: randomUUID() };
    const created = await scim('POST', '/Users?attributes=userName', person);
    expect(created.body).toEqual({ schemas: [USER], id: created.body.id, userName: person.userName });
    const replaced = await scim('PUT', `/Users/${created.body.id}?attributes=name.familyName`, person);
    expect(Object.keys(replaced.body).sort()).toEqual(['id', 'name', 'schemas']);
    await scim('DELETE', `/Users/${created.body.id}`);
  });

  it('searches by POST as it lists by GET', async () => {
    const search = { schemas: ['urn:ietf:params:scim:api:messages:2.0:SearchRequest'] };
    for (const path of ['/.search', '/Users/.search']) {
      const found = await scim('POST', path, {
        ...search,
        filter: `userName eq "${userName.toUpperCase()}"`,
        attributes: ['userName', 'name.familyName'],
        startIndex: 1,
        count: 10,
      });
      expect([found.status, found.body]).toMatchObject([
        200,
        { totalResults: 1, startIndex: 1, itemsPerPage: 1, Resources: [{ ...common(), userName }] },
      ]);
      expect(Object.keys(found.body.Resources[0].name)).toEqual(['familyName']);
      const all = await scim('POST', path, { ...search, count: 0, sortBy: 'userName', EXCLUDEDATTRIBUTES: ['name'] });
      expect(all.body).toMatchObject({ totalResults: 2, itemsPerPage: 0, Resources: [] });
      expect((await scim('POST', path, { startIndex: 2, count: 1 })).body.Resources).toHaveLength(1);
    }
    for (const [body, scimType] of [
      [{ filter: 7 }, 'invalidValue'],
      [{ attributes: [7] }, 'invalidValue'],
      [{ count: 'ten' }, 'invalidValue'],
      [{ startIndex: 1.5 }, 'invalidValue'],
      [{ filter: 'userName' }, 'invalidFilter'],
      ['[]', 'invalidSyntax'],
    ] as const)
      expect(await scim('POST', '/Users/.search', body)).toMatchObject({ status: 400, body: { scimType } });
  });

  it('searches all types of resources at the root, one after the other', async () => {
    const displayName = `Group ${randomUUID()}`;
    const { id: groupId } = (await scim('POST', '/Groups', { displayName, members: [{ value: id }] })).body;
    const search = async (body: object) => {
      const { totalResults, startIndex, Resources } = (await scim('POST', '/.search', body)).body;
      return [totalResults, startIndex, Resources.map((one: { id: string }) => one.id)];
    };
    const everything = (await search({}))[2];
    expect(everything).toEqual([contoso.adminId, id, groupId]);
    for (const startIndex of [1, 2, 3, 4])
      expect(await search({ startIndex, count: 1 })).toEqual([
        3,
        startIndex,
        everything.slice(startIndex - 1, startIndex),
      ]);
    expect(await search({ startIndex: 2, count: 2 })).toEqual([3, 2, [id, groupId]]);
    expect(await search({ filter: `id eq "${groupId}"` })).toEqual([1, 1, [groupId]]);
    expect(await search({ filter: `displayName eq "${displayName}"` })).toEqual([1, 1, [groupId]]);
    expect(await search({ filter: `userName eq "${userName}"` })).toEqual([1, 1, [id]]);
    expect((await scim('POST', '/.search', { filter: 'title co "x"' })).body.scimType).toBe('invalidFilter');
    await scim('DELETE', `/Groups/${groupId}`);
  });

  it.each([
    ['/Users', ['PUT', 'PATCH', 'DELETE'], 'GET, POST'],
    ['/Users/7', ['POST'], 'GET, PUT, PATCH, DELETE'],
    ['/Users/.search', ['GET', 'PUT', 'PATCH', 'DELETE'], 'POST'],
    ['/.search', ['GET', 'PUT', 'PATCH', 'DELETE'], 'POST'],
    ['/ServiceProviderConfig', ['POST', 'PUT', 'PATCH', 'DELETE'], 'GET'],
    ['/ResourceTypes', ['POST', 'PUT', 'PATCH', 'DELETE'], 'GET'],
    ['/ResourceTypes/User', ['POST', 'PUT', 'PATCH', 'DELETE'], 'GET'],
    ['/Schemas', ['POST', 'PUT', 'PATCH', 'DELETE'], 'GET'],
    [`/Schemas/${USER}`, ['POST', 'PUT', 'PATCH', 'DELETE'], 'GET'],
  ])('answers 405 at %s to %s, and names the allowed methods', async (path, methods, allowed) => {
    for (const method of methods) {
      const answer = await scim(method, path, method === 'GET' || method === 'DELETE' ? undefined : {});
      expect([method, answer.status, answer.headers.get('allow'), answer.body.status]).toEqual([
        method,
        405,
        allowed,
        '405',
      ]);
    }
  });

  it('accepts an address with an additional slash, and an encoded URN', async () => {
    const filter = encodeURIComponent(`userName eq "${userName}"`);
    for (const path of ['/Users', '/Users/', '//Users', '//Users//'])
      expect([path, (await scim('GET', `${path}?filter=${filter}`)).body.totalResults]).toEqual([path, 1]);
    expect((await scim('GET', `/Users/${id}/`)).body.id).toBe(id);
    const schema = (await scim('GET', `/Schemas/${USER}`)).body;
    expect(schema.id).toBe(USER);
    expect((await scim('GET', `/Schemas/${encodeURIComponent(USER)}`)).body).toEqual(schema);
  });

  it('answers in SCIM form at every path', async () => {
    for (const [method, path, status] of [
      ['GET', '/nothing', 404],
      ['GET', '/Users/7/8', 404],
      ['GET', `/Users/${'x'.repeat(1500)}`, 404],
      ['GET', '/Me', 404],
      ['POST', '/Bulk', 404],
      ['GET', '/Schemas/other', 404],
      ['GET', '/Schemas?filter=id%20eq%20%22x%22', 403],
      ['GET', '/ResourceTypes?filter=', 403],
      ['GET', '/Users?count=1&count=2', 400],
    ] as const) {
      const answer = await scim(method, path, method === 'POST' ? {} : undefined);
      expect([path.slice(0, 20), answer.status, answer.body]).toEqual([
        path.slice(0, 20),
        status,
        expect.objectContaining({
          schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
          status: String(status),
          detail: expect.any(String),
        }),
      ]);
      expect(answer.headers.get('content-type')).toBe('application/scim+json; charset=utf-8');
    }
    // Okta sends the content type with an empty body.
    const gone = await scim('DELETE', `/Users/${randomUUID()}`, '');
    expect([gone.status, gone.body.status]).toEqual([404, '404']);
  });

  it('accepts filters as Microsoft documents them: a work address without its value, a GUID without quotation marks', async () => {
    for (const filter of [
      `emails[type eq "work"].value eq "${userName}"`,
      `emails[type eq "work"] eq "${userName}"`,
      `emails[type eq "work" and value eq "${userName}"]`,
      `externalId eq "${externalId}" and emails[type eq "work"]  eq "${userName}"`,
      `id eq ${id}`,
      `(externalId eq ${externalId.toUpperCase()}) and id eq ${id}`,
    ])
      expect([filter, (await scim('GET', `/Users?filter=${encodeURIComponent(filter)}`)).body.totalResults]).toEqual([
        filter,
        1,
      ]);
    for (const filter of [
      'userName eq "a] eq b"',
      `userName eq "is ${id} here"`,
      `id eq ${id} and manager eq ${externalId}`,
    ])
      expect((await scim('GET', `/Users?filter=${encodeURIComponent(filter)}`)).body.totalResults).toBe(0);
    const group = (await scim('POST', '/Groups', { displayName: 'Sellers', members: [{ value: id }] })).body;
    const member = encodeURIComponent(`id eq ${group.id} and members eq ${id}`);
    expect((await scim('GET', `/Groups?filter=${member}`)).body.totalResults).toBe(1);
    await scim('DELETE', `/Groups/${group.id}`);
  });

  it('describes its configuration, types and schemas', async () => {
    const { body } = await scim('GET', '/Schemas');
    expect(body.Resources.map(({ name }: { name: string }) => name)).toEqual(
      expect.arrayContaining(['User', 'ServiceProviderConfig', 'ResourceType', 'Schema']),
    );
    for (const [name, path] of [
      ['ServiceProviderConfig', '/ServiceProviderConfig'],
      ['ResourceType', '/ResourceTypes/User'],
      ['Schema', `/Schemas/${USER}`],
    ] as const) {
      const schema = body.Resources.find((resource: { name: string }) => resource.name === name);
      const resource = (await scim('GET', path)).body;
      const named = schema.attributes.map((attribute: { name: string }) => attribute.name);
      expect([...named, 'schemas', 'meta', 'id']).toEqual(expect.arrayContaining(Object.keys(resource)));
      for (const attribute of schema.attributes.filter(({ required }: { required: boolean }) => required))
        expect(resource).toHaveProperty(attribute.name);
    }
  });
});

import { randomUUID } from 'node:crypto';
import { GROUP, groupsOf } from '../../support/groups.js';
import { type Registered, type TestIdentity, testIdentity } from '../../support/identity.js';
import { type Directory, directory, issueToken } from '../../support/scim.js';

describe('directory groups', () => {
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
  const found = async (path: string) => (await scim('GET', path)).body;
  const filtered = (filter: string) => found(`/Groups?filter=${encodeURIComponent(filter)}`);

  describe('stored groups', () => {
    it('have their members, and are found by name, external id and member', async () => {
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

    it('are read without members when excluded, page by page', async () => {
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

    it('are shown with members when any requested attribute is a part of them', async () => {
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
      ] as const)
        expect([query, (await found(`/Groups/${id}?${query}`)).members]).toEqual([query, members]);
    });

    it('are found by a name with a quotation mark or a backslash, escaped as JSON', async () => {
      for (const displayName of ['Sales \\ EMEA', 'The "A" team', 'Café ☕']) {
        const { id } = (await scim('POST', '/Groups', { displayName })).body;
        for (const text of [JSON.stringify(displayName), JSON.stringify(displayName).replace('é', '\\u00e9')])
          expect([text, (await filtered(`displayName eq ${text}`)).Resources?.[0]?.id]).toEqual([text, id]);
      }
    });

    it('are described by ResourceTypes and Schemas', async () => {
      const types = (await found('/ResourceTypes')).Resources;
      expect(types.map(({ name }: { name: string }) => name)).toEqual(['User', 'Group']);
      expect((await found('/ResourceTypes/Group')).endpoint).toBe('/Groups');
      const { attributes } = await found(`/Schemas/${GROUP}`);
      expect(attributes.map(({ name }: { name: string }) => name)).toEqual(['displayName', 'externalId', 'members']);
    });

    it('have unique names; the error names an unknown member', async () => {
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
  ])('add and remove one member by PATCH in the dialect of %s, and keep the others', async (_dialect, add, remove) => {
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

  it('replace all members by PATCH and PUT; removing members without a value empties the group', async () => {
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
});

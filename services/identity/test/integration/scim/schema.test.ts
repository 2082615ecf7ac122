import { randomUUID } from 'node:crypto';
import { anAddress, type Registered, type TestIdentity, testIdentity } from '../../support/identity.js';
import { type Directory, directory, ENTERPRISE, issueToken, patchOf, USER } from '../../support/scim.js';
import { anyValue, at, type Place, placesOfUser, resourceOf } from '../../support/scim-schema.js';

/** What /Schemas says of each attribute of a user is held against what happens. */
describe('what /Schemas says', () => {
  let identity: TestIdentity;
  let contoso: Registered;
  let scim: Directory;
  let places: Place[];
  beforeAll(async () => {
    identity = await testIdentity();
    contoso = await identity.register();
    scim = directory(identity, (await issueToken(identity, contoso)).secret);
    places = await placesOfUser(scim);
  });
  afterAll(() => identity.stop());

  const whole = (changes: object = {}): Record<string, unknown> => ({
    schemas: [USER, ENTERPRISE],
    ...resourceOf(places, 'whole'),
    ...changes,
  });
  const create = async (body: object) => {
    const answer = await scim('POST', '/Users', body);
    expect([answer.body.detail, answer.status]).toEqual([undefined, 201]);
    return answer.body;
  };
  const patch = (id: string, operation: object) => scim('PATCH', `/Users/${id}`, patchOf(operation));
  /** A resource in which this place has the value of another one. */
  const twin = (other: object, { keys: [first = '', second] }: Place, value: unknown) => {
    const body: Record<string, unknown> = { ...other };
    body[first] = second === undefined ? value : { ...(body[first] as object), [second]: value };
    return body;
  };

  it('required: every user has the attribute, however they came; only the others may be removed', async () => {
    await identity.invite(contoso.organizationId, anAddress('invited'));
    await create({ userName: anAddress() });
    const { Resources: users } = (await scim('GET', '/Users')).body;
    expect(users.length).toBeGreaterThan(2);
    const { id } = await create(whole());
    for (const place of places) {
      const { path, attribute } = place;
      if (attribute.required) for (const user of users) expect([path, at(user, place)]).not.toContain(undefined);
      const removed = await patch(id, { op: 'remove', path });
      const refused = [400, 'mutability'];
      expect([path, removed.status, removed.body.scimType]).toEqual([
        path,
        ...(attribute.required ? refused : [200, undefined]),
      ]);
      const left = at((await scim('GET', `/Users/${id}`)).body, place);
      expect([path, left === undefined]).toEqual([path, !attribute.required]);
    }
  });

  it('required: without a user name, or any work address, nobody is made', async () => {
    const { userName: _, ...nameless } = whole();
    const { emails: __, ...addressless } = whole({ userName: `jdoe${randomUUID()}` });
    for (const body of [nameless, addressless, whole({ userName: null }), { ...addressless, emails: null }])
      expect(await scim('POST', '/Users', body)).toMatchObject({ status: 400, body: { scimType: 'invalidValue' } });
  });

  it('mutability: what may be written is given back as it was written, and anything else as before', async () => {
    const written = whole();
    const created = await create(written);
    for (const place of places) {
      expect([place.path, at(created, place)]).toEqual([place.path, at(written, place)]);
      const value = anyValue(place.attribute);
      const writable = place.attribute.mutability === 'readWrite';
      const patched = await patch(created.id, { op: 'replace', path: place.path, value });
      expect([place.path, at(patched.body, place)]).toEqual([place.path, writable ? value : at(created, place)]);
    }
    const again = whole();
    const replaced = await scim('PUT', `/Users/${created.id}`, again);
    for (const place of places) expect([place.path, at(replaced.body, place)]).toEqual([place.path, at(again, place)]);
    const ids = { id: randomUUID(), meta: { resourceType: 'Group', created: '2001-01-01T00:00:00Z' } };
    const { id, meta } = (await scim('PUT', `/Users/${created.id}`, { ...again, ...ids })).body;
    expect([id, meta.resourceType, meta.created]).toEqual([created.id, 'User', created.meta.created]);
  });

  it('uniqueness and caseExact: a value is held once, in any case or in its own', async () => {
    for (const place of places) {
      const { path, attribute } = place;
      const text = attribute.type === 'string' && path !== 'externalId';
      const value = text ? `Value-${randomUUID()}` : path === 'externalId' ? `Id-${randomUUID()}` : anyValue(attribute);
      await create(twin(whole(), place, value));
      const same = await scim('POST', '/Users', twin(whole(), place, value));
      // None of these user names is an address, so the work address is the account's.
      const unique = [attribute, ...(attribute.subAttributes ?? [])].some((one) => one.uniqueness === 'server');
      expect([path, same.status, same.body.scimType]).toEqual([
        path,
        ...(unique ? [409, 'uniqueness'] : [201, undefined]),
      ]);
      if (!unique || attribute.type !== 'string') continue;
      const upper = String(value).toUpperCase();
      const found = await scim('GET', `/Users?filter=${encodeURIComponent(`${path} eq "${upper}"`)}`);
      expect([path, found.body.totalResults]).toEqual([path, attribute.caseExact ? 0 : 1]);
      const other = await scim('POST', '/Users', twin(whole(), place, upper));
      expect([path, other.status]).toEqual([path, attribute.caseExact ? 201 : 409]);
    }
  });

  it('returned and multiValued: what is asked for comes, alone, and as a list where it may be several', async () => {
    const { id } = await create(whole());
    for (const { path, keys, attribute } of places) {
      expect([path, attribute.returned]).toEqual([path, 'default']);
      const { body } = await scim('GET', `/Users/${id}?attributes=${encodeURIComponent(path)}`);
      expect([path, Array.isArray(at(body, { keys }))]).toEqual([path, attribute.multiValued]);
      expect(Object.keys(body).sort()).toEqual([...new Set(['id', 'schemas', keys[0]])].sort());
    }
  });

  it('of a user with everything there is nothing that it does not describe', async () => {
    const { id: _, schemas, meta: __, ...user } = await create(whole());
    const described = (name: string) => places.find(({ keys }) => keys.join() === name)?.attribute;
    for (const [name, value] of Object.entries<object>(user)) {
      if (name.startsWith('urn:')) {
        expect(schemas).toContain(name);
        for (const inner of Object.keys(value))
          expect([name, inner, described(`${name},${inner}`)]).not.toContain(undefined);
        continue;
      }
      const parts = described(name)?.subAttributes?.map((part) => part.name) ?? [];
      expect([name, described(name)]).not.toContain(undefined);
      for (const one of Array.isArray(value) ? value : [value])
        if (typeof one === 'object') expect(parts).toEqual(expect.arrayContaining(Object.keys(one)));
    }
  });
});

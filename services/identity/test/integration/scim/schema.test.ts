import { randomUUID } from 'node:crypto';
import { anAddress, type Registered, type TestIdentity, testIdentity } from '../../support/identity.js';
import { type Directory, directory, ENTERPRISE, issueToken, patchOf, USER } from '../../support/scim.js';
import { anyValue, at, type Place, type ResourceKind, resourceKinds, resourceOf } from '../../support/scim-schema.js';

/** Compares what /Schemas says about each attribute of every type of resource with the behavior. */
describe('/Schemas', () => {
  let identity: TestIdentity;
  let contoso: Registered;
  let scim: Directory;
  let kinds: ResourceKind[];
  let users: ResourceKind;
  let userId: string;
  beforeAll(async () => {
    identity = await testIdentity();
    contoso = await identity.register();
    scim = directory(identity, (await issueToken(identity, contoso)).secret);
    kinds = await resourceKinds(scim);
    users = kinds.find(({ name }) => name === 'User') as ResourceKind;
    userId = (await scim('POST', '/Users', { userName: anAddress('referred') })).body.id;
  });
  afterAll(() => identity.stop());

  const whole = ({ schema, places }: ResourceKind, changes: object = {}): Record<string, unknown> => ({
    schemas: schema === USER ? [USER, ENTERPRISE] : [schema],
    ...resourceOf(places, 'whole', userId),
    ...changes,
  });
  const create = async ({ endpoint }: ResourceKind, body: object) => {
    const answer = await scim('POST', endpoint, body);
    expect([endpoint, answer.body.detail, answer.status]).toEqual([endpoint, undefined, 201]);
    return answer.body;
  };
  const read = async ({ endpoint }: ResourceKind, id: string) => (await scim('GET', `${endpoint}/${id}`)).body;
  const patch = ({ endpoint }: ResourceKind, id: string, operation: object) =>
    scim('PATCH', `${endpoint}/${id}`, patchOf(operation));
  /** A resource in which this attribute has the value of another resource. */
  const twin = (other: object, { keys: [first = '', second] }: Place, value: unknown) => {
    const body: Record<string, unknown> = { ...other };
    body[first] = second === undefined ? value : { ...(body[first] as object), [second]: value };
    return body;
  };

  it('required: every resource has the attribute; only other attributes can be removed', async () => {
    await identity.invite(contoso.organizationId, anAddress('invited'));
    for (const kind of kinds) {
      const { id } = await create(kind, whole(kind));
      const { Resources: all } = (await scim('GET', kind.endpoint)).body;
      for (const place of kind.places) {
        const { path, attribute } = place;
        if (attribute.required) for (const one of all) expect([path, at(one, place)]).not.toContain(undefined);
        const removed = await patch(kind, id, { op: 'remove', path });
        const rejected = removed.status === 400 ? removed.body.scimType : undefined;
        expect([path, rejected]).toEqual([path, attribute.required ? 'mutability' : undefined]);
        const left = at(await read(kind, id), place);
        expect([path, left === undefined]).toEqual([path, !attribute.required]);
      }
    }
  });

  it('required: creates no user without a user name or a work address', async () => {
    const { userName: _, ...nameless } = whole(users);
    const { emails: __, ...addressless } = whole(users, { userName: `jdoe${randomUUID()}` });
    for (const body of [nameless, addressless, whole(users, { userName: null }), { ...addressless, emails: null }])
      expect(await scim('POST', '/Users', body)).toMatchObject({ status: 400, body: { scimType: 'invalidValue' } });
  });

  it('mutability: writable attributes are returned as written, all others unchanged', async () => {
    for (const kind of kinds) {
      const { endpoint, places, name } = kind;
      const written = whole(kind);
      const created = await create(kind, written);
      for (const place of places) {
        expect([place.path, at(created, place)]).toEqual([place.path, at(written, place)]);
        const value = anyValue(place.attribute, 'whole', userId);
        const writable = place.attribute.mutability === 'readWrite';
        await patch(kind, created.id, { op: 'replace', path: place.path, value });
        const expected = writable ? value : at(created, place);
        expect([place.path, at(await read(kind, created.id), place)]).toEqual([place.path, expected]);
      }
      const again = whole(kind);
      const { body } = await scim('PUT', `${endpoint}/${created.id}`, again);
      for (const place of places) expect([place.path, at(body, place)]).toEqual([place.path, at(again, place)]);
      const ids = { id: randomUUID(), meta: { resourceType: 'Other', created: '2001-01-01T00:00:00Z' } };
      const { id, meta } = (await scim('PUT', `${endpoint}/${created.id}`, { ...again, ...ids })).body;
      expect([id, meta.resourceType, meta.created]).toEqual([created.id, name, created.meta.created]);
    }
  });

  it('uniqueness and caseExact: a value is unique, with or without case', async () => {
    for (const kind of kinds)
      for (const place of kind.places) {
        const { path, attribute } = place;
        const value = attribute.type === 'string' ? `Value-${randomUUID()}` : anyValue(attribute, 'whole', userId);
        await create(kind, twin(whole(kind), place, value));
        const same = await scim('POST', kind.endpoint, twin(whole(kind), place, value));
        // None of these user names is an address, so the work address is the one of the account.
        const unique = [attribute, ...(attribute.subAttributes ?? [])].some((one) => one.uniqueness === 'server');
        expect([path, same.status, same.body.scimType]).toEqual([
          path,
          ...(unique ? [409, 'uniqueness'] : [201, undefined]),
        ]);
        if (!unique || attribute.type !== 'string') continue;
        const upper = String(value).toUpperCase();
        const found = await scim('GET', `${kind.endpoint}?filter=${encodeURIComponent(`${path} eq "${upper}"`)}`);
        expect([path, found.body.totalResults]).toEqual([path, attribute.caseExact ? 0 : 1]);
        const other = await scim('POST', kind.endpoint, twin(whole(kind), place, upper));
        expect([path, other.status]).toEqual([path, attribute.caseExact ? 201 : 409]);
      }
  });

  it('returned and multiValued: a requested attribute is returned alone, and as a list if multi-valued', async () => {
    for (const kind of kinds) {
      const { id } = await create(kind, whole(kind));
      for (const { path, keys, attribute } of kind.places) {
        expect([path, attribute.returned]).toEqual([path, 'default']);
        const { body } = await scim('GET', `${kind.endpoint}/${id}?attributes=${encodeURIComponent(path)}`);
        expect([path, Array.isArray(at(body, { keys }))]).toEqual([path, attribute.multiValued]);
        expect(Object.keys(body).sort()).toEqual([...new Set(['id', 'schemas', keys[0]])].sort());
      }
    }
  });

  it('describes every attribute of a complete resource', async () => {
    for (const kind of kinds) {
      const { id: _, schemas, meta: __, ...resource } = await create(kind, whole(kind));
      const described = (name: string) => kind.places.find(({ keys }) => keys.join() === name)?.attribute;
      for (const [name, value] of Object.entries<object>(resource)) {
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
    }
  });
});

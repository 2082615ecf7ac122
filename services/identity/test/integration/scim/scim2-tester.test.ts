import { randomUUID } from 'node:crypto';
import { anAddress, type Registered, type TestIdentity, testIdentity } from '../../support/identity.js';
import { type Directory, directory, issueToken, patchOf, type ScimAnswer } from '../../support/scim.js';
import { anyValue, at, type Place, type ResourceKind, resourceKinds, resourceOf } from '../../support/scim-schema.js';

const ERROR = 'urn:ietf:params:scim:api:messages:2.0:Error';

/** The requests of scim2-tester, and what it checks in the responses. */
describe('scim2-tester', () => {
  let identity: TestIdentity;
  let contoso: Registered;
  let scim: Directory;
  let kinds: ResourceKind[];
  let userId: string;
  beforeAll(async () => {
    identity = await testIdentity();
    contoso = await identity.register();
    scim = directory(identity, (await issueToken(identity, contoso)).secret);
    kinds = await resourceKinds(scim);
    userId = (await scim('POST', '/Users', { userName: anAddress('referred') })).body.id;
  });
  afterAll(() => identity.stop());

  const isRequired = ({ attribute }: Place) => attribute.required;
  const isOptional = ({ attribute }: Place) => !attribute.required && attribute.mutability === 'readWrite';
  const create = async ({ endpoint, schema, places }: ResourceKind, how: 'required' | 'whole') => {
    const chosen = how === 'required' ? places.filter(isRequired) : places;
    const answer = await scim('POST', endpoint, { schemas: [schema], ...resourceOf(chosen, how, userId) });
    expect([endpoint, answer.body.detail, answer.status]).toEqual([endpoint, undefined, 201]);
    return answer.body;
  };
  const isError = (answer: ScimAnswer, status: number) =>
    expect([answer.status, answer.body]).toMatchObject([status, { schemas: [ERROR], status: String(status) }]);

  it('finds the configuration, each type and each schema by its id, and no unknown one', async () => {
    expect((await scim('GET', '/ServiceProviderConfig')).status).toBe(200);
    for (const path of ['/ResourceTypes', '/Schemas']) {
      const { body } = await scim('GET', path);
      for (const { id } of body.Resources) expect((await scim('GET', `${path}/${id}`)).body.id).toBe(id);
      isError(await scim('GET', `${path}/${randomUUID()}`), 404);
    }
    isError(await scim('GET', `/${randomUUID()}`), 404);
  });

  it('finds only GET at the endpoints that describe the server', async () => {
    for (const path of ['/ServiceProviderConfig', '/ResourceTypes', '/Schemas'])
      for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) isError(await scim(method, path), 405);
  });

  it('creates, reads, lists, replaces and deletes with required attributes only, and with all', async () => {
    for (const kind of kinds)
      for (const how of ['required', 'whole'] as const) {
        const { endpoint, schema, places } = kind;
        const { id } = await create(kind, how);
        expect((await scim('GET', `${endpoint}/${id}`)).body.id).toBe(id);
        const listed = (await scim('GET', endpoint)).body.Resources.map((one: { id: string }) => one.id);
        expect(listed).toContain(id);
        const whole = { schemas: [schema], id, ...resourceOf(places, 'whole', userId) };
        expect((await scim('PUT', `${endpoint}/${id}`, whole)).status).toBe(200);
        expect((await scim('DELETE', `${endpoint}/${id}`)).status).toBe(204);
        isError(await scim('GET', `${endpoint}/${id}`), 404);
      }
  });

  it('gets the requested attributes and not the excluded ones, by GET and by search', async () => {
    for (const kind of kinds) {
      const { endpoint, places } = kind;
      const { id } = await create(kind, 'whole');
      for (const { keys } of places.filter(isOptional).slice(0, 3)) {
        const attribute = keys.join(':');
        const search = { filter: `id eq "${id}"` };
        const shown = ({ body }: ScimAnswer) => (body.Resources ?? [body]).find((one: { id: string }) => one.id === id);
        for (const path of [`${endpoint}/${id}`, endpoint]) {
          expect(at(shown(await scim('GET', `${path}?attributes=${attribute}`)), { keys })).toBeDefined();
          expect(at(shown(await scim('GET', `${path}?excludedAttributes=${attribute}`)), { keys })).toBeUndefined();
        }
        const found = await scim('POST', `${endpoint}/.search`, { ...search, attributes: [attribute] });
        expect(at(found.body.Resources[0], { keys })).toBeDefined();
        const left = await scim('POST', `${endpoint}/.search`, { ...search, excludedAttributes: [attribute] });
        expect(at(left.body.Resources[0], { keys })).toBeUndefined();
      }
      await scim('DELETE', `${endpoint}/${id}`);
    }
  });

  it('adds, replaces and removes each attribute by its path', async () => {
    for (const kind of kinds) {
      const { endpoint, places } = kind;
      const { id } = await create(kind, 'required');
      const patched = async (operation: object, place: Place) => {
        const { status, body } = await scim('PATCH', `${endpoint}/${id}`, patchOf(operation));
        const read = (await scim('GET', `${endpoint}/${id}`)).body;
        if (body !== null) expect([status, at(body, place)]).toEqual([200, at(read, place)]);
        return [status, at(read, place)];
      };
      for (const place of places)
        for (const op of place.attribute.required ? ['replace'] : ['add', 'replace']) {
          const { path, attribute } = place;
          const value = anyValue(attribute, 'whole', userId);
          const expected = [expect.any(Number), value];
          expect([op, path, await patched({ op, path, value }, place)]).toEqual([op, path, expected]);
        }
      for (const place of places.filter(isOptional)) {
        const removed = await patched({ op: 'remove', path: place.path }, place);
        expect([place.path, removed]).toEqual([place.path, [expect.any(Number), undefined]]);
      }
      await scim('DELETE', `${endpoint}/${id}`);
    }
  });
});

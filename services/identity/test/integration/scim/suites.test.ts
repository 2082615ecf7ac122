import { randomUUID } from 'node:crypto';
import { anAddress, type Registered, type TestIdentity, testIdentity } from '../../support/identity.js';
import {
  type Directory,
  directory,
  ENTERPRISE,
  issueToken,
  patchOf,
  type ScimAnswer,
  USER,
} from '../../support/scim.js';
import { anyValue, at, type Place, type ResourceKind, resourceKinds, resourceOf } from '../../support/scim-schema.js';

const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';
const LIST = 'urn:ietf:params:scim:api:messages:2.0:ListResponse';
const ERROR = 'urn:ietf:params:scim:api:messages:2.0:Error';

/** The requests of public conformance suites, and what each suite looks at in the answers. */
describe('a public conformance suite', () => {
  let identity: TestIdentity;
  let contoso: Registered;
  let scim: Directory;
  let places: Place[];
  let kinds: ResourceKind[];
  let userId: string;
  beforeAll(async () => {
    identity = await testIdentity();
    contoso = await identity.register();
    scim = directory(identity, (await issueToken(identity, contoso)).secret);
    kinds = await resourceKinds(scim);
    places = kinds[0]?.places ?? [];
    userId = (await scim('POST', '/Users', { userName: anAddress('referred') })).body.id;
  });
  afterAll(() => identity.stop());

  describe('scim2-tester', () => {
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

    it('finds the configuration, each type and each schema by its id, and none that is not there', async () => {
      expect((await scim('GET', '/ServiceProviderConfig')).status).toBe(200);
      for (const path of ['/ResourceTypes', '/Schemas']) {
        const { body } = await scim('GET', path);
        for (const { id } of body.Resources) expect((await scim('GET', `${path}/${id}`)).body.id).toBe(id);
        isError(await scim('GET', `${path}/${randomUUID()}`), 404);
      }
      isError(await scim('GET', `/${randomUUID()}`), 404);
    });

    it('finds no method but GET where the server describeServer itself', async () => {
      for (const path of ['/ServiceProviderConfig', '/ResourceTypes', '/Schemas'])
        for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) isError(await scim(method, path), 405);
    });

    it('creates, reads, lists, replaces and deletes with what is required only, and with everything', async () => {
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

    it('gets the attributes that it asks for, and not those that it excludes, by GET and by search', async () => {
      for (const kind of kinds) {
        const { endpoint, places } = kind;
        const { id } = await create(kind, 'whole');
        for (const { keys } of places.filter(isOptional).slice(0, 3)) {
          const attribute = keys.join(':');
          const search = { filter: `id eq "${id}"` };
          const shown = ({ body }: ScimAnswer) =>
            (body.Resources ?? [body]).find((one: { id: string }) => one.id === id);
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

  describe('Okta’s SCIM 2.0 specification test', () => {
    it('passes step by step', async () => {
      const [userName, email] = [anAddress('okta'), anAddress('okta')];
      const name = { givenName: 'Alban', familyName: 'Berg' };
      const user = (address: string) => ({
        schemas: [USER],
        userName,
        name,
        emails: [{ primary: true, value: address, type: 'work' }],
        displayName: 'Alban Berg',
        active: true,
      });
      const named = (value: string) => scim('GET', `/Users?filter=${encodeURIComponent(`userName eq "${value}"`)}`);
      const json = { 'content-type': 'application/json', accept: 'application/scim+json; charset=utf-8' };

      const first = await scim('GET', '/Users?count=1&startIndex=1');
      expect(first).toMatchObject({
        status: 200,
        body: {
          schemas: [LIST],
          itemsPerPage: expect.any(Number),
          startIndex: expect.any(Number),
          totalResults: expect.any(Number),
        },
      });
      const [known] = first.body.Resources;
      for (const seen of [known, (await scim('GET', `/Users/${known.id}`)).body])
        expect(seen).toMatchObject({
          id: known.id,
          name: { familyName: expect.stringMatching(/./), givenName: expect.stringMatching(/./) },
          userName: expect.stringMatching(/./),
          active: true,
          emails: [{ value: expect.stringMatching(/./) }],
        });
      for (const nobody of [anAddress('invalid'), userName])
        expect(await named(nobody)).toMatchObject({ status: 200, body: { schemas: [LIST], totalResults: 0 } });
      for (const missing of ['010101001010101011001010101011', '00919288221112222'])
        expect(await scim('GET', `/Users/${missing}`)).toMatchObject({
          status: 404,
          body: { schemas: [ERROR], status: '404', detail: expect.stringMatching(/./) },
        });

      const created = await scim('POST', '/Users', user(email), json);
      expect(created).toMatchObject({ status: 201, body: { active: true, name, schemas: [USER], userName } });
      expect(await scim('GET', `/Users/${created.body.id}`)).toMatchObject({ status: 200, body: { userName, name } });
      expect((await scim('POST', '/Users', user(userName), json)).status).toBe(409);
      expect((await named(userName.toUpperCase())).body.totalResults).toBe(1);
      expect((await scim('GET', '/Groups')).status).toBe(200);
      const stranger = await directory(identity, 'non-token')('GET', '/Users');
      expect(stranger).toMatchObject({
        status: 401,
        body: { schemas: [ERROR], status: '401', detail: expect.stringMatching(/./) },
      });
    });
  });

  describe('Microsoft’s validation workflow', () => {
    // The targets of Entra ID's mapping, as docs/scim.md has it.
    const mapping: readonly string[] = [
      ...['userName', 'active', 'externalId', 'displayName', 'title', 'name.givenName', 'name.familyName'],
      ...['emails[type eq "work"].value', 'addresses[type eq "work"].country', 'addresses[type eq "work"].locality'],
      ...[`${ENTERPRISE}:department`, `${ENTERPRISE}:manager`],
    ];
    const keysOf = (target: string) => {
      if (target.startsWith('urn:')) return [ENTERPRISE, target.slice(ENTERPRISE.length + 1)];
      const [, name = '', multi, part] = /^(\w+)(\[[^\]]*\])?(?:\.(\w+))?$/.exec(target) ?? [];
      return [name, ...(multi === undefined ? [] : ['0']), ...(part === undefined ? [] : [part])];
    };

    it('discovers every target of the mapping in /Schemas', async () => {
      const flat = places.flatMap(({ path, attribute }) => {
        const { name, type, multiValued, subAttributes = [] } = attribute;
        if (type !== 'complex' || path.startsWith('urn:')) return [path];
        const types = subAttributes.find((part) => part.name === 'type')?.canonicalValues ?? [];
        return subAttributes.flatMap((part) =>
          multiValued ? types.map((one) => `${name}[type eq "${one}"].${part.name}`) : [`${name}.${part.name}`],
        );
      });
      expect(flat).toEqual(expect.arrayContaining([...mapping]));
    });

    it('null update: what is set to an empty text and then to null is empty, in one operation each or in a batch', async () => {
      const isRequired = (root: string) => places.some(({ path, attribute }) => path === root && attribute.required);
      const targets = mapping.filter((target) => {
        if (['userName', 'active', 'externalId', `${ENTERPRISE}:manager`].includes(target)) return false;
        return !isRequired(target.startsWith('urn:') ? target : (target.split(/[.[]/, 1)[0] ?? ''));
      });
      expect(targets.length).toBeGreaterThan(3);
      for (const way of ['verbose', 'batch']) {
        const body = { schemas: [USER, ENTERPRISE], ...resourceOf(places, 'whole'), userName: anAddress('scnull') };
        const { id } = (await scim('POST', '/Users', body)).body;
        const before = (await scim('GET', `/Users/${id}`)).body;
        for (const target of targets) expect([target, at(before, { keys: keysOf(target) })]).not.toContain(undefined);
        for (const value of ['', null]) {
          const each = targets.map((path) => ({ op: 'replace', path, value }));
          const [listed, plain] = [
            each.filter(({ path }) => path.includes('[')),
            each.filter(({ path }) => !path.includes('[')),
          ];
          const batch = { op: 'replace', value: Object.fromEntries(plain.map(({ path }) => [path, value])) };
          const operations = way === 'verbose' ? each : [...listed, batch];
          expect((await scim('PATCH', `/Users/${id}`, patchOf(...operations))).status).toBe(200);
          const after = (await scim('GET', `/Users/${id}`)).body;
          for (const target of targets)
            expect([target, at(after, { keys: keysOf(target) })]).toEqual([target, undefined]);
        }
        await scim('DELETE', `/Users/${id}`);
      }
    });

    it('creates and updates a user directly, attribute by attribute', async () => {
      const body = { schemas: [USER, ENTERPRISE], ...resourceOf(places, 'whole'), userName: anAddress('direct') };
      const created = await scim('POST', '/Users', body);
      expect([created.status, created.body.userName]).toEqual([201, body.userName]);
      const value = () => `upd-${randomUUID()}`;
      const changes = mapping
        .filter((target) => !target.includes('[') && target !== 'active' && !target.endsWith(':manager'))
        .map((path) => ({ op: 'replace', path, value: value() }));
      const path = `/Users/${created.body.id}`;
      expect((await scim('PATCH', path, patchOf(...changes))).status).toBe(200);
      const after = (await scim('GET', path)).body;
      for (const change of changes) expect(at(after, { keys: keysOf(change.path) })).toBe(change.value);
      for (const [op, manager] of [
        ['Add', randomUUID()],
        ['Replace', randomUUID()],
        ['Replace', ''],
      ] as const) {
        const target = `${ENTERPRISE}:manager`;
        expect((await scim('PATCH', path, patchOf({ op, path: target, value: manager }))).status).toBe(200);
        const shown = at((await scim('GET', path)).body, { keys: [ENTERPRISE, 'manager', 'value'] });
        expect(shown).toBe(manager === '' ? undefined : manager);
      }
      await scim('DELETE', path);
    });

    it('groups: created, found, renamed, filled, emptied, deleted and made again', async () => {
      const group = kinds.find(({ name }) => name === 'Group')?.places.map(({ path }) => path);
      expect(group).toEqual(expect.arrayContaining(['displayName', 'externalId', 'members']));
      const [displayName, renamed, externalId] = [`Group-${randomUUID()}`, `upd-${randomUUID()}`, randomUUID()];
      const named = async (name: string) => {
        const filter = encodeURIComponent(`displayName eq "${name}"`);
        return (await scim('GET', `/Groups?filter=${filter}&excludedAttributes=members`)).body;
      };
      const create = () => scim('POST', '/Groups', { schemas: [GROUP], displayName, externalId, members: [] });
      expect((await named(displayName)).totalResults).toBe(0);
      const created = await create();
      expect(created).toMatchObject({ status: 201, body: { id: expect.any(String), displayName } });
      const path = `/Groups/${created.body.id}`;
      const patch = async (...operations: object[]) => {
        expect([200, 204]).toContain((await scim('PATCH', path, patchOf(...operations))).status);
        return (await scim('GET', path)).body;
      };
      expect(await named(displayName)).toMatchObject({ totalResults: 1, Resources: [{ id: created.body.id }] });
      const replace = (name: string, value: string) => ({ op: 'replace', path: name, value });
      const changed = { displayName: renamed, externalId: `upd-${randomUUID()}` };
      expect(
        await patch(replace('displayName', changed.displayName), replace('externalId', changed.externalId)),
      ).toMatchObject(changed);
      const isMember = async () => {
        const filter = encodeURIComponent(`id eq "${created.body.id}" and members eq "${userId}"`);
        return (await scim('GET', `/Groups?filter=${filter}`)).body.totalResults;
      };
      for (const remove of [
        { op: 'Remove', path: 'members', value: [{ value: userId }] },
        { op: 'Remove', path: `members[value eq "${userId}"]` },
      ]) {
        const filled = await patch({ op: 'Add', path: 'members', value: [{ value: userId }] });
        expect([filled.members, await isMember()]).toMatchObject([[{ value: userId }], 1]);
        expect(await patch(remove)).not.toHaveProperty('members');
        expect(await isMember()).toBe(0);
      }
      await patch(replace('displayName', displayName), replace('externalId', externalId));
      expect((await scim('DELETE', path)).status).toBe(204);
      expect([(await named(displayName)).totalResults, (await scim('GET', path)).status]).toEqual([0, 404]);
      const again = await create();
      expect([again.status, (await named(displayName)).totalResults]).toEqual([201, 1]);
      expect((await scim('DELETE', `/Groups/${again.body.id}`)).status).toBe(204);
    });

    it('pages through users and groups five at a time', async () => {
      for (const [endpoint, resource] of [
        ['/Users', () => ({ schemas: [USER], userName: anAddress('page') })],
        ['/Groups', () => ({ schemas: [GROUP], displayName: `Page ${randomUUID()}` })],
      ] as const) {
        const created: string[] = [];
        while (created.length < 11) created.push((await scim('POST', endpoint, resource())).body.id);
        for (const startIndex of [1, 6, 11]) {
          const page = await scim('GET', `${endpoint}?startIndex=${startIndex}&count=5`);
          expect(page).toMatchObject({ status: 200, body: { startIndex } });
          expect(page.body.Resources).toHaveLength(page.body.itemsPerPage);
        }
        for (const id of created) await scim('DELETE', `${endpoint}/${id}`);
      }
    });
  });
});

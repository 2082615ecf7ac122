import { randomUUID } from 'node:crypto';
import { anAddress, type Registered, type TestIdentity, testIdentity } from '../../support/identity.js';
import { type Directory, directory, ENTERPRISE, issueToken, patchOf, USER } from '../../support/scim.js';
import { at, type Place, type ResourceKind, resourceKinds, resourceOf } from '../../support/scim-schema.js';

const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';

/** The requests of the SCIM validator of Microsoft, and what it checks in the responses. */
describe('Microsoft’s validation workflow', () => {
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

  // The targets of the mapping of Entra ID, as in docs/scim.md.
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

  it('null update: an attribute set to an empty text and then to null is empty, in one operation each or in a batch', async () => {
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

  it('groups: creates, finds, renames, fills, empties, deletes and creates again', async () => {
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

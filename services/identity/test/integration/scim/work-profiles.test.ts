import { randomUUID } from 'node:crypto';
import { errorCode, expectNoErrors } from '@app/test-kit/graphql-client';
import {
  anAddress,
  operator,
  person,
  type Registered,
  type TestIdentity,
  testIdentity,
} from '../../support/identity.js';
import { type Directory, directory, ENTERPRISE, issueToken, patchOf, USER } from '../../support/scim.js';

const FIELDS = 'department country city title manager { userId displayName }';
const NOTHING = { department: null, country: null, city: null, title: null, manager: null };

describe('the work profile', () => {
  let identity: TestIdentity;
  let contoso: Registered;
  let scim: Directory;
  beforeAll(async () => {
    identity = await testIdentity();
    contoso = await identity.register();
    scim = directory(identity, (await issueToken(identity, contoso)).secret);
  });
  afterAll(() => identity.stop());

  const account = (changes: object = {}) => ({
    schemas: [USER, ENTERPRISE],
    userName: anAddress(),
    externalId: randomUUID(),
    displayName: 'Grace Hopper',
    ...changes,
  });
  const create = async (changes: object = {}) => {
    const { status, body } = await scim('POST', '/Users', account(changes));
    expect(status).toBe(201);
    return body;
  };
  const whole = (manager: string) => ({
    title: 'Rear admiral',
    addresses: [
      { type: 'home', country: 'FR', locality: 'Paris' },
      { type: 'work', country: 'de', locality: 'Köln', streetAddress: 'Domkloster 4' },
    ],
    [ENTERPRISE]: { department: 'Compilers', manager: { value: manager, displayName: 'Howard Aiken' } },
  });
  const seen = async (id: string, caller = contoso.admin) =>
    expectNoErrors(
      await (await identity.as(caller)).execute<{ user: Record<string, unknown> | null }>(
        `query ($id: ID!) { user(id: $id) { ${FIELDS} } }`,
        { id },
      ),
    ).user;
  const published = async (id: string) => {
    const rows = await identity.sql<{ payload: { envelope: { data: Record<string, unknown> } } }>(
      'SELECT payload FROM identity_worker._private_jobs WHERE key IN ($1, $2)',
      [`association:identity.user.changed.v1:${id}`, `credits:identity.user.changed.v1:${id}`],
    );
    return rows.map(({ payload: { envelope } }) => [envelope.data.department, envelope.data.country]);
  };

  it('is stored by POST, returned, shown to administrators and published to the other services', async () => {
    const { id } = await create(whole('manager of old'));
    expect((await scim('GET', `/Users/${id}`)).body).toMatchObject({
      schemas: [USER, ENTERPRISE],
      title: 'Rear admiral',
      addresses: [{ type: 'work', country: 'DE', locality: 'Köln' }],
      [ENTERPRISE]: { department: 'Compilers', manager: { value: 'manager of old', displayName: 'Howard Aiken' } },
    });
    expect(await seen(id)).toEqual({
      department: 'Compilers',
      country: 'DE',
      city: 'Köln',
      title: 'Rear admiral',
      manager: { userId: null, displayName: 'Howard Aiken' },
    });
    expect(await published(id)).toEqual([
      ['Compilers', 'DE'],
      ['Compilers', 'DE'],
    ]);
  });

  it('is null for a user whom no directory describes', async () => {
    const id = await identity.invite(contoso.organizationId);
    expect(await seen(id)).toEqual(NOTHING);
    expect(await published(id)).toEqual([
      [null, null],
      [null, null],
    ]);
    expect((await scim('GET', `/Users/${id}`)).body).not.toHaveProperty('addresses');
  });

  it.each<[dialect: string, operations: (manager: string) => object[]]>([
    [
      'Entra ID, path by path',
      (manager) => [
        { op: 'Add', path: 'title', value: 'Captain' },
        { op: 'Add', path: 'addresses[type eq "work"].country', value: 'US' },
        { op: 'Replace', path: 'addresses[type eq "work"].locality', value: 'Arlington' },
        { op: 'Add', path: `${ENTERPRISE}:department`, value: 'COBOL' },
        { op: 'Add', path: `${ENTERPRISE}:manager`, value: manager },
      ],
    ],
    [
      'older Entra ID, with lists of one',
      (manager) => [
        { op: 'Add', path: 'title', value: [{ value: 'Captain' }] },
        { op: 'Add', path: 'addresses[type eq "work"].country', value: [{ value: 'US' }] },
        { op: 'Add', path: 'addresses[type eq "work"].locality', value: 'Arlington' },
        { op: 'Add', path: `${ENTERPRISE}:department`, value: 'COBOL' },
        { op: 'Add', path: `${ENTERPRISE}:manager`, value: [{ $ref: '', value: manager }] },
      ],
    ],
    [
      'Okta, without a path',
      (manager) => [
        {
          op: 'replace',
          value: {
            title: 'Captain',
            addresses: [{ type: 'work', primary: true, country: 'US', locality: 'Arlington' }],
            [ENTERPRISE]: { department: 'COBOL', manager: { value: manager } },
          },
        },
      ],
    ],
    [
      'URNs as names of attributes',
      (manager) => [
        {
          op: 'replace',
          value: {
            'urn:ietf:params:scim:schemas:core:2.0:User:title': 'Captain',
            addresses: [{ type: 'work', country: 'US', locality: 'Arlington' }],
            [`${ENTERPRISE}:department`]: 'COBOL',
            [`${ENTERPRISE}:manager.value`]: manager,
          },
        },
      ],
    ],
  ])('is changed by PATCH in the dialect of %s', async (_dialect, operations) => {
    const manager = (await create({ displayName: 'Jean Sammet' })).id;
    const { id } = await create(whole('manager of old'));
    expect((await scim('PATCH', `/Users/${id}`, patchOf(...operations(manager)))).status).toBe(200);
    expect(await seen(id)).toEqual({
      department: 'COBOL',
      country: 'US',
      city: 'Arlington',
      title: 'Captain',
      manager: { userId: manager, displayName: 'Jean Sammet' },
    });
    expect(await published(id)).toEqual([
      ['COBOL', 'US'],
      ['COBOL', 'US'],
    ]);
  });

  it.each<[how: string, operations: object[]]>([
    [
      'removes',
      ['title', 'addresses[type eq "work"].country', 'addresses[type eq "work"].locality'].map((path) => ({
        op: 'remove',
        path,
      })),
    ],
    [
      'sets to nothing',
      [
        { op: 'replace', path: 'title', value: '' },
        { op: 'replace', path: 'addresses', value: null },
      ],
    ],
    ['sets to null without a path', [{ op: 'replace', value: { title: null, addresses: [] } }]],
  ])('is null again after a PATCH that %s it, and the rest stays', async (_how, operations) => {
    const { id } = await create(whole('manager of old'));
    expect((await scim('PATCH', `/Users/${id}`, patchOf(...operations))).status).toBe(200);
    expect(await seen(id)).toEqual({
      ...NOTHING,
      department: 'Compilers',
      manager: { userId: null, displayName: 'Howard Aiken' },
    });
    const gone = patchOf({ op: 'remove', path: ENTERPRISE });
    expect((await scim('PATCH', `/Users/${id}`, gone)).body.schemas).toEqual([USER]);
    expect(await seen(id)).toEqual(NOTHING);
  });

  it('is replaced as a whole by PUT, and stays after a PATCH of other attributes', async () => {
    const person = account(whole('manager of old'));
    const { id } = (await scim('POST', '/Users', person)).body;
    await scim('PATCH', `/Users/${id}`, patchOf({ op: 'replace', path: 'displayName', value: 'G. Hopper' }));
    expect(await seen(id)).toMatchObject({ department: 'Compilers', country: 'DE', title: 'Rear admiral' });
    const put = account({
      userName: person.userName,
      externalId: person.externalId,
      [ENTERPRISE]: { department: 'Navy' },
    });
    expect((await scim('PUT', `/Users/${id}`, put)).status).toBe(200);
    expect(await seen(id)).toEqual({ ...NOTHING, department: 'Navy' });
  });

  it('ignores addresses of other types', async () => {
    const { id } = await create({ addresses: [{ type: 'home', primary: true, country: 'FR' }] });
    const home = { op: 'add', path: 'addresses[type eq "home"].country', value: 'FR' };
    expect((await scim('PATCH', `/Users/${id}`, patchOf(home))).status).toBe(200);
    expect(await seen(id)).toEqual(NOTHING);
  });

  it('is selected by every filter that selects the work address; an unsupported filter is rejected', async () => {
    const { id } = await create(whole(contoso.adminId));
    const countryOf = async () => ((await seen(id)) as { country: string | null } | null)?.country;
    const set = (filter: string, value: string) =>
      scim('PATCH', `/Users/${id}`, patchOf({ op: 'replace', path: `addresses[${filter}].country`, value }));
    for (const [filter, country] of [
      ['type eq "work" and primary eq true', 'AA'],
      ['primary eq "True"', 'AB'],
      ['not (type eq "home")', 'AC'],
      ['locality eq "köln" or type eq "other"', 'AD'],
      ['TYPE sw "wo"', 'AE'],
    ] as const) {
      expect([filter, (await set(filter, country)).status]).toEqual([filter, 200]);
      expect([filter, await countryOf()]).toEqual([filter, country]);
    }
    expect([(await set('type eq "home" and primary eq true', 'FR')).status, await countryOf()]).toEqual([200, 'AE']);
    for (const filter of ['postalCode eq "1"', 'type', 'type gt "a"'])
      expect([filter, (await set(filter, 'FR')).body.scimType]).toEqual([filter, 'invalidFilter']);
    expect(await countryOf()).toBe('AE');
  });

  it('is one printable line of at most 200 characters, shortened and never rejected', async () => {
    const { id } = await create({
      title: `  a\u0007b\u2028c${'\u{1F600}'.repeat(300)}`,
      [ENTERPRISE]: { department: ' ' },
    });
    const { title, department } = (await seen(id)) ?? {};
    expect([...String(title)].length).toBe(200);
    expect(title).toMatch(/^a b c\u{1F600}+$/u);
    expect(department).toBeNull();
    const patched = await scim('PATCH', `/Users/${id}`, patchOf({ op: 'add', path: 'title', value: { a: 1 } }));
    expect([patched.status, patched.body.scimType]).toEqual([400, 'invalidValue']);
  });

  it('returns with a restored user', async () => {
    const person = account(whole('manager of old'));
    const { id } = (await scim('POST', '/Users', person)).body;
    await scim('DELETE', `/Users/${id}`);
    const back = await scim('POST', '/Users', { ...person, title: 'Commodore' });
    expect(back.body.id).toBe(id);
    expect(await seen(id)).toMatchObject({ title: 'Commodore', department: 'Compilers' });
  });

  it('is visible to the user and to callers who see users, not to readers of names or colleagues', async () => {
    const { id } = await create(whole(contoso.adminId));
    const { organizationId } = contoso;
    const own = await (await identity.as(person(id, organizationId))).execute<{ viewer: unknown }>(
      `{ viewer { ${FIELDS} } }`,
    );
    expect(expectNoErrors(own).viewer).toMatchObject({ city: 'Köln', manager: { displayName: 'Ada Lovelace' } });
    for (const role of ['ACCOUNT_ADMIN', 'USER_MANAGEMENT_ADMIN', 'PARTNER_ADMIN'] as const)
      expect(await seen(id, person(contoso.adminId, organizationId, [role]))).toMatchObject({ title: 'Rear admiral' });
    for (const field of ['department', 'country', 'city', 'title', 'manager { displayName }']) {
      const names = await identity.as(person(contoso.adminId, organizationId, ['EXECUTIVE_REPORT_VIEWER']));
      expect(errorCode(await names.execute(`query ($id: ID!) { user(id: $id) { ${field} } }`, { id }))).toBe(
        'FORBIDDEN',
      );
    }
    expect(await seen(id, person(contoso.adminId, organizationId))).toBeNull();
    expect(await seen(id, operator('metrics:write'))).toBeNull();
  });
});

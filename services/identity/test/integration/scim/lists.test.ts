import { randomUUID } from 'node:crypto';
import { type Registered, type TestIdentity, testIdentity } from '../../support/identity.js';
import { type Directory, directory, issueToken, USER } from '../../support/scim.js';

describe('lists of SCIM users', () => {
  let identity: TestIdentity;
  let contoso: Registered;
  let scim: Directory;
  const grace = {
    userName: 'Grace@contoso.example',
    externalId: randomUUID(),
    displayName: 'Grace',
    emails: [{ type: 'work', value: 'g.hopper@contoso.example' }],
  };
  let graceId: string;

  beforeAll(async () => {
    identity = await testIdentity();
    contoso = await identity.register({ email: 'ada@contoso.example' });
    scim = directory(identity, (await issueToken(identity, contoso)).secret);
    graceId = (await scim('POST', '/Users', grace)).body.id;
    await scim('POST', '/Users', { userName: 'left@contoso.example', active: false });
    const gone = await scim('POST', '/Users', { userName: 'gone@contoso.example' });
    await scim('DELETE', `/Users/${gone.body.id}`);
  });
  afterAll(() => identity.stop());

  const list = async (query: Record<string, string>) => scim('GET', `/Users?${new URLSearchParams(query)}`);
  const names = async (filter: string) =>
    (await list({ filter })).body.Resources.map(({ userName }: { userName: string }) => userName.split('@')[0]);

  it.each([
    ['userName eq "grace@CONTOSO.example"', ['Grace']],
    ['USERNAME Eq "grace@contoso.example"', ['Grace']],
    [`${USER}:userName eq "grace@contoso.example"`, ['Grace']],
    ['userName eq "ada@contoso.example"', ['ada']],
    ['userName eq "g.hopper@contoso.example"', []],
    ['userName eq "gone@contoso.example"', []],
    [`externalId eq "${grace.externalId}"`, ['Grace']],
    [`externalId eq "${grace.externalId.toUpperCase()}"`, ['Grace']],
    ['emails[type eq "work"].value eq "G.Hopper@contoso.example"', ['Grace']],
    ['emails[type eq "work" and value eq "g.hopper@contoso.example"]', ['Grace']],
    ['emails.value eq "ada@contoso.example"', ['ada']],
    ['emails eq "grace@contoso.example"', []],
    ['active eq true', ['ada', 'Grace']],
    ['active eq "False"', ['left']],
    ['userName eq "grace@contoso.example" and active eq true', ['Grace']],
    ['(userName eq "grace@contoso.example") and (active eq false)', []],
    ['userName eq "ada@contoso.example" and userName eq "grace@contoso.example"', []],
    ['id eq "no id"', []],
    ['userName eq "\\" OR 1=1 --"', []],
  ])('are filtered by %s', async (filter, found) => {
    expect(await names(filter)).toEqual(found);
  });

  it('accept the flag that Entra ID puts into the address', async () => {
    const filter = encodeURIComponent('userName eq "ada@contoso.example"');
    expect((await scim('GET', `/Users?aadOptscim062020&filter=${filter}`)).body.totalResults).toBe(1);
  });

  it('are filtered by id', async () => {
    expect(await names(`id eq "${graceId}"`)).toEqual(['Grace']);
    expect(await names(`id eq "${graceId}" and active eq false`)).toEqual([]);
  });

  it('are filtered by a name with a backslash, escaped as JSON or not', async () => {
    const house = await identity.register();
    const there = directory(identity, (await issueToken(identity, house)).secret);
    const emails = [{ type: 'work', value: 'jdoe@contoso.example' }];
    const { id } = (await there('POST', '/Users', { userName: 'CONTOSO\\jdoe', emails })).body;
    for (const value of ['CONTOSO\\\\jdoe', 'CONTOSO\\jdoe', 'CONTOSO\\u005cjdoe']) {
      const answer = await there('GET', `/Users?filter=${encodeURIComponent(`userName eq "${value}"`)}`);
      expect([value, answer.body.Resources]).toMatchObject([value, [{ id }]]);
    }
  });

  it('are filtered by manager, as Entra ID does before it writes one', async () => {
    const [there, extension] = [randomUUID(), 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'];
    const patch = { Operations: [{ op: 'Add', path: `${extension}:manager`, value: there }] };
    expect((await scim('PATCH', `/Users/${graceId}`, patch)).status).toBe(200);
    for (const manager of ['manager', `${extension}:manager`, `${extension}:manager.value`])
      for (const [value, found] of [
        [randomUUID(), []],
        [there, ['Grace']],
      ] as const)
        expect(await names(`id eq "${graceId}" and ${manager} eq "${value}"`)).toEqual(found);
    await scim('PATCH', `/Users/${graceId}`, { Operations: [{ op: 'Remove', path: `${extension}:manager` }] });
  });

  it('are filtered by whether the address is primary', async () => {
    const primary = (value: string) => names(`emails[type eq "work" and primary eq ${value}]`);
    expect([await primary('true'), await primary('false')]).toEqual([['ada', 'Grace', 'left'], []]);
    const patch = { Operations: [{ op: 'Replace', path: 'emails[type eq "work"].primary', value: 'False' }] };
    await scim('PATCH', `/Users/${graceId}`, patch);
    expect([await primary('"True"'), await primary('"False"')]).toEqual([['ada', 'left'], ['Grace']]);
  });

  it.each([
    'userName co "grace"',
    'userName sw "g" or active eq true',
    'not (active eq true)',
    'userName pr',
    'displayName eq "Grace"',
    'constructor eq "x"',
    '__proto__ eq "x"',
    'userName eq "grace@contoso.example" and constructor eq "x"',
    'meta.lastModified gt "2011-05-13T04:42:34Z"',
    'emails[type eq "home"].value eq "x@contoso.example"',
    'phoneNumbers[type eq "work"].value eq "x"',
    'userName eq null',
    'userName eq 7',
    'userName eq',
    'userName',
    'userName eq "x',
    'userName eq "x")',
    '((((((((',
    '"',
    `userName eq "${'x'.repeat(1000)}"`,
    `"${'\n'.repeat(60)}`,
  ])('reject the filter %j', async (filter) => {
    const answer = await list({ filter });
    expect([answer.status, answer.body.scimType]).toEqual([400, 'invalidFilter']);
  });

  it('reject text that cannot be stored, and invalid numbers', async () => {
    for (const query of [{ filter: 'a\u0000' }, { count: 'ten' }, { startIndex: '1.5' }]) {
      const answer = await list(query);
      expect([query, answer.status, answer.body.scimType]).toEqual([query, 400, 'invalidValue']);
    }
    expect((await scim('GET', '/Users?count=1&count=2')).status).toBe(400);
  });

  it('take numbers out of range as the nearest in range', async () => {
    expect((await list({ startIndex: '-5', count: '1' })).body).toMatchObject({ startIndex: 1, itemsPerPage: 1 });
    expect((await list({ count: '0' })).body).toMatchObject({ totalResults: 3, itemsPerPage: 0, Resources: [] });
    expect((await list({ count: '-1' })).body).toMatchObject({ totalResults: 3, itemsPerPage: 0 });
    expect((await list({ startIndex: '999999999999999' })).body).toMatchObject({ totalResults: 3, Resources: [] });
  });

  it('show the requested attributes, or all but the excluded ones', async () => {
    const filter = 'userName eq "grace@contoso.example"';
    const shown = async (query: object) => Object.keys((await list({ filter, ...query })).body.Resources[0]).sort();
    expect(await shown({ attributes: `userName,${USER}:name.familyName,active` })).toEqual([
      'active',
      'id',
      'name',
      'schemas',
      'userName',
    ]);
    expect(await shown({ excludedAttributes: 'id,emails,meta' })).toEqual([
      'active',
      'displayName',
      'externalId',
      'id',
      'name',
      'schemas',
      'userName',
    ]);
    const one = await scim('GET', `/Users/${graceId}?attributes=displayName`);
    expect(one.body).toEqual({ schemas: [USER], id: graceId, displayName: 'Grace' });
  });

  it('page through a thousand users, each once, at most 200 at a time', async () => {
    const house = await identity.register();
    await identity.sql(
      `INSERT INTO identity.user_account (organization_id, email, display_name, roles, invited_at)
        SELECT $1, 'person' || n || '@fabrikam.example', 'Person ' || n, '{}', now() FROM generate_series(1, 999) n`,
      [house.organizationId],
    );
    const there = directory(identity, (await issueToken(identity, house)).secret);
    const seen = new Set<string>();
    for (let startIndex = 1; startIndex <= 1000; ) {
      const { body } = await there('GET', `/Users?startIndex=${startIndex}&count=1000`);
      expect(body).toMatchObject({ totalResults: 1000, startIndex, itemsPerPage: 200 });
      for (const { id } of body.Resources) seen.add(id);
      startIndex += body.itemsPerPage;
    }
    expect(seen.size).toBe(1000);
    expect((await there('GET', '/Users')).body.itemsPerPage).toBe(100);
  });
});

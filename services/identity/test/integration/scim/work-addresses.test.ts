import { randomUUID } from 'node:crypto';
import { anAddress, type Registered, type TestIdentity, testIdentity } from '../../support/identity.js';
import { type Directory, directory, issueToken, patchOf } from '../../support/scim.js';

describe('the work address', () => {
  let identity: TestIdentity;
  let contoso: Registered;
  let scim: Directory;
  beforeAll(async () => {
    identity = await testIdentity();
    contoso = await identity.register();
    scim = directory(identity, (await issueToken(identity, contoso)).secret);
  });
  afterAll(() => identity.stop());

  const login = () => `jdoe${randomUUID().slice(0, 8)}`;
  const signIn = async (preferredUsername: string) =>
    (await identity.callers({ tenantId: contoso.tenantId, objectId: randomUUID(), preferredUsername, machine: false }))
      .body;
  const create = async (userName: string, ...emails: object[]) =>
    (await scim('POST', '/Users', { userName, emails, displayName: 'Jo Doe' })).body;
  const patch = (id: string, ...operations: object[]) => scim('PATCH', `/Users/${id}`, patchOf(...operations));
  const shown = async (id: string) => (await scim('GET', `/Users/${id}`)).body.emails;
  const work = (value: string, primary = true) => [{ type: 'work', primary, value }];

  it.each([
    ['no address', []],
    ['a home address', [{ type: 'home', value: 'jo@home.example' }]],
    ['a primary address of another type', [{ type: 'other', primary: true, value: 'jo@home.example' }]],
    [
      'several of other types',
      [
        { type: 'HOME', value: 'a@home.example' },
        { type: 'x', value: 'b@home.example' },
      ],
    ],
    ['a work address without a value', [{ type: 'work', primary: true }]],
    ['an invalid address', [{ type: 'work', value: 'jdoe' }]],
  ])('is required: a user name that is not an address, with %s, is 400', async (_what, emails) => {
    const answer = await scim('POST', '/Users', { userName: login(), externalId: randomUUID(), emails });
    expect(answer).toMatchObject({ status: 400, body: { scimType: 'invalidValue' } });
  });

  it('has type work, or else no type, whichever is primary, and never another type', async () => {
    const [wanted, other] = [anAddress('work'), anAddress('home')];
    const home = { type: 'home', primary: true, value: other };
    for (const emails of [
      [home, { type: 'Work', value: wanted }],
      [{ value: other }, { type: 'work', value: wanted }],
      [home, { value: wanted }],
      [
        { type: 'work', value: other },
        { type: 'work', primary: 'True', value: wanted },
      ],
    ]) {
      const { id, ...created } = await create(login(), ...emails);
      expect(created.emails[0].value).toBe(wanted);
      expect(await signIn(other)).toEqual({ caller: 'none' });
      await scim('DELETE', `/Users/${id}`);
    }
  });

  it('is not replaced by an address of another type in PATCH or PUT, so that no private address invites or binds', async () => {
    const [userName, home] = [anAddress('work'), anAddress('home')];
    const { id } = await create(userName);
    for (const emails of [[{ type: 'home', primary: true, value: home }], { type: 'other', value: home }])
      for (const answer of [
        await patch(id, { op: 'Add', path: 'emails', value: emails }),
        await patch(id, { op: 'Replace', path: 'emails', value: emails }),
        await patch(id, { op: 'Add', value: { emails } }),
        await scim('PUT', `/Users/${id}`, { userName, emails }),
      ])
        expect(answer).toMatchObject({ status: 200, body: { emails: work(userName) } });
    for (const answer of [
      await patch(id, { op: 'Add', path: 'emails[type eq "home"].value', value: home }),
      await patch(id, { op: 'Replace', path: 'emails[type eq "work"]', value: { type: 'home', value: home } }),
      await patch(id, { op: 'Replace', path: 'emails[type eq "work"].type', value: 'home' }),
      await patch(id, { op: 'Add', value: { 'emails[type eq "other"].value': home } }),
    ])
      expect(answer.status).toBe(400);
    expect(await shown(id)).toEqual(work(userName));
    expect(await signIn(home)).toEqual({ caller: 'none' });
    expect(await signIn(userName)).toMatchObject({ userId: id });
  });

  it('is changed by every path that selects it', async () => {
    const { id } = await create(login(), ...work(anAddress()));
    for (const path of [
      'emails',
      'emails.value',
      'emails[type eq "work"]',
      'emails[type eq "work"].value',
      'emails[type eq "WORK" and primary eq true].value',
      'emails[primary eq "True"].value',
      'emails[not (type eq "home")].value',
      'emails[type ne "home"].value',
      'emails[type eq "home" or value ew "@contoso.example"].value',
      'emails[value pr].value',
      'urn:ietf:params:scim:schemas:core:2.0:User:emails[type eq "work"].value',
    ]) {
      const value = anAddress();
      const whole = path.endsWith('emails') ? [{ type: 'work', value }] : path.endsWith(']') ? { value } : value;
      expect([path, (await patch(id, { op: 'Replace', path, value: whole })).body.emails]).toEqual([path, work(value)]);
      expect(await shown(id)).toEqual(work(value));
    }
  });

  it.each([
    ['emails[type eq "home"].value', 'noTarget'],
    ['emails[type eq "work" and value eq "other@contoso.example"].value', 'noTarget'],
    ['emails[primary eq false].value', 'noTarget'],
    ['emails[value co "@elsewhere"]', 'noTarget'],
    ['emails[not (type eq "work")].value', 'noTarget'],
    ['emails[display eq "x"].value', 'invalidFilter'],
    ['emails[value gt "a"].value', 'invalidFilter'],
    ['emails[type eq].value', 'invalidFilter'],
    ['emails["work"].value', 'invalidFilter'],
  ])('is not changed by %s, and the error says so', async (path, scimType) => {
    const { id, emails } = await create(login(), ...work(anAddress()));
    for (const op of ['Add', 'Replace', 'Remove']) {
      const answer = await patch(id, { op, path, ...(op !== 'Remove' && { value: anAddress() }) });
      expect([op, answer.status, answer.body.scimType]).toEqual([op, 400, scimType]);
    }
    expect(await shown(id)).toEqual(emails);
  });

  it('is selected by each operation in the state after those before', async () => {
    const [first, second, third] = [anAddress(), anAddress(), anAddress()];
    const { id } = await create(login(), ...work(first));
    const by = (value: string) => `emails[value eq "${value}"].value`;
    const answer = await patch(
      id,
      { op: 'Replace', path: by(first), value: second },
      { op: 'Replace', path: by(second), value: third },
      { op: 'Replace', path: 'emails[type eq "work"].primary', value: 'False' },
    );
    expect(answer.body.emails).toEqual(work(third, false));
  });

  it('stays when the user name is not an address; otherwise the user name replaces it', async () => {
    const nameless = await create(login(), ...work(anAddress()));
    const operations = [
      { op: 'Remove', path: 'emails[type eq "work"].value' },
      { op: 'Replace', path: 'emails', value: [{ type: 'home', value: anAddress() }] },
      { op: 'Replace', path: 'emails[type eq "work"].value', value: null },
      { op: 'Replace', path: 'emails[type eq "work"]', value: null },
      { op: 'Replace', value: { emails: '' } },
    ];
    for (const operation of operations)
      expect(await patch(nameless.id, operation)).toMatchObject({ status: 400, body: { scimType: 'mutability' } });
    expect(await shown(nameless.id)).toEqual(nameless.emails);
    const userName = anAddress();
    for (const operation of operations) {
      const { id } = await create(userName, ...work(anAddress()));
      expect((await patch(id, operation)).body.emails).toEqual(work(userName));
      await scim('DELETE', `/Users/${id}`);
    }
  });
});

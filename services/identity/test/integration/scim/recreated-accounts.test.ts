import { randomUUID } from 'node:crypto';
import { anAddress, type Registered, type TestIdentity, testIdentity } from '../../support/identity.js';
import { activityOf, type Directory, directory, issueToken, patchOf } from '../../support/scim.js';

describe('an account created again in the directory', () => {
  let identity: TestIdentity;
  let contoso: Registered;
  let scim: Directory;
  beforeAll(async () => {
    identity = await testIdentity();
    contoso = await identity.register();
    scim = directory(identity, (await issueToken(identity, contoso)).secret);
  });
  afterAll(() => identity.stop());

  const aPerson = (changes: object = {}) => ({
    userName: anAddress(),
    externalId: randomUUID(),
    displayName: 'Grace Hopper',
    ...changes,
  });
  const patch = (id: string, ...operations: object[]) => scim('PATCH', `/Users/${id}`, patchOf(...operations));
  const signIn = async (objectId: string, preferredUsername: string) =>
    (await identity.callers({ tenantId: contoso.tenantId, objectId, preferredUsername, machine: false })).body;
  const get = async (id: string) => (await scim('GET', `/Users/${id}`)).body;
  const find = async (userName: string) =>
    (await scim('GET', `/Users?filter=${encodeURIComponent(`userName eq "${userName}"`)}`)).body.Resources.map(
      (user: { id: string }) => user.id,
    );
  const addressOf = async (userId: string) => {
    const admin = await identity.as(contoso.admin);
    const answer = await admin.execute<{ user: { email: string } }>('query ($id: ID!) { user(id: $id) { email } }', {
      id: userId,
    });
    return answer.data?.user.email;
  };
  /** A user who has signed in with the object id that the directory sent. */
  const colleague = async () => {
    const person = aPerson();
    const { id } = (await scim('POST', '/Users', person)).body;
    await signIn(person.externalId, person.userName);
    return { ...person, id: id as string };
  };

  it('never replaces a person who has signed in: 400 mutability names the next step, and nothing changes', async () => {
    const { id, ...person } = await colleague();
    const before = await get(id);
    const other = randomUUID();
    const disabled = { op: 'Replace', path: 'active', value: 'False' };
    for (const answer of [
      await patch(id, { op: 'Replace', path: 'externalId', value: other }, disabled),
      await patch(id, { op: 'Add', value: { externalId: 'a-mail-nickname', displayName: 'G' } }),
      await patch(id, { op: 'Remove', path: 'externalId' }),
      await patch(id, { op: 'Replace', path: 'externalId', value: '' }),
      await scim('PUT', `/Users/${id}`, { ...person, externalId: other, active: false }),
    ])
      expect(answer).toMatchObject({
        status: 400,
        body: { scimType: 'mutability', detail: expect.stringMatching(/object id with which they sign in.*POST/) },
      });
    expect(await get(id)).toEqual(before);
    expect(await signIn(other, person.userName)).toEqual({ caller: 'none' });
    expect(await signIn(person.externalId, person.userName)).toMatchObject({ userId: id });
  });

  it('becomes a new user under the old name when the old account is inactive; the old user keeps the identity', async () => {
    for (const leave of ['deactivated', 'deleted']) {
      const { id, ...person } = await colleague();
      if (leave === 'deactivated') await patch(id, { op: 'Replace', path: 'active', value: 'False' });
      else await scim('DELETE', `/Users/${id}`);
      const externalId = randomUUID();
      if (leave === 'deactivated')
        expect(await patch(id, { op: 'Replace', path: 'externalId', value: externalId })).toMatchObject({
          status: 400,
          body: { scimType: 'mutability', detail: expect.stringContaining('POST the new externalId') },
        });
      const made = await scim('POST', '/Users', { ...person, externalId });
      expect([leave, made.status, made.body.externalId, made.body.active]).toEqual([leave, 201, externalId, true]);
      expect(made.body.id).not.toBe(id);
      expect(await find(person.userName)).toEqual([made.body.id]);
      expect(await signIn(person.externalId, person.userName)).toEqual({ caller: 'none' });
      expect(await signIn(externalId, person.userName)).toMatchObject({ userId: made.body.id, roles: [] });
      expect((await scim('GET', `/Users/${id}`)).status).toBe(404);
      const back = await scim('POST', '/Users', { ...person, userName: anAddress('back') });
      expect(back).toMatchObject({ status: 201, body: { id, active: true } });
    }
  });

  it('gets none of the old roles, and the old user leaves the groups of the directory', async () => {
    const person = aPerson();
    const id = await identity.invite(contoso.organizationId, person.userName, ['PARTNER_ADMIN']);
    expect(await signIn(person.externalId, person.userName)).toMatchObject({ userId: id, roles: ['PARTNER_ADMIN'] });
    const displayName = `Sellers ${randomUUID()}`;
    const group = (await scim('POST', '/Groups', { displayName, members: [{ value: id }] })).body;
    await patch(id, { op: 'Replace', path: 'active', value: 'False' });
    const made = await scim('POST', '/Users', { ...person, externalId: randomUUID() });
    const left = await identity.sql('SELECT FROM identity.scim_group_member WHERE group_id = $1', [group.id]);
    const [account] = await identity.sql('SELECT roles FROM identity.user_account WHERE id = $1', [made.body.id]);
    expect([left, account]).toEqual([[], { roles: [] }]);
  });

  it('is created once by ten concurrent requests', async () => {
    const { id, ...person } = await colleague();
    await patch(id, { op: 'Replace', path: 'active', value: 'False' });
    const again = { ...person, externalId: randomUUID() };
    const answers = await Promise.all(Array.from({ length: 10 }, () => scim('POST', '/Users', again)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(9).fill(409)]);
  });

  it('takes neither the name of an active account nor of one whose object id it omits', async () => {
    const { id, externalId: _, ...person } = await colleague();
    const taken = { status: 409, body: { scimType: 'uniqueness' } };
    expect(await scim('POST', '/Users', { ...person, externalId: randomUUID() })).toMatchObject(taken);
    await patch(id, { op: 'Replace', path: 'active', value: 'False' });
    expect(await scim('POST', '/Users', person)).toMatchObject(taken);
    expect(await get(id)).toMatchObject({ active: false });
  });

  it('restores the deactivated user with the same object id, under any name', async () => {
    for (const userName of [undefined, anAddress('renamed')]) {
      const { id, ...person } = await colleague();
      await patch(id, { op: 'Replace', path: 'active', value: 'False' });
      const name = userName ?? person.userName;
      const back = await scim('POST', '/Users', { ...person, userName: name, displayName: 'Grace Murray' });
      expect(back).toMatchObject({
        status: 201,
        body: { id, userName: name, active: true, displayName: 'Grace Murray' },
      });
      expect(await signIn(person.externalId, name)).toMatchObject({ userId: id });
      expect((await activityOf(identity, id)).map(([kind]) => kind)).toEqual([
        ...['INVITED', 'FIRST_SIGN_IN', 'DEACTIVATED', 'REACTIVATED'],
      ]);
      expect((await scim('POST', '/Users', { ...person, userName: name })).status).toBe(409);
      await patch(id, { op: 'Replace', path: 'active', value: 'False' });
      expect((await scim('POST', '/Users', { ...person, userName: name, active: false })).status).toBe(409);
    }
  });

  it('gives way to a person who comes back under its name, while it is inactive', async () => {
    for (const leave of ['deactivated', 'deleted']) {
      const [holder, { id, ...person }] = [await colleague(), await colleague()];
      if (leave === 'deactivated') await patch(id, { op: 'Replace', path: 'active', value: 'False' });
      else await scim('DELETE', `/Users/${id}`);
      const back = () => scim('POST', '/Users', { ...person, userName: holder.userName });
      expect(await back()).toMatchObject({ status: 409, body: { scimType: 'uniqueness' } });
      await patch(holder.id, { op: 'Replace', path: 'active', value: 'False' });
      expect(await back()).toMatchObject({ status: 201, body: { id, userName: holder.userName, active: true } });
      expect(await find(holder.userName)).toEqual([id]);
    }
  });

  it('may change, get and lose an externalId before the first sign-in', async () => {
    const person = aPerson({ externalId: 'a-mail-nickname' });
    const { id } = (await scim('POST', '/Users', person)).body;
    expect((await patch(id, { op: 'Remove', path: 'externalId' })).body).not.toHaveProperty('externalId');
    const objectId = randomUUID();
    expect((await patch(id, { op: 'Replace', path: 'externalId', value: objectId })).body.externalId).toBe(objectId);
    expect(await signIn(objectId, 'x@contoso.example')).toMatchObject({ userId: id });
  });

  it('matches a GUID in any case, and any other id exactly', async () => {
    const externalId = randomUUID().toUpperCase();
    const person = aPerson({ externalId });
    const created = await scim('POST', '/Users', person);
    const { id } = created.body;
    expect(created.body.externalId).toBe(externalId);
    expect(await signIn(externalId.toLowerCase(), 'x@contoso.example')).toMatchObject({ userId: id });
    expect(await signIn(externalId, 'x@contoso.example')).toMatchObject({ userId: id });
    const lower = await patch(id, { op: 'Replace', path: 'externalId', value: externalId.toLowerCase() });
    expect([lower.status, lower.body.externalId]).toEqual([200, externalId.toLowerCase()]);
    expect((await scim('POST', '/Users', aPerson({ externalId }))).status).toBe(409);
    const filter = encodeURIComponent(`externalId eq "${externalId}"`);
    expect((await scim('GET', `/Users?filter=${filter}`)).body.totalResults).toBe(1);
    expect((await get(id.toUpperCase())).id).toBe(id);
    const okta = await scim('POST', '/Users', aPerson({ externalId: '00uAbCdEf' }));
    expect((await scim('POST', '/Users', aPerson({ externalId: '00uabcdef' }))).body.id).not.toBe(okta.body.id);
  });

  it('keeps the known address after a soft deletion in Entra ID, which puts the object id before the name', async () => {
    for (const externalId of [randomUUID(), 'a-mail-nickname']) {
      const emails = [{ type: 'work', value: anAddress('shown') }];
      const person = { ...aPerson({ externalId }), emails };
      const { id } = (await scim('POST', '/Users', person)).body;
      const prefix = (externalId.includes('nick') ? randomUUID() : externalId).replaceAll('-', '');
      const deleted = await patch(
        id,
        { op: 'Replace', path: 'userName', value: prefix + person.userName },
        { op: 'Replace', path: 'active', value: 'False' },
      );
      expect(deleted).toMatchObject({
        status: 200,
        body: { userName: prefix + person.userName, active: false, emails },
      });
      expect(await addressOf(id)).toBe(person.userName);
      const heir = await scim('POST', '/Users', { ...person, externalId: randomUUID() });
      expect([heir.status, await addressOf(heir.body.id)]).toEqual([201, person.userName]);
    }
  });

  it('gets its address back after a soft deletion is undone', async () => {
    const { id, externalId, userName } = await colleague();
    const name = (value: string) => ({ op: 'Replace', path: 'userName', value });
    const active = (value: string) => ({ op: 'Replace', path: 'active', value });
    const local = `${'x'.repeat(40)}${userName}`; // with the object id before it, longer than a local part may be
    await patch(id, name(local));
    await patch(id, active('False'), name(externalId.replaceAll('-', '') + local));
    expect(await addressOf(id)).toBe(local);
    const back = await patch(id, name(local), active('True'));
    expect(back.body).toMatchObject({ userName: local, active: true, emails: [{ value: local }] });
    expect(await addressOf(id)).toBe(local);
  });
});

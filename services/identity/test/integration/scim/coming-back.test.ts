import { randomUUID } from 'node:crypto';
import { anAddress, type Registered, type TestIdentity, testIdentity } from '../../support/identity.js';
import { activityOf, type Directory, directory, issueToken, patchOf } from '../../support/scim.js';

describe('provisioning of an invited or earlier user', () => {
  let identity: TestIdentity;
  let contoso: Registered;
  let scim: Directory;
  let actor: string;
  beforeAll(async () => {
    identity = await testIdentity();
    contoso = await identity.register({ name: 'Contoso' });
    const { secret, scimToken } = await issueToken(identity, contoso);
    [scim, actor] = [directory(identity, secret), `scim:${scimToken.id}`];
  });
  afterAll(() => identity.stop());

  const aPerson = (changes: object = {}) => ({
    userName: anAddress(),
    externalId: randomUUID(),
    displayName: 'Grace Hopper',
    active: true,
    ...changes,
  });
  const create = async (person: object) => (await scim('POST', '/Users', person)).body;
  const patch = async (id: string, ...operations: object[]) => scim('PATCH', `/Users/${id}`, patchOf(...operations));
  const signIn = (objectId: string, preferredUsername: string) =>
    identity.callers({ tenantId: contoso.tenantId, objectId, preferredUsername, machine: false });
  const row = async (id: string) =>
    (await identity.sql<Record<string, unknown>>('SELECT * FROM identity.user_account WHERE id = $1', [id]))[0];

  it('takes over the user invited under this name, with the roles of the invitation', async () => {
    const email = anAddress('Invited');
    const id = await identity.invite(contoso.organizationId, email, ['PARTNER_ADMIN']);
    const person = aPerson({ userName: email.toLowerCase() });
    const created = await scim('POST', '/Users', person);
    expect([created.status, created.body.id]).toEqual([201, id]);
    expect((await scim('POST', '/Users', person)).status).toBe(409);
    expect((await signIn(person.externalId, 'x@contoso.example')).body).toMatchObject({
      userId: id,
      roles: ['PARTNER_ADMIN'],
    });
  });

  it('takes over the invited user when the directory finds the user first and writes the object id', async () => {
    const email = anAddress();
    const id = await identity.invite(contoso.organizationId, email);
    const found = await scim('GET', `/Users?filter=${encodeURIComponent(`userName eq "${email}"`)}`);
    expect(found.body).toMatchObject({ totalResults: 1, Resources: [{ id, active: true }] });
    expect(found.body.Resources[0]).not.toHaveProperty('externalId');
    const objectId = randomUUID();
    expect((await patch(id, { op: 'Add', path: 'externalId', value: objectId })).body.externalId).toBe(objectId);
    expect((await signIn(objectId, 'x@contoso.example')).body).toMatchObject({ userId: id });
  });

  it('creates one user when an invitation and the directory are concurrent', async () => {
    for (let round = 0; round < 5; round += 1) {
      const person = aPerson();
      const [, created] = await Promise.all([
        identity.invite(contoso.organizationId, person.userName).catch(() => 'exists'),
        scim('POST', '/Users', person),
      ]);
      expect(created.status).toBe(201);
      const rows = await identity.sql('SELECT FROM identity.user_account WHERE email = $1', [person.userName]);
      expect(rows).toHaveLength(1);
    }
  });

  it('restores the same person after any time and under any name', async () => {
    const person = aPerson();
    const { id } = await create(person);
    await signIn(person.externalId, person.userName);
    await patch(id, { op: 'Replace', path: 'active', value: 'False' });
    identity.clock.advance({ days: 40 });
    expect((await scim('DELETE', `/Users/${id}`)).status).toBe(204);
    expect((await signIn(person.externalId, person.userName)).body).toEqual({ caller: 'none' });
    identity.clock.advance({ days: 40 });

    const heir = await create(aPerson({ userName: person.userName }));
    expect(heir.id).not.toBe(id); // the same name with another object id is another person
    const taken = await scim('POST', '/Users', person);
    expect([taken.status, taken.body.scimType]).toEqual([409, 'uniqueness']);

    const back = await scim('POST', '/Users', { ...person, userName: anAddress('back'), displayName: 'Grace Murray' });
    expect(back).toMatchObject({ status: 201, body: { id, active: true, displayName: 'Grace Murray' } });
    expect((await scim('GET', `/Users/${id}`)).body).toEqual(back.body);
    expect((await signIn(person.externalId, person.userName)).body).toMatchObject({ userId: id });
    expect((await activityOf(identity, id)).map(([kind]) => kind)).toEqual([
      'INVITED',
      'FIRST_SIGN_IN',
      'DEACTIVATED',
      'DELETED',
      'RESTORED',
      'REACTIVATED',
    ]);
    expect(await row(id)).toMatchObject({ deleted_at: null, deactivated_at: null, leaving_since: null });
  });

  it('restores once by ten concurrent requests, deactivated if the directory says so', async () => {
    const person = aPerson();
    const { id } = await create(person);
    await scim('DELETE', `/Users/${id}`);
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => scim('POST', '/Users', { ...person, active: false })),
    );
    expect(answers.filter(({ status }) => status === 201).map(({ body }) => body)).toMatchObject([
      { id, active: false },
    ]);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(9);
  });

  it('restores although an open invitation has the address, and withdraws that one', async () => {
    const person = aPerson();
    const { id } = await create(person);
    await scim('DELETE', `/Users/${id}`);
    const renamed = anAddress();
    const invitation = await identity.invite(contoso.organizationId, renamed);
    const back = await scim('POST', '/Users', { ...person, userName: renamed });
    expect(back).toMatchObject({ status: 201, body: { id, userName: renamed } });
    expect((await scim('GET', `/Users/${invitation}`)).status).toBe(404);
    expect((await activityOf(identity, invitation)).at(-1)).toEqual(['DELETED', actor]);
    expect(await row(invitation)).toMatchObject({ deleted_at: identity.clock.now(), leaving_since: null });
  });

  it('restores a user whom an administrator has invited again, and ends the offboarding', async () => {
    const person = aPerson();
    const { id } = await create(person);
    await signIn(person.externalId, person.userName);
    await scim('DELETE', `/Users/${id}`);
    expect(await identity.invite(contoso.organizationId, person.userName, ['REPORT_VIEWER'])).toBe(id);
    expect(await row(id)).toMatchObject({ leaving_since: expect.any(Date) });
    expect(await scim('POST', '/Users', person)).toMatchObject({ status: 201, body: { id, active: true } });
    expect(await row(id)).toMatchObject({ leaving_since: null, roles: ['REPORT_VIEWER'] });
  });

  it('finds the user by the new address, not by the earlier one', async () => {
    const find = async (userName: string) => {
      const { body } = await scim('GET', `/Users?filter=${encodeURIComponent(`userName eq "${userName}"`)}`);
      return body.Resources.map((user: { id: string }) => user.id);
    };
    for (const invite of [
      (userName: string) => identity.invite(contoso.organizationId, userName),
      async (userName: string): Promise<string> => (await create({ userName, name: { givenName: 'G' } })).id,
    ]) {
      const person = aPerson();
      const { id } = await create(person);
      await signIn(person.externalId, person.userName);
      await scim('DELETE', `/Users/${id}`);
      const userName = anAddress('returned');
      const invitation = await invite(userName);
      expect((await signIn(person.externalId, userName)).body).toMatchObject({ userId: id });
      expect([await find(userName), await find(person.userName)]).toEqual([[id], []]);
      expect((await scim('GET', `/Users/${invitation}`)).status).toBe(404);
      expect((await scim('GET', `/Users/${id}`)).body).toMatchObject({ userName, externalId: person.externalId });
      expect((await scim('PUT', `/Users/${id}`, { ...person, userName })).status).toBe(200);
    }
  });

  it('creates a new user when the directory knows the invited address as another person', async () => {
    const person = aPerson();
    const { id } = await create(person);
    await signIn(person.externalId, person.userName);
    await scim('DELETE', `/Users/${id}`);
    await identity.invite(contoso.organizationId, person.userName, ['REPORT_VIEWER']);
    const other = await scim('POST', '/Users', { ...person, externalId: randomUUID() });
    expect(other.status).toBe(201);
    expect(other.body.id).not.toBe(id);
    expect(await row(other.body.id)).toMatchObject({ roles: ['REPORT_VIEWER'] });
    expect((await signIn(person.externalId, person.userName)).body).toEqual({ caller: 'none' });
  });

  it('leaves the object id of a deleted user with that user, and applies the rest', async () => {
    for (const invite of [
      (userName: string) => identity.invite(contoso.organizationId, userName),
      async (userName: string): Promise<string> => (await create({ userName, externalId: randomUUID() })).id,
    ]) {
      const person = aPerson();
      const { id } = await create(person);
      await signIn(person.externalId, person.userName);
      await scim('DELETE', `/Users/${id}`);
      const email = anAddress();
      const invitation = await invite(email);
      const externalId = { op: 'Add', path: 'externalId', value: person.externalId };
      const disabled = await patch(invitation, externalId, { op: 'Replace', path: 'active', value: 'False' });
      expect(disabled).toMatchObject({ status: 200, body: { active: false } });
      expect(disabled.body).not.toHaveProperty('externalId');
      await patch(invitation, externalId, { op: 'Replace', path: 'active', value: 'True' });
      expect((await signIn(person.externalId, email)).body).toMatchObject({ userId: id });
      expect((await scim('GET', `/Users/${id}`)).body).toMatchObject({ externalId: person.externalId, active: true });
    }
  });

  it('never shares a name with the user who got it since, when an administrator restores or invites', async () => {
    const restore = 'mutation ($input: RestoreUserInput!) { restoreUser(input: $input) { __typename } }';
    const emails = (value: string) => [{ type: 'work', value }];
    for (const back of ['restored', 'invited']) {
      const [userName, email] = [`jdoe${randomUUID()}`, anAddress()];
      const { id } = await create(aPerson({ userName, emails: emails(email) }));
      await scim('DELETE', `/Users/${id}`);
      const heir = await create(aPerson({ userName, emails: emails(anAddress()) }));
      if (back === 'invited') await identity.invite(contoso.organizationId, email);
      else await (await identity.as(contoso.admin)).execute(restore, { input: { userId: id } });
      const found = await scim('GET', `/Users?filter=${encodeURIComponent(`userName eq "${userName}"`)}`);
      expect(found.body).toMatchObject({ totalResults: 1, Resources: [{ id: heir.id }] });
      expect((await scim('GET', `/Users/${id}`)).body).toMatchObject({ userName: email });
    }
  });

  it('rejects the name of a colleague, also for a user who was invited again', async () => {
    const person = aPerson();
    const { id } = await create(person);
    await signIn(person.externalId, person.userName);
    await scim('DELETE', `/Users/${id}`);
    await identity.invite(contoso.organizationId, person.userName);
    const emails = (value: string) => [{ type: 'work', value }];
    const { userName } = await create(aPerson({ userName: `jdoe${randomUUID()}`, emails: emails(anAddress()) }));
    const answer = await scim('POST', '/Users', { ...person, userName, emails: emails(person.userName) });
    expect(answer).toMatchObject({ status: 409, body: { scimType: 'uniqueness' } });
    const filter = encodeURIComponent(`userName eq "${userName}"`);
    expect((await scim('GET', `/Users?filter=${filter}`)).body.totalResults).toBe(1);
  });
});

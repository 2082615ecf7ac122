import { randomUUID } from 'node:crypto';
import { anAddress, type Registered, type TestIdentity, testIdentity } from '../../support/identity.js';
import { activityOf, type Directory, directory, issueToken, patchOf } from '../../support/scim.js';

describe('provisioned users', () => {
  let identity: TestIdentity;
  let contoso: Registered;
  let scim: Directory;
  beforeAll(async () => {
    identity = await testIdentity();
    contoso = await identity.register({ name: 'Contoso' });
    scim = directory(identity, (await issueToken(identity, contoso)).secret);
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
  const events = async (id: string) =>
    (
      await identity.sql<{ payload: { envelope: { data: { version: number; status: string } } } }>(
        'SELECT payload FROM identity_worker._private_jobs WHERE key = $1',
        [`association:identity.user.changed.v1:${id}`],
      )
    ).map(({ payload }) => payload.envelope.data);
  const row = async (id: string) =>
    (await identity.sql<Record<string, unknown>>('SELECT * FROM identity.user_account WHERE id = $1', [id]))[0];

  it('are recognized at the first sign-in by object id, under any name', async () => {
    const person = aPerson();
    const { id } = await create(person);
    const { body } = await signIn(person.externalId, 'another.name@contoso.example');
    expect(body).toMatchObject({ caller: 'user', userId: id, roles: [] });
    expect((await signIn(randomUUID(), person.userName)).body).toEqual({ caller: 'none' });
  });

  it('lose access within five seconds of active: false, and get it back unchanged', async () => {
    const person = aPerson();
    const { id } = await create(person);
    const client = await identity.as(contoso.admin);
    await signIn(person.externalId, person.userName);
    await identity.sql(
      `UPDATE identity.user_account SET roles = '{REPORT_VIEWER}', granted_roles = '{REPORT_VIEWER}' WHERE id = $1`,
      [id],
    );
    await patch(id, { op: 'Replace', path: 'active', value: 'False' });
    expect((await signIn(person.externalId, person.userName)).body).toEqual({ caller: 'none' });
    expect(await events(id)).toMatchObject([{ status: 'DEACTIVATED', leavesReportAt: '2026-04-10T00:00:00.000Z' }]);
    await patch(id, { op: 'Replace', path: 'active', value: 'True' });
    expect((await signIn(person.externalId, person.userName)).body).toMatchObject({ roles: ['REPORT_VIEWER'] });
    const answer = await client.execute('query ($id: ID!) { user(id: $id) { status } }', { id });
    expect(answer.data).toEqual({ user: { status: 'ACTIVE' } });
  });

  it('are created once by twenty concurrent requests; the others find them', async () => {
    const person = aPerson();
    const answers = await Promise.all(Array.from({ length: 20 }, () => scim('POST', '/Users', person)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    const conflicts = answers.filter(({ status }) => status === 409);
    expect(conflicts).toHaveLength(19);
    expect(conflicts[0]?.body).toMatchObject({ status: '409', scimType: 'uniqueness' });
    const rows = await identity.sql('SELECT FROM identity.user_account WHERE object_id = $1', [person.externalId]);
    expect(rows).toHaveLength(1);
  });

  it('change lastModified when access ends and when it starts again', async () => {
    const { id } = await create(aPerson());
    for (const value of ['False', 'True']) {
      identity.clock.advance({ hours: 1 });
      const { body } = await patch(id, { op: 'Replace', path: 'active', value });
      expect(body.meta.lastModified).toBe(identity.clock.now().toISOString());
    }
  });

  it('include the last GLOBAL_ADMIN, whom the directory may deactivate', async () => {
    const fabrikam = await identity.register({ name: 'Fabrikam' });
    const there = directory(identity, (await issueToken(identity, fabrikam)).secret);
    const path = `/Users/${fabrikam.adminId}`;
    const disabled = await there('PATCH', path, patchOf({ op: 'Replace', path: 'active', value: 'False' }));
    expect([disabled.status, disabled.body.active]).toEqual([200, false]);
    expect((await there('DELETE', path)).status).toBe(204);
  });

  it('cannot have the name or object id of another user', async () => {
    const [one, two] = [await create(aPerson()), await create(aPerson())];
    for (const operation of [
      { op: 'Replace', path: 'userName', value: one.userName.toUpperCase() },
      { op: 'Replace', path: 'externalId', value: one.externalId },
    ])
      expect(await patch(two.id, operation)).toMatchObject({ status: 409, body: { scimType: 'uniqueness' } });
    expect((await scim('GET', `/Users/${two.id}`)).body).toEqual(two);
  });

  it('keep one name each when two swap names concurrently, without an internal error', async () => {
    for (let round = 0; round < 5; round += 1) {
      const [one, two] = [await create(aPerson()), await create(aPerson())];
      const answers = await Promise.all([
        patch(one.id, { op: 'Replace', path: 'userName', value: two.userName }),
        patch(two.id, { op: 'Replace', path: 'userName', value: one.userName }),
      ]);
      expect(answers.map(({ status }) => status)).toEqual([409, 409]);
    }
  });

  it('never share a name between a restoration and a concurrent change by the directory', async () => {
    const admin = await identity.as(contoso.admin);
    for (let round = 0; round < 8; round += 1) {
      const named = (userName: string) => aPerson({ userName, emails: [{ value: anAddress(), primary: true }] });
      const userName = `name-${randomUUID()}`;
      const { id: userId } = await create(named(userName));
      await scim('DELETE', `/Users/${userId}`);
      const restore = 'mutation ($input: RestoreUserInput!) { restoreUser(input: $input) { __typename } }';
      await Promise.all([admin.execute(restore, { input: { userId } }), create(named(userName))]);
      const holders = await identity.sql(
        `SELECT u.id FROM identity.directory_entry e JOIN identity.user_account u ON u.id = e.user_id
          WHERE e.user_name_key = $1 AND u.deleted_at IS NULL`,
        [userName],
      );
      expect(holders).toHaveLength(1);
    }
  });

  it('keep every change of several concurrent ones', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { id } = await create(aPerson({ name: { givenName: 'Grace', familyName: 'Hopper' } }));
      const userName = anAddress('renamed');
      const answers = await Promise.all([
        patch(id, { op: 'Replace', path: 'userName', value: userName }),
        patch(id, { op: 'Replace', path: 'name.givenName', value: 'Amazing' }),
        patch(id, { op: 'Replace', path: 'name.familyName', value: 'Murray' }),
      ]);
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
      expect((await scim('GET', `/Users/${id}`)).body).toMatchObject({
        userName,
        name: { givenName: 'Amazing', familyName: 'Murray' },
      });
    }
  });

  it('end in one consistent state after concurrent disabling, enabling, changing, deleting and restoring', async () => {
    const person = aPerson();
    const { id } = await create(person);
    const everything = Array.from({ length: 5 }, () => [
      patch(id, { op: 'Replace', path: 'active', value: 'False' }),
      patch(id, { op: 'Replace', path: 'active', value: 'True' }),
      patch(id, { op: 'Replace', path: 'displayName', value: randomUUID() }),
      scim('DELETE', `/Users/${id}`),
      scim('POST', '/Users', person),
    ]).flat();
    for (const { status } of await Promise.all(everything)) expect([200, 201, 204, 404, 409]).toContain(status);
    expect(
      await identity.sql('SELECT FROM identity.user_account WHERE object_id = $1', [person.externalId]),
    ).toHaveLength(1);
    const { version, deleted_at } = (await row(id)) ?? {};
    expect(await events(id)).toMatchObject([{ version }]);
    const kinds = (await activityOf(identity, id)).map(([kind]) => kind);
    const [gone, back] = ['DELETED', 'RESTORED'].map((which) => kinds.filter((kind) => kind === which).length);
    expect((gone ?? 0) - (back ?? 0)).toBe(deleted_at === null ? 0 : 1);
  });

  it('may have any names: they are shortened and cleaned', async () => {
    const userName = anAddress();
    const shown = async (displayName: string) => (await create(aPerson({ displayName }))).displayName;
    expect(await shown('x'.repeat(300))).toBe('x'.repeat(200));
    expect(await shown(`${'x'.repeat(199)}😀`)).toBe('x'.repeat(199));
    expect(await shown('Grace\u202e\tHopper\n')).toBe('Grace Hopper');
    const given = {
      userName,
      externalId: randomUUID(),
      displayName: '…',
      name: { givenName: '김', familyName: '연아' },
    };
    expect((await create(given)).displayName).toBe('김 연아');
  });

  it('may have a name as long as an address, and no longer', async () => {
    const longest = `${randomUUID()}@${`${'d'.repeat(60)}.`.repeat(3)}`.padEnd(254, 'e');
    expect((await create(aPerson({ userName: longest }))).userName).toBe(longest);
    expect((await scim('POST', '/Users', aPerson({ userName: `${longest}e` }))).status).toBe(400);
  });

  it('leave the report by the policy of the organization', async () => {
    const { id } = await create(aPerson());
    await identity.sql(`UPDATE identity.organization SET leaver_policy = 'ON_DELETE' WHERE id = $1`, [
      contoso.organizationId,
    ]);
    await patch(id, { op: 'Replace', path: 'active', value: 'False' });
    expect(await row(id)).toMatchObject({ deactivated_at: identity.clock.now(), leaving_since: null });
    await scim('DELETE', `/Users/${id}`);
    expect(await row(id)).toMatchObject({ leaving_since: identity.clock.now() });
    await identity.sql(`UPDATE identity.organization SET leaver_policy = 'ON_DEACTIVATE' WHERE id = $1`, [
      contoso.organizationId,
    ]);
  });
});

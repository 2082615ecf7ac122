import { randomUUID } from 'node:crypto';
import { Writable } from 'node:stream';
import type { Caller } from '@app/subgraph-kit/callers/caller';
import { pino } from 'pino';
import { anAddress, person, type Registered, type TestIdentity, testIdentity } from '../../support/identity.js';
import { type Directory, directory, issueToken, patchOf } from '../../support/scim.js';

const WARNING =
  'the directory knows an account under another id than the person signs in with: map externalId to the object id';

/** By default Entra ID maps the mail nickname to externalId. */
describe('a mismatch between directory and object id', () => {
  let identity: TestIdentity;
  let contoso: Registered;
  let scim: Directory;
  const lines: Record<string, unknown>[] = [];
  beforeAll(async () => {
    const sink = new Writable({
      write(line, _encoding, done) {
        lines.push(JSON.parse(String(line)));
        done();
      },
    });
    identity = await testIdentity({ log: pino({ level: 'warn' }, sink) });
    contoso = await identity.register();
    scim = directory(identity, (await issueToken(identity, contoso)).secret);
  });
  afterAll(() => identity.stop());

  const create = async (changes: object = {}) => {
    const given = { userName: anAddress('grace'), externalId: `grace${randomUUID().slice(0, 8)}`, ...changes };
    const { id } = (await scim('POST', '/Users', given)).body;
    return { ...given, id: id as string };
  };
  const signIn = async (objectId: string, preferredUsername: string, tenantId = contoso.tenantId) =>
    (await identity.callers({ tenantId, objectId, preferredUsername, machine: false })).body;
  const patch = (id: string, op: string, path: string, value?: unknown) =>
    scim('PATCH', `/Users/${id}`, patchOf({ op, path, value }));
  const mismatchOf = async (id: string, caller: Caller = contoso.admin) => {
    const query = 'query ($id: ID!) { user(id: $id) { directoryMismatch { directoryId signInId detectedAt } } }';
    const { data } = await (await identity.as(caller)).execute<{ user: { directoryMismatch: unknown } }>(query, { id });
    return data?.user.directoryMismatch;
  };
  const warnings = (userId: string) => lines.filter((line) => line.userId === userId && line.msg === WARNING);

  it('is reported to the person at sign-in, to administrators on the user, and in the log', async () => {
    const { id, userName, externalId } = await create();
    expect(await mismatchOf(id)).toBeNull();
    const objectId = randomUUID();
    expect(await signIn(objectId, userName.toUpperCase())).toEqual({ caller: 'none', reason: 'directory-mismatch' });
    expect(await mismatchOf(id)).toEqual({
      directoryId: externalId,
      signInId: objectId,
      detectedAt: identity.clock.now().toISOString(),
    });
    expect(warnings(id)).toMatchObject([
      { level: 40, organizationId: contoso.organizationId, foundBy: 'SIGN_IN', requestId: expect.any(String) },
    ]);
    expect(JSON.stringify(lines)).not.toMatch(new RegExp(`${userName}|${externalId}|${objectId}`, 'i'));
    const unknownAccount = await identity.as({ kind: 'unknown-account', reason: 'directory-mismatch' });
    const { errors = [] } = await unknownAccount.execute('query ($id: ID!) { user(id: $id) { id } }', { id });
    expect(errors.map(({ message, extensions }) => [extensions?.code, message])).toEqual([
      [
        'FORBIDDEN',
        expect.stringMatching(/directory knows this account under another id.*externalId to the object id/),
      ],
    ]);
  });

  it('ends when the mapping is corrected: the person signs in', async () => {
    const { id, userName } = await create();
    const objectId = randomUUID();
    await signIn(objectId, userName);
    expect((await patch(id, 'Replace', 'externalId', objectId)).status).toBe(200);
    expect(await mismatchOf(id)).toBeNull();
    expect(await signIn(objectId, userName)).toMatchObject({ caller: 'user', userId: id });
    expect(await mismatchOf(id)).toBeNull();
  });

  it('is reported for users who have signed in, when the directory writes another id', async () => {
    const userName = anAddress('ada');
    const [id, objectId] = [await identity.invite(contoso.organizationId, userName), randomUUID()];
    expect(await signIn(objectId, userName)).toMatchObject({ userId: id });
    expect((await patch(id, 'Add', 'externalId', 'ada')).status).toBe(400);
    const mismatch = { directoryId: 'ada', signInId: objectId, detectedAt: expect.any(String) };
    expect(await mismatchOf(id)).toEqual(mismatch);
    expect(await mismatchOf(id, person(id, contoso.organizationId))).toEqual(mismatch);
    const viewer = await (await identity.as(person(id, contoso.organizationId))).execute(
      '{ viewer { directoryMismatch { directoryId } } }',
    );
    expect(viewer.data).toEqual({ viewer: { directoryMismatch: { directoryId: 'ada' } } });
    expect(warnings(id)).toMatchObject([{ foundBy: 'DIRECTORY' }]);
    expect(await signIn(objectId, userName)).toMatchObject({ userId: id });
    expect((await scim('PUT', `/Users/${id}`, { userName, externalId: objectId.toUpperCase() })).status).toBe(200);
    expect(await mismatchOf(id)).toBeNull();
  });

  it('is logged once an hour, however often the person tries', async () => {
    const { id, userName } = await create();
    const objectId = randomUUID();
    await Promise.all(Array.from({ length: 5 }, () => signIn(objectId, userName)));
    expect(warnings(id)).toHaveLength(1);
    identity.clock.advance({ hours: 1 });
    await signIn(objectId, userName);
    await signIn(objectId, userName);
    expect(warnings(id)).toHaveLength(2);
    await signIn(randomUUID(), userName);
    expect(warnings(id)).toHaveLength(3);
  });

  it('is not reported for other addresses, other tenants, deleted users or users who have signed in', async () => {
    const none = { caller: 'none' };
    const { id, userName } = await create();
    const fabrikam = await identity.register({ name: 'Fabrikam' });
    expect(await signIn(randomUUID(), anAddress())).toEqual(none);
    expect(await signIn(randomUUID(), userName, fabrikam.tenantId)).toEqual(none);
    await patch(id, 'Replace', 'active', 'False');
    expect(await signIn(randomUUID(), userName)).toEqual(none);
    await scim('DELETE', `/Users/${id}`);
    expect(await signIn(randomUUID(), userName)).toEqual(none);
    const known = await create({ externalId: randomUUID() });
    await signIn(known.externalId, known.userName);
    expect(await signIn(randomUUID(), known.userName)).toEqual(none);
    for (const user of [id, known.id]) expect(await mismatchOf(user)).toBeNull();
  });
});

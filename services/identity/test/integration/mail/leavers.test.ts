import { type Registered, type TestIdentity, testIdentity } from '../../support/identity.js';
import { type TestMailServer, testMailServer } from '../../support/mail-server.js';
import { type Member, peopleOf } from '../../support/people.js';

describe('the digest of leavers', () => {
  let mail: TestMailServer;
  let identity: TestIdentity;
  let contoso: Registered;
  let people: ReturnType<typeof peopleOf>;
  beforeAll(async () => {
    mail = await testMailServer();
    identity = await testIdentity({ mail: mail.settings });
  });
  beforeEach(async () => {
    identity.clock.set('2026-03-05T09:30:00.000Z');
    contoso = await identity.register({ name: 'Contoso' });
    people = peopleOf(identity, contoso);
  });
  afterAll(async () => {
    await identity.stop();
    await mail.stop();
  });

  const digestsTo = ({ email }: Member) => mail.to(email).filter(({ subject }) => subject?.includes('Skills Report'));
  const deactivate = (ids: readonly string[]) =>
    identity.sql('UPDATE identity.user_account SET deactivated_at = $2, leaving_since = $2 WHERE id = ANY ($1)', [
      ids,
      identity.clock.now(),
    ]);

  it('goes to Global admins and user management admins who have signed in, and to no other user', async () => {
    const [global, manager] = [await people.member('GLOBAL_ADMIN'), await people.member('USER_MANAGEMENT_ADMIN')];
    const others = [await people.member('ACCOUNT_ADMIN'), await people.member('PARTNER_ADMIN'), await people.member()];
    const leaver = await people.member();
    await people.changed('deleteUser', { userId: leaver.id });
    await identity.catchUp();
    for (const admin of [global, manager]) {
      const [digest, ...more] = digestsTo(admin);
      expect(more).toEqual([]);
      expect(digest?.subject).toBe('1 person leaves the Skills Report of Contoso');
      expect(digest?.text).toMatch(/user: counts until 2026-04-10 \(deleted, can be restored until 2026-04-04\)/);
      expect(digest?.text).toContain('http://localhost:4000/people?state=LEAVING');
    }
    for (const other of [...others, leaver]) expect(digestsTo(other)).toEqual([]);
  });

  it('is one mail, however many users a directory deactivates, and names fifty of them', async () => {
    const admin = await people.member('GLOBAL_ADMIN');
    const ids = await identity.sql<{ id: string }>(
      `INSERT INTO identity.user_account (organization_id, email, display_name, roles, object_id, invited_at, first_signed_in_at)
        SELECT $1, 'p' || n || '@bulk.example', 'Person ' || n, '{}', 'bulk ' || n, $2, $2 FROM generate_series(1, 60) n RETURNING id`,
      [contoso.organizationId, identity.clock.now()],
    );
    await deactivate(ids.map(({ id }) => id));
    await identity.catchUp();
    const [digest, ...more] = digestsTo(admin);
    expect(more).toEqual([]);
    expect(digest?.subject).toBe('60 people leave the Skills Report of Contoso');
    expect(digest?.text?.match(/counts until 2026-04-10 \(deactivated\)/g)).toHaveLength(50);
    expect(digest?.text).toContain('And 10 more');
  });

  it('comes once a day at most, and has each offboarding once', async () => {
    const admin = await people.member('GLOBAL_ADMIN');
    const [first, second] = [await people.member(), await people.member()];
    await people.changed('deleteUser', { userId: first.id });
    await Promise.all([identity.catchUp(), identity.catchUp(), identity.catchUp()]);
    await people.changed('deleteUser', { userId: second.id });
    await identity.catchUp();
    expect(digestsTo(admin)).toHaveLength(1);
    identity.clock.advance({ days: 1 });
    await identity.catchUp();
    expect(digestsTo(admin).map(({ subject }) => subject)).toEqual(
      Array(2).fill('1 person leaves the Skills Report of Contoso'),
    );
    identity.clock.advance({ days: 1 });
    await identity.catchUp();
    expect(digestsTo(admin)).toHaveLength(2);
    await people.changed('restoreUser', { userId: first.id });
    await people.changed('deleteUser', { userId: first.id });
    identity.clock.advance({ days: 1 });
    await identity.catchUp();
    expect(digestsTo(admin)).toHaveLength(3);
  });

  it('leaves out who came back, who dropped out already, and invitations that were withdrawn', async () => {
    const admin = await people.member('GLOBAL_ADMIN');
    const [back, dropped] = [await people.member(), await people.member()];
    await people.changed('deleteUser', { userId: back.id });
    await people.changed('restoreUser', { userId: back.id });
    await people.changed('deleteUser', { userId: await identity.invite(contoso.organizationId) });
    await identity.catchUp();
    expect(digestsTo(admin)).toEqual([]);
    await people.changed('deleteUser', { userId: dropped.id });
    identity.clock.set('2026-04-10T00:00:00.000Z');
    await identity.catchUp();
    expect(digestsTo(admin)).toEqual([]);
  });

  it('of one organization has nothing of another', async () => {
    const admin = await people.member('GLOBAL_ADMIN');
    const fabrikam = await identity.register({ name: 'Fabrikam' });
    const there = peopleOf(identity, fabrikam);
    const [adminThere, leaver] = [await there.member('GLOBAL_ADMIN'), await there.member()];
    await there.changed('deleteUser', { userId: leaver.id });
    await identity.catchUp();
    expect([digestsTo(admin).length, digestsTo(adminThere).length]).toEqual([0, 1]);
  });

  it('is not sent to an admin who stopped it or is no admin any more', async () => {
    const [stopped, demoted] = [await people.member('GLOBAL_ADMIN'), await people.member('GLOBAL_ADMIN')];
    const admin = await people.member('GLOBAL_ADMIN');
    const choose = 'mutation ($input: SetMailPreferencesInput!) { setMailPreferences(input: $input) { __typename } }';
    await (await identity.as(stopped.caller)).execute(choose, { input: { leavers: false } });
    await people.changed('changeUserRoles', { userId: demoted.id, roles: [] });
    const leaver = await people.member();
    await people.changed('deleteUser', { userId: leaver.id });
    await identity.catchUp();
    expect([stopped, demoted, admin].map((one) => digestsTo(one).length)).toEqual([0, 0, 1]);
  });
});

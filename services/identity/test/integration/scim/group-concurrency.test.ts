import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { anAddress, type TestIdentity, testIdentity } from '../../support/identity.js';
import { type Directory, directory, issueToken, patchOf } from '../../support/scim.js';

const WAITING = `SELECT count(*)::int AS n FROM pg_locks JOIN pg_stat_activity USING (pid)
  WHERE NOT granted AND datname = current_database()`;

describe('concurrent changes of groups and users', () => {
  let identity: TestIdentity;
  let scim: Directory;
  let holder: Client;
  beforeAll(async () => {
    identity = await testIdentity();
    scim = directory(identity, (await issueToken(identity, await identity.register())).secret);
    holder = new Client({ connectionString: identity.database.adminUrl });
    await holder.connect();
  });
  afterAll(async () => {
    await holder.end();
    await identity.stop();
  });

  const aUser = async () => (await scim('POST', '/Users', { userName: anAddress() })).body.id as string;
  const aGroup = async (...members: string[]) => {
    const group = { displayName: `Group ${randomUUID()}`, members: members.map((value) => ({ value })) };
    const { id } = (await scim('POST', '/Groups', group)).body;
    await identity.sql(`UPDATE identity.scim_group SET roles = '{REPORT_VIEWER}' WHERE id = $1`, [id]);
    return id as string;
  };
  const deadlocks = async () =>
    (
      await identity.sql<{ deadlocks: string }>(
        'SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()',
      )
    )[0]?.deadlocks;

  /** Sends requests one after the other, each once those before wait for the user, and then releases all of them. */
  async function together(userId: string, ...requests: (() => ReturnType<Directory>)[]): Promise<number[]> {
    await holder.query('BEGIN');
    await holder.query('SELECT FROM identity.user_account WHERE id = $1 FOR UPDATE', [userId]);
    const answers: ReturnType<Directory>[] = [];
    let answered = 0;
    for (const send of requests) {
      const answer = send().finally(() => answered++);
      answers.push(answer);
      while (((await identity.sql<{ n: number }>(WAITING))[0]?.n ?? 0) < answers.length) {
        if (answered > 0) throw new Error('A request did not wait.');
        await pause(10);
      }
    }
    await holder.query('COMMIT');
    return (await Promise.all(answers)).map(({ status }) => status);
  }

  const add = (groupId: string, value: string) => () =>
    scim('PATCH', `/Groups/${groupId}`, patchOf({ op: 'add', path: 'members', value: [{ value }] }));
  const remove = (groupId: string, value: string) => () =>
    scim('PATCH', `/Groups/${groupId}`, patchOf({ op: 'remove', path: `members[value eq "${value}"]` }));

  it('wait for each other in one order, without a deadlock', async () => {
    const before = await deadlocks();
    const user = await aUser();
    const [one, two] = [await aGroup(), await aGroup()];
    expect(await together(user, add(one, user), add(two, user))).toEqual([204, 204]);
    for (const change of [remove, () => () => scim('DELETE', `/Groups/${one}`)]) {
      const leaver = await aUser();
      await add(one, leaver)();
      const leaves = () => scim('DELETE', `/Users/${leaver}`);
      expect(await together(leaver, leaves, change(one, leaver))).toEqual([204, 204]);
    }
    expect(await deadlocks()).toBe(before);
  });

  it('leave no membership and no role to a user who is deleted while a group adds them', async () => {
    const user = await aUser();
    const group = await aGroup();
    expect(await together(user, () => scim('DELETE', `/Users/${user}`), add(group, user))).toEqual([204, 204]);
    const members = await identity.sql('SELECT FROM identity.scim_group_member WHERE user_id = $1', [user]);
    const [account] = await identity.sql('SELECT roles FROM identity.user_account WHERE id = $1', [user]);
    expect([members, account]).toEqual([[], { roles: [] }]);
  });
});

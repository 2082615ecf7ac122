import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { inTransaction, violatedConstraint } from '@app/subgraph-kit/database/transaction';
import { Client } from 'pg';
import type { DataSource } from 'typeorm';
import { identityDataSource } from '../../../src/database/data-source.js';
import { deactivateUser } from '../../../src/users/application/end-access.js';
import { reactivateUser } from '../../../src/users/application/restore-access.js';
import { LAST_GLOBAL_ADMIN_CONSTRAINT } from '../../../src/users/store/global-admin.store.js';
import { lockUser } from '../../../src/users/store/user.store.js';
import { type Registered, type TestIdentity, testIdentity } from '../../support/identity.js';
import { type Member, peopleOf } from '../../support/people.js';

describe('concurrent changes of an account', () => {
  let identity: TestIdentity;
  let contoso: Registered;
  let people: ReturnType<typeof peopleOf>;
  let dataSource: DataSource;
  beforeAll(async () => {
    identity = await testIdentity();
    dataSource = await identityDataSource(identity.database.appUrl).initialize();
  });
  beforeEach(async () => {
    contoso = await identity.register();
    people = peopleOf(identity, contoso);
  });
  afterAll(async () => {
    await dataSource.destroy();
    await identity.stop();
  });

  /** Waits until a statement in this database waits for a lock of another transaction. */
  const untilATransactionWaits = async () => {
    const waiting = `SELECT FROM pg_locks JOIN pg_stat_activity USING (pid)
      WHERE NOT granted AND datname = current_database()`;
    const deadline = performance.now() + 45_000;
    while ((await dataSource.query<unknown[]>(waiting)).length === 0) {
      if (performance.now() > deadline) throw new Error('No statement waits.');
      await pause(10);
    }
  };

  /** A change by a directory, in a transaction of its own. */
  const byDirectory = (change: typeof deactivateUser, userId: string) =>
    inTransaction(dataSource, { organizationId: contoso.organizationId }, async (manager) => {
      const user = await lockUser(manager, userId);
      if (user === undefined) throw new Error('The user is absent.');
      const cause = { at: identity.clock.now(), requestId: 'r', actor: 'scim:test', reportDay: 10 };
      return change(manager, user, cause);
    });
  const setPolicy = async (leaverPolicy: string) =>
    (await identity.as(contoso.admin)).execute(
      'mutation ($input: UpdateOrganizationInput!) { updateOrganization(input: $input) { __typename } }',
      { input: { organizationId: contoso.organizationId, leaverPolicy } },
    );

  const moves: Record<string, (member: Member) => Promise<unknown>> = {
    'a deletion': ({ id }) => people.changed('deleteUser', { userId: id }),
    'a restoration': ({ id }) => people.changed('restoreUser', { userId: id }),
    'a sign-in': ({ objectId, email }) => people.signIn(objectId, email),
    'a change of roles': ({ id }) => people.change('changeUserRoles', { userId: id, roles: ['REPORT_VIEWER'] }),
    'a new invitation': async ({ email }) => identity.invite(contoso.organizationId, email).catch(() => undefined),
    'a deactivation': ({ id }) => byDirectory(deactivateUser, id),
    'a reactivation': ({ id }) => byDirectory(reactivateUser, id),
    'a change of policy': async () => {
      await setPolicy('ON_DELETE');
      await setPolicy('ON_DEACTIVATE');
    },
  };

  type Row = {
    version: number;
    deactivated_at: Date | null;
    deleted_at: Date | null;
    leaving_since: Date | null;
    invited_again: boolean;
    policy: string;
  };

  async function expectWhole(member: Member) {
    const [row] = await identity.sql<Row>(
      `SELECT u.*, o.leaver_policy AS policy FROM identity.user_account u
        JOIN identity.organization o ON o.id = u.organization_id WHERE u.id = $1`,
      [member.id],
    );
    if (row === undefined) throw new Error('The user is absent.');
    const leaving = row.deleted_at !== null || (row.deactivated_at !== null && row.policy === 'ON_DEACTIVATE');
    if (!row.invited_again) expect(row.leaving_since !== null).toBe(leaving);
    expect(await people.published(member.id)).toMatchObject({
      version: row.version,
      deactivatedAt: row.deactivated_at?.toISOString() ?? null,
      deletedAt: row.deleted_at?.toISOString() ?? null,
      leavingSince: row.leaving_since?.toISOString() ?? null,
    });
    const known = await people.signIn(member.objectId, member.email);
    expect(known.caller).toBe(row.deactivated_at === null ? 'user' : 'none');
    if (known.caller === 'user') expect(known.userId).toBe(member.id);
    const kinds = (await people.activityOf(member.id)).map(({ kind }) => kind);
    for (const [ends, begins] of [
      ['DELETED', ['RESTORED', 'INVITED']],
      ['DEACTIVATED', ['REACTIVATED', 'RESTORED', 'INVITED']],
    ] as const) {
      let ended = false;
      for (const kind of kinds) {
        if (kind === ends) {
          expect(ended).toBe(false);
          ended = true;
        } else if ((begins as readonly string[]).includes(kind)) ended = false;
      }
    }
  }

  const names = Object.keys(moves);
  const pairs = names.flatMap((one, index) => names.slice(index).map((other) => [one, other] as const));

  it.each(pairs)('%s and %s end in one consistent state, stored and published', async (one, other) => {
    for (const earlier of ['a sign-in', 'a deletion'] as const) {
      const member = await people.member();
      await moves[earlier]?.(member);
      await Promise.all([moves[one]?.(member), moves[other]?.(member), moves[one]?.(member)]);
      await expectWhole(member);
    }
  });

  it('all at once end in one consistent state', async () => {
    for (let round = 0; round < 5; round += 1) {
      const member = await people.member();
      const move = async (name: string) => moves[name]?.(member);
      await Promise.all(names.flatMap((name) => [move(name), move(name)]));
      await expectWhole(member);
    }
  });

  it('give an address to at most one of several users who are restored and deleted concurrently, without internal errors', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { id, email } = await people.member();
      const ids = [id];
      for (let earlier = 1; earlier < 3; earlier += 1) {
        await people.changed('deleteUser', { userId: ids.at(-1) });
        await identity.invite(contoso.organizationId, email);
        const { userId } = await people.signIn(randomUUID(), email); // another person, who has the address now
        ids.push(String(userId));
      }
      const changes = Array.from({ length: 5 }, () => [
        ...ids.map((userId) => people.changed('restoreUser', { userId })),
        ...ids.map((userId) => people.changed('deleteUser', { userId })),
      ]);
      for (const { __typename } of await Promise.all(changes.flat()))
        expect(['RestoreUserSuccess', 'UserExistsError', 'DeleteUserSuccess']).toContain(__typename);
      const holders = await identity.sql(
        'SELECT FROM identity.user_account WHERE email_key = lower($1) AND deleted_at IS NULL',
        [email],
      );
      expect(holders.length).toBeLessThanOrEqual(1);
    }
  });

  describe('the GLOBAL_ADMIN trigger', () => {
    const connect = async () => {
      const client = new Client({ connectionString: identity.database.appUrl });
      await client.connect();
      await client.query("SELECT set_config('app.organization_id', $1, false)", [contoso.organizationId]);
      return client;
    };
    const violation = (work: Promise<unknown>) =>
      work.then(
        () => undefined,
        (error: unknown) => (error as { constraint?: string }).constraint,
      );

    it('rejects one of two transactions that each demote the administrator of the other', async () => {
      const admins = [await people.member('GLOBAL_ADMIN'), await people.member('GLOBAL_ADMIN')];
      const clients = [await connect(), await connect()];
      try {
        for (const [index, client] of clients.entries()) {
          await client.query('BEGIN');
          await client.query("UPDATE identity.user_account SET roles = '{}', granted_roles = '{}' WHERE id = $1", [
            admins[index]?.id,
          ]);
        }
        const commits = clients.map((client) => violation(client.query('COMMIT')));
        expect((await Promise.all(commits)).sort()).toEqual([LAST_GLOBAL_ADMIN_CONSTRAINT, undefined]);
      } finally {
        for (const client of clients) await client.end();
      }
    });

    it.each([
      "roles = '{}', granted_roles = '{}'",
      'deactivated_at = invited_at',
      'deactivated_at = invited_at, deleted_at = invited_at',
    ])('keeps the only administrator: %s', async (loses) => {
      const { id } = await people.member('GLOBAL_ADMIN');
      const client = await connect();
      try {
        const statement = `UPDATE identity.user_account SET ${loses} WHERE id = $1`;
        expect(await violation(client.query(statement, [id]))).toBe(LAST_GLOBAL_ADMIN_CONSTRAINT);
        await client.query('BEGIN');
        await client.query("SELECT set_config('app.last_global_admin', 'may-go', true)");
        await client.query(statement, [id]);
        await client.query('COMMIT');
      } finally {
        await client.end();
      }
    });
  });

  it('rejects the commit of a use case that does not check, and leaves the next one unharmed', async () => {
    const { id } = await people.member('GLOBAL_ADMIN');
    for (let attempt = 0; attempt < 10; attempt += 1) {
      const rejected = byDirectory(deactivateUser, id).then(() => undefined, violatedConstraint);
      expect(await rejected).toBe(LAST_GLOBAL_ADMIN_CONSTRAINT);
    }
    expect(await people.seen(id)).toMatchObject({ status: 'ACTIVE', roles: ['GLOBAL_ADMIN'] });
  });

  it('makes a demotion wait for an uncommitted one of the same organization', async () => {
    const [ada, grace] = [await people.member('GLOBAL_ADMIN'), await people.member('GLOBAL_ADMIN')];
    const holder = dataSource.createQueryRunner();
    await holder.startTransaction();
    await holder.query("SELECT set_config('app.organization_id', $1, true)", [contoso.organizationId]);
    await holder.query('SELECT FROM identity.organization WHERE id = $1 FOR NO KEY UPDATE', [contoso.organizationId]);
    await holder.query("UPDATE identity.user_account SET roles = '{}', granted_roles = '{}' WHERE id = $1", [ada.id]);
    let answered = false;
    const demotion = people.changed('changeUserRoles', { userId: grace.id, roles: [] }).then((answer) => {
      answered = true;
      return answer;
    });
    await untilATransactionWaits();
    expect(answered).toBe(false);
    await holder.commitTransaction();
    await holder.release();
    expect((await demotion).__typename).toBe('LastGlobalAdminError');
  });
});

import { randomUUID } from 'node:crypto';
import { PERMISSIONS } from '@app/subgraph-kit/access/roles';
import type { Caller } from '@app/subgraph-kit/callers/caller';
import { errorCode } from '@app/test-kit/graphql-client';
import {
  anAddress,
  machine,
  operator,
  person,
  type Registered,
  type TestIdentity,
  testIdentity,
} from '../../support/identity.js';
import { peopleOf } from '../../support/people.js';

describe('deleteUser', () => {
  let identity: TestIdentity;
  let contoso: Registered;
  let people: ReturnType<typeof peopleOf>;
  beforeAll(async () => {
    identity = await testIdentity();
    contoso = await identity.register();
    people = peopleOf(identity, contoso);
  });
  beforeEach(() => identity.clock.set('2026-03-05T09:30:00.000Z'));
  afterAll(() => identity.stop());

  it('ends the access at once, and returns the drop date and the end of the restoration period', async () => {
    const { id, objectId, email } = await people.member('REPORT_VIEWER');
    const answer = await people.changed('deleteUser', { userId: id });
    expect(answer).toMatchObject({
      __typename: 'DeleteUserSuccess',
      leavesReportAt: '2026-04-10T00:00:00.000Z',
      user: {
        id,
        status: 'DELETED',
        roles: ['REPORT_VIEWER'],
        deactivatedAt: '2026-03-05T09:30:00.000Z',
        deletedAt: '2026-03-05T09:30:00.000Z',
        restorableUntil: '2026-04-04T09:30:00.000Z',
        leavesReportAt: '2026-04-10T00:00:00.000Z',
      },
    });
    expect(await people.signIn(objectId, email)).toEqual({ caller: 'none' });
    expect(await people.seen(id)).toEqual(answer.user);
    expect((await people.activityOf(id)).at(-1)).toEqual({ kind: 'DELETED', actor: `person:${contoso.adminId}` });
    expect(await people.published(id)).toMatchObject({
      status: 'DELETED',
      version: 3,
      deactivatedAt: '2026-03-05T09:30:00.000Z',
      deletedAt: '2026-03-05T09:30:00.000Z',
      leavesReportAt: '2026-04-10T00:00:00.000Z',
    });
  });

  it('keeps the first instant when repeated', async () => {
    const { id } = await people.member();
    const first = await people.changed('deleteUser', { userId: id });
    identity.clock.advance({ days: 40 });
    expect(await people.changed('deleteUser', { userId: id })).toEqual(first);
    expect((await people.activityOf(id)).filter(({ kind }) => kind === 'DELETED')).toHaveLength(1);
  });

  it('deletes once by concurrent requests', async () => {
    const { id } = await people.member();
    const answers = await Promise.all(Array.from({ length: 8 }, () => people.changed('deleteUser', { userId: id })));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect((await people.activityOf(id)).filter(({ kind }) => kind === 'DELETED')).toHaveLength(1);
  });

  it('keeps an earlier deactivation as the deciding signal', async () => {
    const { id } = await people.member();
    await identity.sql('UPDATE identity.user_account SET deactivated_at = $2, leaving_since = $2 WHERE id = $1', [
      id,
      '2026-02-27T12:00:00.000Z',
    ]);
    const answer = await people.changed('deleteUser', { userId: id });
    expect(answer).toMatchObject({
      leavesReportAt: '2026-03-10T00:00:00.000Z',
      user: { deactivatedAt: '2026-02-27T12:00:00.000Z', deletedAt: '2026-03-05T09:30:00.000Z' },
    });
  });

  it('withdraws an unanswered invitation', async () => {
    const email = anAddress();
    const userId = await identity.invite(contoso.organizationId, email);
    expect((await people.changed('deleteUser', { userId })).user.status).toBe('DELETED');
    expect(await people.signIn(randomUUID(), email)).toEqual({ caller: 'none' });
  });

  it('rejects the last GLOBAL_ADMIN who has signed in', async () => {
    const company = await identity.register();
    const there = peopleOf(identity, company);
    const first = await there.member('GLOBAL_ADMIN');
    const last = { __typename: 'LastGlobalAdminError', message: expect.stringContaining('last Global admin') };
    expect(await there.changed('deleteUser', { userId: first.id }, first.caller)).toEqual(last);
    const second = await there.member('GLOBAL_ADMIN');
    expect((await there.changed('deleteUser', { userId: first.id }, first.caller)).__typename).toBe(
      'DeleteUserSuccess',
    );
    expect(await there.changed('deleteUser', { userId: second.id }, second.caller)).toEqual(last);
    expect((await there.changed('deleteUser', { userId: company.adminId }, second.caller)).user.status).toBe('DELETED');
  });

  it('leaves one GLOBAL_ADMIN when all of them delete each other concurrently', async () => {
    for (let round = 0; round < 5; round += 1) {
      const company = await identity.register();
      const there = peopleOf(identity, company);
      const admins = await Promise.all(Array.from({ length: 4 }, () => there.member('GLOBAL_ADMIN')));
      const answers = await Promise.all(
        admins.map(({ caller }, index) =>
          there.changed('deleteUser', { userId: admins[(index + 1) % admins.length]?.id }, caller),
        ),
      );
      expect(answers.filter(({ __typename }) => __typename === 'DeleteUserSuccess')).toHaveLength(3);
      expect(answers.filter(({ __typename }) => __typename === 'LastGlobalAdminError')).toHaveLength(1);
    }
  });

  it('answers identically for a foreign user and a nonexistent one', async () => {
    const foreign = await identity.invite((await identity.register({ name: 'Fabrikam' })).organizationId);
    const answered = [];
    for (const userId of [foreign, randomUUID(), 'no id']) {
      const answer = await people.change('deleteUser', { userId });
      expect(errorCode(answer)).toBe('BAD_USER_INPUT');
      answered.push([answer.data, answer.errors?.map(({ message }) => message)]);
    }
    expect(answered[1]).toEqual(answered[0]);
    expect(answered[2]).toEqual(answered[0]);
    expect((await identity.sql('SELECT deleted_at FROM identity.user_account WHERE id = $1', [foreign]))[0]).toEqual({
      deleted_at: null,
    });
  });

  it('requires a GLOBAL_ADMIN of the organization, as does restoreUser', async () => {
    const { id, caller } = await people.member();
    const here = contoso.organizationId;
    const others: Caller[] = [
      caller,
      person(randomUUID(), here, [
        'ACCOUNT_ADMIN',
        'USER_MANAGEMENT_ADMIN',
        'PARTNER_ADMIN',
        'EXECUTIVE_REPORT_VIEWER',
      ]),
      machine(here, ...PERMISSIONS),
      operator(...PERMISSIONS),
      { kind: 'unknown-account' },
    ];
    for (const operation of ['deleteUser', 'restoreUser'] as const) {
      for (const other of others) {
        expect(errorCode(await people.change(operation, { userId: id }, other))).toBe('FORBIDDEN');
      }
      expect(errorCode(await people.change(operation, { userId: id }, { kind: 'anonymous' }))).toBe('UNAUTHENTICATED');
    }
    expect((await people.seen(id)).status).toBe('ACTIVE');
  });
});

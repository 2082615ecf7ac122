import { randomUUID } from 'node:crypto';
import { errorCode } from '@app/test-kit/graphql-client';
import { anAddress, type Registered, type TestIdentity, testIdentity } from '../../support/identity.js';
import { peopleOf } from '../../support/people.js';

describe('restoreUser', () => {
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

  it('restores everything, and access at once', async () => {
    const { id, objectId, email } = await people.member('PARTNER_ADMIN');
    const before = await people.seen(id);
    await people.changed('deleteUser', { userId: id });
    identity.clock.advance({ days: 3 });
    expect(await people.changed('restoreUser', { userId: id })).toEqual({
      __typename: 'RestoreUserSuccess',
      user: before,
    });
    expect(await people.signIn(objectId)).toMatchObject({ userId: id, roles: ['PARTNER_ADMIN'] });
    expect((await people.activityOf(id)).map(({ kind }) => kind)).toEqual([
      'INVITED',
      'FIRST_SIGN_IN',
      'DELETED',
      'RESTORED',
    ]);
    expect(await people.published(id)).toMatchObject({
      status: 'ACTIVE',
      email,
      version: 4,
      deactivatedAt: null,
      deletedAt: null,
      leavesReportAt: null,
    });
  });

  it('is possible until the last millisecond of 30 days, and not later', async () => {
    const { id } = await people.member();
    await people.changed('deleteUser', { userId: id });
    identity.clock.set('2026-04-04T09:30:00.000Z');
    const late = await people.changed('restoreUser', { userId: id });
    expect(late.__typename).toBe('RestoreWindowPassedError');
    expect(late.message).toContain('2026-04-04T09:30:00.000Z');
    expect((await people.seen(id)).status).toBe('DELETED');
    identity.clock.set('2026-04-04T09:29:59.999Z');
    expect((await people.changed('restoreUser', { userId: id })).user.status).toBe('ACTIVE');
  });

  it('changes nothing when repeated, nor for a user who was never deleted', async () => {
    const { id } = await people.member();
    const before = await people.seen(id);
    expect((await people.changed('restoreUser', { userId: id })).user).toEqual(before);
    await people.changed('deleteUser', { userId: id });
    const answers = await Promise.all(Array.from({ length: 6 }, () => people.changed('restoreUser', { userId: id })));
    for (const answer of answers) expect(answer).toEqual({ __typename: 'RestoreUserSuccess', user: before });
    expect((await people.activityOf(id)).filter(({ kind }) => kind === 'RESTORED')).toHaveLength(1);
  });

  it('restores a pending invitation', async () => {
    const email = anAddress();
    const userId = await identity.invite(contoso.organizationId, email);
    await people.changed('deleteUser', { userId });
    expect((await people.changed('restoreUser', { userId })).user.status).toBe('INVITED');
    expect(await people.signIn(randomUUID(), email)).toMatchObject({ userId });
  });

  it('keeps the deactivation by a directory, with the deciding signal', async () => {
    const { id, objectId } = await people.member();
    await identity.sql('UPDATE identity.user_account SET deactivated_at = $2, leaving_since = $2 WHERE id = $1', [
      id,
      '2026-03-01T00:00:00.000Z',
    ]);
    await people.changed('deleteUser', { userId: id });
    const { user } = await people.changed('restoreUser', { userId: id });
    expect(user).toMatchObject({
      status: 'DEACTIVATED',
      deactivatedAt: '2026-03-01T00:00:00.000Z',
      deletedAt: null,
      restorableUntil: null,
      leavesReportAt: '2026-04-10T00:00:00.000Z',
    });
    expect(await people.signIn(objectId)).toEqual({ caller: 'none' });
  });

  it('returns the user who has the address now', async () => {
    const { id, email } = await people.member();
    await people.changed('deleteUser', { userId: id });
    const other = await identity.invite(contoso.organizationId);
    await identity.sql('UPDATE identity.user_account SET email = $2 WHERE id = $1', [other, email]);
    expect(await people.changed('restoreUser', { userId: id })).toMatchObject({
      __typename: 'UserExistsError',
      user: { id: other },
    });
    expect((await people.seen(id)).status).toBe('DELETED');
  });

  it('answers identically for a foreign user and a nonexistent one', async () => {
    const foreign = await identity.invite((await identity.register({ name: 'Fabrikam' })).organizationId);
    const answers = await Promise.all(
      [foreign, randomUUID(), 'no id'].map((userId) => people.change('restoreUser', { userId })),
    );
    const answered = answers.map(({ data, errors }) => [data, errors?.map(({ message }) => message)]);
    for (const answer of answers) expect(errorCode(answer)).toBe('BAD_USER_INPUT');
    expect(answered[1]).toEqual(answered[0]);
    expect(answered[2]).toEqual(answered[0]);
  });
});

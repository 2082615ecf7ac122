import { randomUUID } from 'node:crypto';
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

describe('changeUserRoles', () => {
  let identity: TestIdentity;
  let contoso: Registered;
  let people: ReturnType<typeof peopleOf>;
  beforeAll(async () => {
    identity = await testIdentity();
    contoso = await identity.register();
    people = peopleOf(identity, contoso);
  });
  afterAll(() => identity.stop());

  it('replaces all other granted roles, in force at the next read', async () => {
    const { id, objectId } = await people.member('REPORT_VIEWER');
    const roles = ['EXECUTIVE_REPORT_VIEWER', 'PARTNER_ADMIN', 'PARTNER_ADMIN'];
    const { user } = await people.changed('changeUserRoles', { userId: id, roles });
    expect(user.roles).toEqual(['PARTNER_ADMIN', 'EXECUTIVE_REPORT_VIEWER']);
    expect(await people.signIn(objectId)).toMatchObject({ roles: user.roles });
    expect((await people.activityOf(id)).at(-1)).toEqual({ kind: 'ROLES_CHANGED', actor: `person:${contoso.adminId}` });
    expect(await people.published(id)).toMatchObject({ version: 3, roles: user.roles });
    expect((await people.changed('changeUserRoles', { userId: id, roles: [] })).user.roles).toEqual([]);
  });

  it('changes nothing for the same roles', async () => {
    const { id } = await people.member('PARTNER_ADMIN', 'REPORT_VIEWER');
    await people.changed('changeUserRoles', { userId: id, roles: ['REPORT_VIEWER', 'PARTNER_ADMIN'] });
    expect((await people.activityOf(id)).map(({ kind }) => kind)).toEqual(['INVITED', 'FIRST_SIGN_IN']);
    expect(await people.published(id)).toMatchObject({ version: 2 });
  });

  it('is allowed to callers who manage users; only a GLOBAL_ADMIN changes a GLOBAL_ADMIN', async () => {
    const here = contoso.organizationId;
    const managers: Caller[] = [
      person(randomUUID(), here, ['ACCOUNT_ADMIN']),
      person(randomUUID(), here, ['USER_MANAGEMENT_ADMIN']),
      machine(here, 'users:write'),
      operator('users:write'),
    ];
    const { id } = await people.member();
    const globalAdmin = await people.member('GLOBAL_ADMIN');
    for (const caller of managers) {
      const roles = ['ACCOUNT_ADMIN'];
      expect((await people.changed('changeUserRoles', { userId: id, roles }, caller)).user.roles).toEqual(roles);
      expect((await people.changed('changeUserRoles', { userId: id, roles: [] }, caller)).user.roles).toEqual([]);
      for (const [userId, wanted] of [
        [id, ['GLOBAL_ADMIN']],
        [globalAdmin.id, []],
        [globalAdmin.id, ['GLOBAL_ADMIN', 'REPORT_VIEWER']],
      ] as const) {
        const answer = await people.change('changeUserRoles', { userId, roles: wanted }, caller);
        expect(errorCode(answer)).toBe('FORBIDDEN');
      }
    }
    expect((await people.seen(globalAdmin.id)).roles).toEqual(['GLOBAL_ADMIN']);
    const more = { userId: globalAdmin.id, roles: ['GLOBAL_ADMIN', 'REPORT_VIEWER'] };
    expect((await people.changed('changeUserRoles', more)).user.roles).toEqual(more.roles);
    const others: Caller[] = [
      globalAdmin.caller.kind === 'person' ? { ...globalAdmin.caller, roles: [] } : globalAdmin.caller,
      person(randomUUID(), here, ['PARTNER_ADMIN', 'EXECUTIVE_REPORT_VIEWER', 'REPORT_VIEWER']),
      person(id, here),
      machine(here, 'users:read'),
      operator('users:read', 'organizations:write'),
      { kind: 'unknown-account' },
    ];
    for (const caller of others) {
      expect(errorCode(await people.change('changeUserRoles', { userId: id, roles: [] }, caller))).toBe('FORBIDDEN');
    }
    const anonymous = await people.change('changeUserRoles', { userId: id, roles: [] }, { kind: 'anonymous' });
    expect(errorCode(anonymous)).toBe('UNAUTHENTICATED');
  });

  it('keeps the last GLOBAL_ADMIN, and one who has signed in if there was one', async () => {
    const there = peopleOf(identity, await identity.register());
    const { id, caller } = await there.member('GLOBAL_ADMIN');
    const resign = () => there.changed('changeUserRoles', { userId: id, roles: ['PARTNER_ADMIN'] }, caller);
    expect((await resign()).__typename).toBe('LastGlobalAdminError');
    expect((await there.seen(id)).roles).toEqual(['GLOBAL_ADMIN']);
    await there.member('GLOBAL_ADMIN');
    expect((await resign()).user.roles).toEqual(['PARTNER_ADMIN']);
  });

  it('leaves one GLOBAL_ADMIN when two demote each other concurrently', async () => {
    for (let round = 0; round < 10; round += 1) {
      const there = peopleOf(identity, await identity.register());
      const [ada, grace] = [await there.member('GLOBAL_ADMIN'), await there.member('GLOBAL_ADMIN')];
      const answers = await Promise.all([
        there.changed('changeUserRoles', { userId: grace.id, roles: [] }, ada.caller),
        there.changed('deleteUser', { userId: ada.id }, grace.caller),
      ]);
      expect(answers.filter(({ __typename }) => __typename === 'LastGlobalAdminError')).toHaveLength(1);
    }
  });

  it('requires the restoration of a deleted user first', async () => {
    const { id } = await people.member();
    await people.changed('deleteUser', { userId: id });
    expect(errorCode(await people.change('changeUserRoles', { userId: id, roles: [] }))).toBe('BAD_USER_INPUT');
    await people.changed('restoreUser', { userId: id });
    expect((await people.changed('changeUserRoles', { userId: id, roles: ['REPORT_VIEWER'] })).user.status).toBe(
      'ACTIVE',
    );
  });

  it('answers identically for a foreign user and a nonexistent one', async () => {
    const foreign = await identity.invite((await identity.register()).organizationId, anAddress(), ['GLOBAL_ADMIN']);
    const answers = await Promise.all(
      [foreign, randomUUID(), 'no id'].map((userId) => people.change('changeUserRoles', { userId, roles: [] })),
    );
    const answered = answers.map(({ data, errors }) => [data, errors?.map(({ message }) => message)]);
    for (const answer of answers) expect(errorCode(answer)).toBe('BAD_USER_INPUT');
    expect(answered[1]).toEqual(answered[0]);
    expect(answered[2]).toEqual(answered[0]);
  });

  it('accepts only names of roles', async () => {
    const { id } = await people.member();
    for (const roles of [['ROOT'], [null], null, 'GLOBAL_ADMIN_'])
      expect(errorCode(await people.change('changeUserRoles', { userId: id, roles }))).toBe('BAD_USER_INPUT');
  });
});

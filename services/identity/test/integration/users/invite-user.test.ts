import { randomUUID } from 'node:crypto';
import { ROLES, type Role } from '@app/subgraph-kit/access/roles';
import type { Caller } from '@app/subgraph-kit/callers/caller';
import { errorCode, expectNoErrors } from '@app/test-kit/graphql-client';
import {
  anAddress,
  machine,
  operator,
  person,
  type Registered,
  type TestIdentity,
  testIdentity,
} from '../../support/identity.js';

const INVITE = `mutation ($input: InviteUserInput!) { inviteUser(input: $input) {
  __typename
  ... on InviteUserSuccess { user { id email displayName status roles invitedAt invitationSentAt } }
  ... on UserExistsError { message user { id email } }
  ... on InvalidUserInputError { field message }
} }`;

type Invitation = { __typename: string; field?: string; user: { id: string; roles: Role[] } };

describe('inviteUser', () => {
  let identity: TestIdentity;
  let contoso: Registered;
  let fabrikam: Registered;
  beforeAll(async () => {
    identity = await testIdentity();
    contoso = await identity.register();
    fabrikam = await identity.register({ name: 'Fabrikam' });
  });
  afterAll(() => identity.stop());

  const invitation = (changes: object = {}) => ({
    organizationId: contoso.organizationId,
    email: anAddress(),
    displayName: 'Grace Hopper',
    ...changes,
  });
  const invite = async (input: object, caller: Caller = contoso.admin) =>
    (await identity.as(caller)).execute<{ inviteUser: Invitation }>(INVITE, { input });
  const invited = async (input: object, caller?: Caller) => expectNoErrors(await invite(input, caller)).inviteUser;
  const usersWith = (email: string) =>
    identity.sql('SELECT id FROM identity.user_account WHERE lower(email) = lower($1)', [email]);

  it('creates a user who waits for the first sign-in', async () => {
    const input = invitation({
      email: ' Grace@Contoso.example ',
      roles: ['REPORT_VIEWER', 'PARTNER_ADMIN', 'REPORT_VIEWER'],
    });
    expect(await invited(input)).toEqual({
      __typename: 'InviteUserSuccess',
      user: {
        id: expect.any(String),
        email: 'Grace@Contoso.example',
        displayName: 'Grace Hopper',
        status: 'INVITED',
        roles: ['PARTNER_ADMIN', 'REPORT_VIEWER'],
        invitedAt: '2026-03-05T09:30:00.000Z',
        invitationSentAt: null,
      },
    });
  });

  it('grants only requested roles, and records the inviter', async () => {
    const { user } = await invited(invitation());
    expect(user.roles).toEqual([]);
    expect((await invited(invitation({ roles: null }))).user.roles).toEqual([]);
    expect(await identity.sql('SELECT kind, actor FROM identity.user_activity WHERE user_id = $1', [user.id])).toEqual([
      { kind: 'INVITED', actor: `person:${contoso.adminId}` },
    ]);
  });

  it('returns the user who has the address already, in any case', async () => {
    const input = invitation();
    const { user } = await invited(input);
    const again = await invited({ ...input, email: input.email.toUpperCase() });
    expect(again).toMatchObject({ __typename: 'UserExistsError', user: { id: user.id, email: input.email } });
  });

  it('accepts the same address in another organization for another user', async () => {
    const email = anAddress();
    const here = await invited(invitation({ email }));
    const there = await invited(invitation({ email, organizationId: fabrikam.organizationId }), fabrikam.admin);
    expect(there.__typename).toBe('InviteUserSuccess');
    expect(there.user.id).not.toBe(here.user.id);
  });

  it('invites the earlier user again for the address of a deleted one', async () => {
    const input = invitation();
    const { user } = await invited(input);
    await identity.sql('UPDATE identity.user_account SET deactivated_at = $2, deleted_at = $2 WHERE id = $1', [
      user.id,
      identity.clock.now(),
    ]);
    const answers = await Promise.all(Array.from({ length: 8 }, () => invited({ ...input, displayName: 'Ada King' })));
    expect(answers.filter(({ __typename }) => __typename === 'InviteUserSuccess')).toHaveLength(1);
    expect(answers.filter(({ __typename }) => __typename === 'UserExistsError')).toHaveLength(7);
    for (const answer of answers) expect(answer.user).toMatchObject({ id: user.id });
    expect(await usersWith(input.email)).toHaveLength(1);
  });

  it('creates one user by twenty concurrent invitations', async () => {
    const input = invitation();
    const answers = await Promise.all(Array.from({ length: 20 }, () => invited(input)));
    expect(answers.filter(({ __typename }) => __typename === 'InviteUserSuccess')).toHaveLength(1);
    expect(answers.filter(({ __typename }) => __typename === 'UserExistsError')).toHaveLength(19);
    expect(new Set(answers.map(({ user }) => user.id)).size).toBe(1);
    expect(await usersWith(input.email)).toHaveLength(1);
  });

  it('answers twenty concurrent repetitions under one key identically', async () => {
    const input = invitation({ idempotencyKey: 'once' });
    const answers = await Promise.all(Array.from({ length: 20 }, () => invited(input)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]?.__typename).toBe('InviteUserSuccess');
    expect(errorCode(await invite({ ...input, displayName: 'Another person' }))).toBe('IDEMPOTENCY_KEY_REUSED');
    const another = await invited({ ...input, organizationId: fabrikam.organizationId }, fabrikam.admin);
    expect(another.__typename).toBe('InviteUserSuccess');
  });

  it('does not store an error under a key', async () => {
    const rejected = await invited(invitation({ email: 'no address', idempotencyKey: 'mend' }));
    expect(rejected).toMatchObject({ __typename: 'InvalidUserInputError', field: 'email' });
    expect((await invited(invitation({ idempotencyKey: 'mend' }))).__typename).toBe('InviteUserSuccess');
    expect(errorCode(await invite(invitation({ idempotencyKey: '' })))).toBe('BAD_USER_INPUT');
    expect(errorCode(await invite(invitation({ idempotencyKey: 'k'.repeat(256) })))).toBe('BAD_USER_INPUT');
  });

  it('is allowed to callers who manage users of the organization', async () => {
    const id = contoso.organizationId;
    const may: Caller[] = [
      contoso.admin,
      person(randomUUID(), id, ['ACCOUNT_ADMIN']),
      person(randomUUID(), id, ['USER_MANAGEMENT_ADMIN']),
      machine(id, 'users:write'),
      operator('users:write'),
      operator('organizations:write'),
    ];
    for (const caller of may) expect((await invited(invitation(), caller)).__typename).toBe('InviteUserSuccess');
    const mayNot: Caller[] = [
      person(randomUUID(), id, ['PARTNER_ADMIN', 'EXECUTIVE_REPORT_VIEWER', 'REPORT_VIEWER']),
      person(randomUUID(), id),
      machine(id, 'users:read', 'reports:read.pii'),
      operator('users:read'),
      { kind: 'unknown-account' },
    ];
    for (const caller of mayNot) expect(errorCode(await invite(invitation(), caller))).toBe('FORBIDDEN');
    expect(errorCode(await invite(invitation(), { kind: 'anonymous' }))).toBe('UNAUTHENTICATED');
  });

  it('lets only a GLOBAL_ADMIN grant GLOBAL_ADMIN, or an operator for an organization that lost its last', async () => {
    const id = contoso.organizationId;
    const asAdmin = (roles: Role[]) => invitation({ roles });
    for (const caller of [contoso.admin, operator('organizations:write')]) {
      expect((await invited(asAdmin(['GLOBAL_ADMIN']), caller)).__typename).toBe('InviteUserSuccess');
    }
    const others = [
      person(randomUUID(), id, ['ACCOUNT_ADMIN', 'USER_MANAGEMENT_ADMIN']),
      machine(id, 'users:write'),
      operator('users:write'),
    ];
    for (const caller of others) {
      const input = asAdmin([...ROLES]);
      expect(errorCode(await invite(input, caller))).toBe('FORBIDDEN');
      expect(await usersWith(input.email)).toEqual([]);
    }
  });

  it('answers identically for a foreign organization and a nonexistent one', async () => {
    for (const caller of [contoso.admin, machine(contoso.organizationId, 'users:write')]) {
      const [foreign, absent, malformed] = await Promise.all(
        [fabrikam.organizationId, randomUUID(), 'no id'].map((organizationId) =>
          invite(invitation({ organizationId }), caller),
        ),
      );
      const answered = (answer: typeof foreign) => [answer?.data, answer?.errors?.map(({ message }) => message)];
      expect(errorCode(foreign as NonNullable<typeof foreign>)).toBe('FORBIDDEN');
      expect(answered(absent)).toEqual(answered(foreign));
      expect(answered(malformed)).toEqual(answered(foreign));
    }
  });

  it('informs an operator that an organization does not exist', async () => {
    for (const organizationId of [randomUUID(), 'no id']) {
      const answer = await invited(invitation({ organizationId }), operator('users:write'));
      expect(answer).toMatchObject({ __typename: 'InvalidUserInputError', field: 'organizationId' });
    }
  });
});

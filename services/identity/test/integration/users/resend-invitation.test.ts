import { randomUUID } from 'node:crypto';
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

const RESEND = `mutation ($input: ResendInvitationInput!) { resendInvitation(input: $input) {
  __typename
  ... on ResendInvitationSuccess { user { id email status invitedAt invitationSentAt } }
  ... on InvitationNotPendingError { message }
  ... on UserExistsError { user { id } }
  ... on InvalidUserInputError { field message }
} }`;

type Resent = {
  __typename: string;
  field?: string;
  user: { id: string; email: string; invitationSentAt: string | null };
};

describe('resendInvitation', () => {
  let identity: TestIdentity;
  let contoso: Registered;
  let fabrikam: Registered;
  beforeAll(async () => {
    identity = await testIdentity();
    contoso = await identity.register();
    fabrikam = await identity.register({ name: 'Fabrikam' });
  });
  beforeEach(() => identity.clock.set('2026-03-05T09:30:00.000Z'));
  afterAll(() => identity.stop());

  const resend = async (input: object, caller: Caller = contoso.admin) =>
    (await identity.as(caller)).execute<{ resendInvitation: Resent }>(RESEND, { input });
  const resent = async (input: object, caller?: Caller) => expectNoErrors(await resend(input, caller)).resendInvitation;

  it('records the act and changes nothing where no mail is sent', async () => {
    const email = anAddress();
    const userId = await identity.invite(contoso.organizationId, email);
    identity.clock.advance({ days: 3 });
    expect((await resent({ userId })).user).toEqual({
      id: userId,
      email,
      status: 'INVITED',
      invitedAt: '2026-03-05T09:30:00.000Z',
      invitationSentAt: null,
    });
    identity.clock.advance({ days: 1 });
    expect((await resent({ userId, correctedEmail: null })).user.invitationSentAt).toBeNull();
    const activity = await identity.sql(
      'SELECT kind, actor FROM identity.user_activity WHERE user_id = $1 ORDER BY at',
      [userId],
    );
    expect(activity).toEqual([
      { kind: 'INVITED', actor: 'operator:seed' },
      { kind: 'INVITATION_RESENT', actor: `person:${contoso.adminId}` },
      { kind: 'INVITATION_RESENT', actor: `person:${contoso.adminId}` },
    ]);
  });

  it('corrects the address: the new one binds, the old one does not', async () => {
    const [wrong, right] = [anAddress('wrong'), anAddress('right')];
    const userId = await identity.invite(contoso.organizationId, wrong);
    expect((await resent({ userId, correctedEmail: right })).user.email).toBe(right);
    expect(await identity.signIn(contoso.tenantId, wrong)).toEqual({ caller: 'none' });
    expect(await identity.signIn(contoso.tenantId, right)).toMatchObject({ caller: 'user', userId });
  });

  it('may change only the case of the address', async () => {
    const email = anAddress();
    const userId = await identity.invite(contoso.organizationId, email);
    expect((await resent({ userId, correctedEmail: email.toUpperCase() })).user.email).toBe(email.toUpperCase());
  });

  it('returns the user who has the corrected address, and changes nothing', async () => {
    const [taken, own] = [anAddress(), anAddress()];
    const holder = await identity.invite(contoso.organizationId, taken);
    const userId = await identity.invite(contoso.organizationId, own);
    const answer = await resent({ userId, correctedEmail: taken.toUpperCase() });
    expect(answer).toMatchObject({ __typename: 'UserExistsError', user: { id: holder } });
    expect((await resent({ userId })).user.email).toBe(own);
  });

  it('lets one of several concurrent corrections to one address win', async () => {
    const email = anAddress();
    const ids = await Promise.all(Array.from({ length: 8 }, () => identity.invite(contoso.organizationId)));
    const answers = await Promise.all(ids.map((userId) => resent({ userId, correctedEmail: email })));
    expect(answers.filter(({ __typename }) => __typename === 'ResendInvitationSuccess')).toHaveLength(1);
    expect(answers.filter(({ __typename }) => __typename === 'UserExistsError')).toHaveLength(7);
  });

  it('rejects a user who has signed in or left', async () => {
    const email = anAddress();
    const active = await identity.invite(contoso.organizationId, email);
    await identity.signIn(contoso.tenantId, email);
    const deactivated = await identity.invite(contoso.organizationId);
    await identity.sql('UPDATE identity.user_account SET deactivated_at = $2 WHERE id = $1', [
      deactivated,
      identity.clock.now(),
    ]);
    for (const userId of [active, deactivated]) {
      const answer = await resent({ userId, correctedEmail: anAddress() });
      expect(answer.__typename).toBe('InvitationNotPendingError');
    }
  });

  it('rejects an invalid corrected address', async () => {
    const userId = await identity.invite(contoso.organizationId);
    for (const correctedEmail of ['', 'no address', 'a@b', `${'x'.repeat(300)}@contoso.example`]) {
      expect(await resent({ userId, correctedEmail })).toMatchObject({ field: 'correctedEmail' });
    }
  });

  it('answers identically for a foreign user and a nonexistent one', async () => {
    const foreign = await identity.invite(fabrikam.organizationId);
    const answers = await Promise.all([foreign, randomUUID(), 'no id'].map((userId) => resent({ userId })));
    expect(answers[0]).toMatchObject({ __typename: 'InvalidUserInputError', field: 'userId' });
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
  });

  it('is allowed to callers who may invite the user', async () => {
    const id = contoso.organizationId;
    const userId = await identity.invite(id);
    const globalAdmin = await identity.invite(id, anAddress(), ['GLOBAL_ADMIN', 'REPORT_VIEWER']);
    const managers: Caller[] = [
      person(randomUUID(), id, ['ACCOUNT_ADMIN', 'USER_MANAGEMENT_ADMIN']),
      machine(id, 'users:write'),
      operator('users:write'),
    ];
    for (const caller of managers) {
      expect((await resent({ userId }, caller)).__typename).toBe('ResendInvitationSuccess');
      expect(errorCode(await resend({ userId: globalAdmin, correctedEmail: anAddress() }, caller))).toBe('FORBIDDEN');
    }
    for (const caller of [contoso.admin, operator('organizations:write')]) {
      expect((await resent({ userId: globalAdmin }, caller)).__typename).toBe('ResendInvitationSuccess');
    }
    const others: Caller[] = [
      person(userId, id),
      person(randomUUID(), id, ['PARTNER_ADMIN']),
      machine(id, 'users:read'),
      operator('users:read'),
      { kind: 'unknown-account' },
    ];
    for (const caller of others) expect(errorCode(await resend({ userId }, caller))).toBe('FORBIDDEN');
    expect(errorCode(await resend({ userId }, { kind: 'anonymous' }))).toBe('UNAUTHENTICATED');
  });
});

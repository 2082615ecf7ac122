import { randomUUID } from 'node:crypto';
import { expectNoErrors } from '@app/test-kit/graphql-client';
import { anAddress, type Registered, type TestIdentity, testIdentity } from '../../support/identity.js';
import { peopleOf } from '../../support/people.js';

describe('a deleted user', () => {
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

  const deleted = async (...roles: Parameters<typeof people.member>) => {
    const member = await people.member(...roles);
    await people.changed('deleteUser', { userId: member.id });
    return member;
  };
  const kinds = async (id: string) => (await people.activityOf(id)).map(({ kind }) => kind);

  it('who is invited again is the earlier user, who keeps leaving until the sign-in', async () => {
    const { id, email, objectId } = await deleted('ACCOUNT_ADMIN');
    identity.clock.advance({ days: 2 });
    expect(await identity.invite(contoso.organizationId, email.toUpperCase(), ['REPORT_VIEWER'])).toBe(id);
    expect(await people.seen(id)).toMatchObject({
      status: 'INVITED',
      email: email.toUpperCase(),
      roles: ['REPORT_VIEWER'],
      invitedAt: '2026-03-07T09:30:00.000Z',
      invitationSentAt: null,
      firstSignedInAt: null,
      deactivatedAt: null,
      deletedAt: null,
      restorableUntil: null,
      leavesReportAt: '2026-04-10T00:00:00.000Z',
    });
    expect(await people.published(id)).toMatchObject({ status: 'INVITED', leavesReportAt: '2026-04-10T00:00:00.000Z' });

    identity.clock.advance({ days: 1 });
    expect(await people.signIn(objectId, 'renamed@contoso.example')).toMatchObject({
      userId: id,
      roles: ['REPORT_VIEWER'],
    });
    expect(await people.seen(id)).toMatchObject({
      status: 'ACTIVE',
      firstSignedInAt: '2026-03-08T09:30:00.000Z',
      leavesReportAt: null,
    });
    expect(await people.published(id)).toMatchObject({ status: 'ACTIVE', leavesReportAt: null });
    expect(await kinds(id)).toEqual(['INVITED', 'FIRST_SIGN_IN', 'DELETED', 'INVITED', 'FIRST_SIGN_IN']);
  });

  it('who is invited again after the refresh has no offboarding left', async () => {
    const { id, email, objectId } = await deleted();
    identity.clock.set('2026-04-10T00:00:00.000Z');
    await identity.invite(contoso.organizationId, email);
    expect(await people.seen(id)).toMatchObject({ status: 'INVITED', leavesReportAt: null });
    expect(await people.signIn(objectId)).toMatchObject({ userId: id });
  });

  it('who is invited again and deleted before signing in has been leaving since the first deletion', async () => {
    const { id, email } = await deleted();
    await identity.invite(contoso.organizationId, email);
    identity.clock.set('2026-04-02T00:00:00.000Z');
    expect(await people.changed('deleteUser', { userId: id })).toMatchObject({
      leavesReportAt: '2026-04-10T00:00:00.000Z',
      user: { deletedAt: '2026-04-02T00:00:00.000Z' },
    });
  });

  it('who accepts the invitation of another address is the earlier user, with that address and those roles', async () => {
    const { id, objectId } = await deleted('ACCOUNT_ADMIN');
    const married = anAddress('married');
    const invitation = await identity.invite(contoso.organizationId, married, ['PARTNER_ADMIN']);
    expect(invitation).not.toBe(id);
    expect(await people.signIn(objectId, 'else@contoso.example')).toEqual({ caller: 'none' });
    const back = { caller: 'user', userId: id, organizationId: contoso.organizationId, roles: ['PARTNER_ADMIN'] };
    const answers = await Promise.all(Array.from({ length: 8 }, () => people.signIn(objectId, married)));
    for (const answer of answers) expect(answer).toEqual(back);
    expect(await people.seen(id)).toMatchObject({ status: 'ACTIVE', email: married, leavesReportAt: null });
    // The user created for the invitation never signed in, so no offboarding remains.
    expect(await people.seen(invitation)).toMatchObject({ status: 'DELETED', leavesReportAt: null });
    expect(await kinds(id)).toEqual(['INVITED', 'FIRST_SIGN_IN', 'DELETED', 'RESTORED']);
    expect(await people.activityOf(invitation)).toEqual([
      { kind: 'INVITED', actor: 'operator:seed' },
      { kind: 'DELETED', actor: `person:${id}` },
    ]);
    expect(await people.published(invitation)).toMatchObject({ status: 'DELETED', leavesReportAt: null });
    expect(await people.signIn(randomUUID(), married)).toEqual({ caller: 'none' });
  });

  it('who accepted another invitation leaves an unused user, who stays out of the report in any case', async () => {
    const { objectId } = await deleted();
    const married = anAddress('married');
    const invitation = await identity.invite(contoso.organizationId, married);
    await people.signIn(objectId, married);
    expect(await people.changed('deleteUser', { userId: invitation })).toMatchObject({
      leavesReportAt: '2026-03-05T09:30:00.000Z',
      user: { status: 'DELETED', leavesReportAt: null },
    });
    for (const leaverPolicy of ['ON_DELETE', 'ON_DEACTIVATE']) {
      const input = { organizationId: contoso.organizationId, leaverPolicy };
      const change = `mutation ($input: UpdateOrganizationInput!) { updateOrganization(input: $input) { __typename } }`;
      expectNoErrors(await (await identity.as(contoso.admin)).execute(change, { input }));
      expect(await people.seen(invitation)).toMatchObject({ status: 'DELETED', leavesReportAt: null });
    }
  });

  it('who came back after the refresh did leave: consumers that missed both events learn of it', async () => {
    const { id, email, objectId } = await deleted();
    expect(await people.published(id)).toMatchObject({ pastOffboardings: [] });
    identity.clock.set('2026-04-12T08:00:00.000Z');
    await identity.invite(contoso.organizationId, email);
    await people.signIn(objectId, email);
    const first = { leavingSince: '2026-03-05T09:30:00.000Z', leavesReportAt: '2026-04-10T00:00:00.000Z' };
    expect(await people.published(id)).toMatchObject({
      status: 'ACTIVE',
      leavesReportAt: null,
      pastOffboardings: [first],
    });

    await people.changed('deleteUser', { userId: id });
    identity.clock.set('2026-05-09T23:59:59.999Z');
    await people.changed('restoreUser', { userId: id });
    expect(await people.published(id)).toMatchObject({ status: 'ACTIVE', pastOffboardings: [first] });

    await people.changed('deleteUser', { userId: id });
    identity.clock.set('2026-06-10T00:00:00.000Z');
    await identity.invite(contoso.organizationId, email);
    const second = { leavingSince: '2026-05-09T23:59:59.999Z', leavesReportAt: '2026-06-10T00:00:00.000Z' };
    expect(await people.published(id)).toMatchObject({ status: 'INVITED', pastOffboardings: [first, second] });
  });

  it('stays deleted when another person, who has the address now, accepts the invitation', async () => {
    const { id, email, objectId } = await deleted();
    await identity.invite(contoso.organizationId, email, ['REPORT_VIEWER']);
    const newcomer = randomUUID();
    const answers = await Promise.all(Array.from({ length: 8 }, () => people.signIn(newcomer, email)));
    expect(new Set(answers.map(({ userId }) => userId)).size).toBe(1);
    const [{ userId = '', roles } = {}] = answers;
    expect(userId).not.toBe(id);
    expect(roles).toEqual(['REPORT_VIEWER']);
    expect(await people.seen(userId)).toMatchObject({ status: 'ACTIVE', email });
    expect(await people.seen(id)).toMatchObject({ status: 'DELETED', leavesReportAt: '2026-04-10T00:00:00.000Z' });
    expect(await people.signIn(objectId, email)).toEqual({ caller: 'none' });
  });

  it('and another person at the address are two users when both sign in concurrently', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { id, email, objectId } = await deleted();
      await identity.invite(contoso.organizationId, email);
      const newcomer = randomUUID();
      await Promise.all([people.signIn(objectId, email), people.signIn(newcomer, email)]);
      const answers = [await people.signIn(objectId, email), await people.signIn(newcomer, email)];
      expect(answers.filter(({ caller }) => caller === 'user')).toHaveLength(1);
      if (answers[0]?.caller === 'user') expect(answers[0].userId).toBe(id);
      else expect(answers[1]?.userId).not.toBe(id);
    }
  });

  it('can have the address corrected before accepting the new invitation', async () => {
    const { id, email, objectId } = await deleted();
    await identity.invite(contoso.organizationId, email);
    const right = anAddress('right');
    expectNoErrors(
      await (await identity.as(contoso.admin)).execute(
        `mutation ($input: ResendInvitationInput!) { resendInvitation(input: $input) { __typename } }`,
        { input: { userId: id, correctedEmail: right } },
      ),
    );
    expect(await people.signIn(randomUUID(), email)).toEqual({ caller: 'none' });
    expect(await people.signIn(objectId, right)).toMatchObject({ userId: id });
  });

  it('is unknown without an invitation, and a deactivated user is unknown with one', async () => {
    const { objectId, email } = await deleted();
    expect(await people.signIn(objectId, email)).toEqual({ caller: 'none' });
    const deactivated = await people.member();
    await identity.sql('UPDATE identity.user_account SET deactivated_at = $2, leaving_since = $2 WHERE id = $1', [
      deactivated.id,
      identity.clock.now(),
    ]);
    const fresh = anAddress();
    await identity.invite(contoso.organizationId, fresh);
    expect(await people.signIn(deactivated.objectId, fresh)).toEqual({ caller: 'none' });
  });
});

import { randomUUID } from 'node:crypto';
import { expectNoErrors } from '@app/test-kit/graphql-client';
import { anAddress, type Registered, type TestIdentity, testIdentity } from '../../support/identity.js';
import { type TestMailServer, testMailServer } from '../../support/mail-server.js';
import { type Member, peopleOf } from '../../support/people.js';
import { reminderTo } from '../../support/reminders.js';
import { until } from '../../support/until.js';

const START = '2026-03-05T09:30:00.000Z';

describe('settled mail', () => {
  let mail: TestMailServer;
  let identity: TestIdentity;
  let contoso: Registered;
  let people: ReturnType<typeof peopleOf>;
  beforeAll(async () => {
    mail = await testMailServer();
    identity = await testIdentity({ mail: mail.settings });
    contoso = await identity.register();
    people = peopleOf(identity, contoso);
  });
  beforeEach(() => identity.clock.set(START));
  afterAll(async () => {
    await identity.stop();
    await mail.stop();
  });

  const kept = async (userId: string) =>
    (
      await identity.sql<{ kind: string; state: string }>(
        'SELECT kind, state FROM identity.mail_message WHERE user_id = $1 ORDER BY kind, created_at',
        [userId],
      )
    ).map(({ kind, state }) => `${kind} ${state}`);
  const settled = (userId: string) =>
    until(async () => {
      const all = await kept(userId);
      return all.length > 0 && !all.some((one) => one.endsWith('WAITING'));
    });
  const remind = async (member: Member, more: Parameters<typeof reminderTo>[3] = {}) => {
    expect(await reminderTo(identity, member.id, contoso.organizationId, more)).toBe(204);
    await settled(member.id);
  };
  const reminders = ({ email }: Member) => mail.to(email).filter(({ subject }) => !subject?.includes('invites you'));
  const resend = async (userId: string) => {
    const query = 'mutation ($input: ResendInvitationInput!) { resendInvitation(input: $input) { __typename } }';
    expectNoErrors(await (await identity.as(contoso.admin)).execute(query, { input: { userId } }));
  };
  const invitationMail = async (id: string) => {
    const query = 'query ($id: ID!) { user(id: $id) { invitationMail } }';
    const answer = await (await identity.as(contoso.admin)).execute<{ user: { invitationMail: string } }>(query, {
      id,
    });
    return expectNoErrors(answer).user.invitationMail;
  };

  it('is deleted 90 days after it was sent or given up, and not earlier', async () => {
    const member = await people.memberByMail();
    await settled(member.id);
    await remind(member, { notAfter: '2026-03-06T00:00:00.000Z' });
    await mail.down();
    const deferred = { kind: 'NEXT_ASSOCIATION', notAfter: '2026-03-05T10:00:00.000Z' } as const;
    expect(await reminderTo(identity, member.id, contoso.organizationId, deferred)).toBe(204);
    identity.clock.advance({ hours: 1 });
    await identity.catchUp();
    await mail.open();
    expect(await kept(member.id)).toEqual(['INVITATION SENT', 'NEXT_ASSOCIATION CANCELED', 'RENEWAL SENT']);
    // 90 days after the later one was given up, and after the earlier one was worth sending.
    const [givenUp, wasWorthSending] = ['2026-06-03T10:30:00.000Z', '2026-06-04T00:00:00.000Z'];
    identity.clock.set(givenUp);
    await identity.catchUp();
    expect(await kept(member.id)).toHaveLength(3);
    identity.clock.set(wasWorthSending);
    await identity.catchUp();
    expect(await kept(member.id)).toEqual(['INVITATION SENT', 'RENEWAL SENT']);
    identity.clock.advance({ milliseconds: 1 });
    await identity.catchUp();
    expect(await kept(member.id)).toEqual(['INVITATION SENT']);
  });

  it('stays as long as it was worth sending, so that a repeated reminder is never sent again', async () => {
    const member = await people.memberByMail();
    const [id, notAfter] = [randomUUID(), '2027-03-05T00:00:00.000Z'];
    await remind(member, { id, notAfter });
    for (const now of ['2026-08-01T00:00:00.000Z', notAfter, '2027-06-03T00:00:00.000Z', '2027-06-04T00:00:00.000Z']) {
      identity.clock.set(now);
      await identity.catchUp();
      await remind(member, { id, notAfter });
      await identity.catchUp();
      expect(reminders(member)).toHaveLength(1);
    }
    expect(await kept(member.id)).toEqual(['INVITATION SENT']);
  });

  it('keeps the newest invitation of each user, whose state the API shows', async () => {
    const email = anAddress();
    const id = await identity.invite(contoso.organizationId, email);
    await settled(id);
    identity.clock.advance({ days: 10 });
    await resend(id);
    await settled(id);
    expect(await kept(id)).toHaveLength(2);
    identity.clock.advance({ days: 400 });
    await identity.catchUp();
    expect(await kept(id)).toEqual(['INVITATION SENT']);
    expect(await invitationMail(id)).toBe('SENT');
    expect(mail.to(email)).toHaveLength(2);
  });

  it('does not include mail that waits, however old it is', async () => {
    const member = await people.memberByMail();
    await settled(member.id);
    await mail.down();
    await reminderTo(identity, member.id, contoso.organizationId);
    const tried = 'SELECT FROM identity.mail_message WHERE user_id = $1 AND failing_since IS NOT NULL';
    await until(async () => (await identity.sql(tried, [member.id])).length > 0);
    // Messages that are due are settled before anything is deleted.
    await identity.sql(
      "UPDATE identity.mail_message SET due_at = 'infinity' WHERE user_id = $1 AND state = 'WAITING'",
      [member.id],
    );
    identity.clock.advance({ days: 400 });
    await identity.catchUp();
    expect(await kept(member.id)).toEqual(['INVITATION SENT', 'RENEWAL WAITING']);
    await mail.open();
    await identity.sql('DELETE FROM identity.mail_message WHERE user_id = $1', [member.id]);
  });

  it('is deleted in batches, also by several runs at the same time, and of every organization', async () => {
    const fabrikam = await identity.register({ name: 'Fabrikam' });
    for (const { organizationId, adminId } of [contoso, fabrikam]) {
      await settled(adminId);
      // Every tenth one stays between those that are deleted, in groups that were settled at the same instant.
      await identity.sql(
        `INSERT INTO identity.mail_message (organization_id, user_id, kind, state, created_at, not_after, settled_at)
          SELECT $1, $2, 'RENEWAL', 'SENT', $3, CASE n % 10 WHEN 0 THEN $3::timestamptz + interval '1 year' ELSE $3 END,
            $3::timestamptz + n / 500 * interval '1 second' FROM generate_series(1, 2000) AS n`,
        [organizationId, adminId, START],
      );
    }
    identity.clock.advance({ days: 91 });
    await Promise.all([identity.catchUp(), identity.catchUp(), identity.catchUp()]);
    await identity.catchUp();
    for (const { adminId } of [contoso, fabrikam]) {
      const left = await kept(adminId);
      expect(left.filter((one) => one === 'RENEWAL SENT')).toHaveLength(200);
      expect(left.filter((one) => one === 'INVITATION SENT')).toHaveLength(1);
    }
  });

  it('is deleted also where there is no mail server any more', async () => {
    const off = await testIdentity({ consumer: 'http://127.0.0.1:9' });
    const { organizationId, adminId } = await off.register();
    await off.sql(
      `INSERT INTO identity.mail_message (organization_id, user_id, kind, state, created_at, not_after, settled_at)
        VALUES ($1, $2, 'RENEWAL', 'SENT', $3, $3, $3)`,
      [organizationId, adminId, START],
    );
    off.clock.advance({ days: 91 });
    await off.catchUp();
    expect(await off.sql('SELECT FROM identity.mail_message')).toEqual([]);
    await off.stop();
  });
});

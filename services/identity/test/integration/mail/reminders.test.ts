import { randomUUID } from 'node:crypto';
import { type Registered, type TestIdentity, testIdentity } from '../../support/identity.js';
import { type TestMailServer, testMailServer } from '../../support/mail-server.js';
import { type Member, peopleOf } from '../../support/people.js';
import { reminderTo } from '../../support/reminders.js';
import { until } from '../../support/until.js';

describe('a reminder of another service', () => {
  let mail: TestMailServer;
  let identity: TestIdentity;
  let contoso: Registered;
  let fabrikam: Registered;
  let people: ReturnType<typeof peopleOf>;
  beforeAll(async () => {
    mail = await testMailServer();
    identity = await testIdentity({ mail: mail.settings });
    contoso = await identity.register({ name: 'Contoso' });
    fabrikam = await identity.register({ name: 'Fabrikam' });
    people = peopleOf(identity, contoso);
  });
  beforeEach(() => identity.clock.set('2026-03-05T09:30:00.000Z'));
  afterAll(async () => {
    await identity.stop();
    await mail.stop();
  });

  const remindersTo = ({ email }: Member) => mail.to(email).filter(({ subject }) => !subject?.includes('invites you'));
  const remind = (member: Member, more: Parameters<typeof reminderTo>[3] = {}) =>
    reminderTo(identity, member.id, contoso.organizationId, more);
  const problems = (member: Member) =>
    identity.sql<{ problem: string | null }>(
      "SELECT problem FROM identity.mail_message WHERE user_id = $1 AND kind <> 'INVITATION'",
      [member.id],
    );

  it('is a mail to the user, with its text, its button at the public address, and a footer', async () => {
    const member = await people.member();
    expect(await remind(member)).toBe(204);
    await until(() => remindersTo(member).length === 1);
    const [letter] = remindersTo(member);
    expect(letter?.subject).toBe('Azure Fundamentals expires on 4 June 2026');
    expect(letter?.text).toContain('The renewal is free & online.');
    expect(letter?.html).toContain('The renewal is free &amp; online.');
    expect(letter?.text).toContain('See your credentials:\nhttp://localhost:4000/profile\n');
    expect(letter?.text).toContain('You are a user of Skill Link at Contoso.');
    expect(letter?.text).toContain('To stop mail about renewals of your credentials: http://localhost:4000/mail/');
  });

  it('is sent once, however often and at the same time it is delivered', async () => {
    const member = await people.member();
    const id = randomUUID();
    await Promise.all(Array.from({ length: 5 }, () => remind(member, { id })));
    await until(() => remindersTo(member).length === 1);
    identity.clock.advance({ days: 1 });
    expect(await remind(member, { id })).toBe(204);
    await identity.catchUp();
    expect(remindersTo(member)).toHaveLength(1);
  });

  it('is ignored for unknown users and users of another organization', async () => {
    const member = await people.member();
    expect(await reminderTo(identity, member.id, fabrikam.organizationId)).toBe(204);
    expect(await reminderTo(identity, randomUUID(), contoso.organizationId)).toBe(204);
    expect(await problems(member)).toEqual([]);
  });

  it('is not sent to a user who is deleted, deactivated or invited again', async () => {
    const [deleted, deactivated, again] = [await people.member(), await people.member(), await people.member()];
    for (const { id } of [deleted, again]) await people.changed('deleteUser', { userId: id });
    await identity.invite(contoso.organizationId, again.email);
    await identity.sql('UPDATE identity.user_account SET deactivated_at = $2 WHERE id = $1', [
      deactivated.id,
      identity.clock.now(),
    ]);
    for (const member of [deleted, deactivated, again]) {
      await remind(member);
      await identity.catchUp();
      await until(async () => (await problems(member)).some(({ problem }) => problem !== null));
      expect(await problems(member)).toEqual([{ problem: 'NO_RECIPIENT' }]);
      expect(remindersTo(member)).toEqual([]);
    }
  });

  it('is not sent after the instant until which it is useful', async () => {
    const member = await people.member();
    expect(await remind(member, { notAfter: '2026-03-05T09:29:59.999Z' })).toBe(204);
    expect(await problems(member)).toEqual([]);
    await mail.down();
    await remind(member, { notAfter: '2026-03-06T00:00:00.000Z' });
    await until(
      async () =>
        (await identity.sql('SELECT 1 FROM identity.mail_message WHERE failing_since IS NOT NULL')).length > 0,
    );
    await mail.open();
    identity.clock.set('2026-03-06T00:00:00.001Z');
    await identity.catchUp();
    expect(await problems(member)).toEqual([{ problem: 'EXPIRED' }]);
    expect(remindersTo(member)).toEqual([]);
  });

  it.each([
    ['a line break in the subject', { subject: 'One\r\nBcc: x@evil.example' }],
    ['text that changes its direction', { paragraphs: ['\u202E evil'] }],
    ['an address of another host', { action: { label: 'Go', path: '//evil.example' } }],
    ['a script as its address', { action: { label: 'Go', path: 'javascript:alert(1)' } }],
    ['no text', { paragraphs: [] }],
    ['another kind', { kind: 'INVITATION' as never }],
  ])('with %s breaks the contract and is rejected', async (_what, wrong) => {
    const member = await people.member();
    expect(await remind(member, wrong)).toBe(422);
    expect(await problems(member)).toEqual([]);
  });

  it('is accepted and not stored where there is no mail server', async () => {
    const off = await testIdentity();
    const partner = await off.register();
    expect(await reminderTo(off, partner.adminId, partner.organizationId)).toBe(204);
    expect(await off.sql('SELECT * FROM identity.mail_message')).toEqual([]);
    await off.stop();
  });
});

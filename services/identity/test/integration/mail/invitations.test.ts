import { randomUUID } from 'node:crypto';
import { expectNoErrors } from '@app/test-kit/graphql-client';
import { anAddress, type Registered, type TestIdentity, testIdentity } from '../../support/identity.js';
import { type TestMailServer, testMailServer } from '../../support/mail-server.js';
import { until } from '../../support/until.js';

const USER = 'id email invitedAt invitationSentAt invitationMail';
const INVITE = `mutation ($input: InviteUserInput!) { result: inviteUser(input: $input) {
  ... on InviteUserSuccess { user { ${USER} } } } }`;
const RESEND = `mutation ($input: ResendInvitationInput!) { result: resendInvitation(input: $input) {
  ... on ResendInvitationSuccess { user { ${USER} } } } }`;
const SEEN = `query ($id: ID!) { result: user(id: $id) { ${USER} } }`;

type Seen = { id: string; email: string; invitationSentAt: string | null; invitationMail: string | null };
type Changed = { result: { user: Seen } };

describe('an invitation', () => {
  let mail: TestMailServer;
  let identity: TestIdentity;
  let contoso: Registered;
  beforeAll(async () => {
    mail = await testMailServer();
    identity = await testIdentity({ mail: mail.settings });
    contoso = await identity.register({ name: 'Contoso' });
  });
  beforeEach(() => identity.clock.set('2026-03-05T09:30:00.000Z'));
  afterAll(async () => {
    await identity.stop();
    await mail.stop();
  });

  const send = async (query: string, input: object) =>
    expectNoErrors(await (await identity.as(contoso.admin)).execute<Changed>(query, { input })).result.user;
  const invite = (more: object = {}) =>
    send(INVITE, {
      organizationId: contoso.organizationId,
      email: anAddress(),
      displayName: 'Grace Hopper',
      ...more,
    });
  const seen = async (id: string) =>
    expectNoErrors(await (await identity.as(contoso.admin)).execute<{ result: Seen }>(SEEN, { id })).result;
  const isSent = (id: string) => async () => (await seen(id)).invitationMail === 'SENT';

  it('is one mail to the address, as text and HTML, and invitationSentAt is when the server accepted it', async () => {
    const user = await invite();
    // The sender may be faster than the answer to the mutation.
    expect(['WAITING', 'SENT']).toContain(user.invitationMail);
    await until(isSent(user.id));
    expect((await seen(user.id)).invitationSentAt).toBe('2026-03-05T09:30:00.000Z');
    const mails = mail.to(user.email);
    expect(mails).toHaveLength(1);
    const [letter] = mails;
    expect(letter?.subject).toBe('Contoso invites you to link your learning profile');
    expect(letter?.envelope.from).toBe('mail@skill-link.example');
    expect(letter?.from?.text).toBe('"Skill Link" <mail@skill-link.example>');
    for (const body of [letter?.text, letter?.html]) {
      expect(body).toContain('Hello ');
      expect(body).toContain('Grace Hopper');
      expect(body).toContain(user.email);
      expect(body).toContain('http://localhost:4000/profile');
      expect(body).toMatch(/http:\/\/localhost:4000\/mail\/unsubscribe\/[\w-]{43}\b/);
    }
  });

  it('can be stopped by the program of the recipient, and asks for no automatic answer', async () => {
    const user = await invite();
    await until(isSent(user.id));
    const [letter] = mail.to(user.email);
    expect(letter?.headers.get('auto-submitted')).toBe('auto-generated');
    expect(letter?.raw).toMatch(/^List-Unsubscribe:\s+<http:\/\/localhost:4000\/mail\/unsubscribe\/[\w-]{43}>\r\n/m);
    expect(letter?.raw).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n/m);
    const [{ id } = { id: '' }] = await identity.sql<{ id: string }>(
      'SELECT id FROM identity.mail_message WHERE user_id = $1',
      [user.id],
    );
    expect(letter?.messageId).toBe(`<${id}@skill-link.example>`);
  });

  it('is sent once for two requests with one idempotency key', async () => {
    const input = { email: anAddress(), idempotencyKey: randomUUID() };
    const [first, second] = [await invite(input), await invite(input)];
    expect(second.id).toBe(first.id);
    await until(isSent(first.id));
    await identity.catchUp();
    expect(mail.to(first.email)).toHaveLength(1);
  });

  it('that was rejected is not sent', async () => {
    const { email } = await invite();
    await until(() => mail.to(email).length === 1);
    const again = await (await identity.as(contoso.admin)).execute(INVITE, {
      input: { organizationId: contoso.organizationId, email, displayName: 'Other' },
    });
    expect(again.data).toEqual({ result: {} });
    await identity.catchUp();
    expect(mail.to(email)).toHaveLength(1);
  });

  it('of the first administrator of an organization is sent too', async () => {
    const [name, email] = ['Northwind', anAddress('first')];
    await identity.register({ name, email });
    await until(() => mail.to(email).length === 1);
    expect(mail.to(email)[0]?.subject).toBe(`${name} invites you to link your learning profile`);
  });

  it('that is sent again is another mail, and invitationSentAt follows', async () => {
    const user = await invite();
    await until(isSent(user.id));
    identity.clock.advance({ days: 2 });
    expect(await send(RESEND, { userId: user.id })).toMatchObject({
      invitationSentAt: '2026-03-05T09:30:00.000Z',
      invitationMail: 'WAITING',
    });
    await until(isSent(user.id));
    expect((await seen(user.id)).invitationSentAt).toBe('2026-03-07T09:30:00.000Z');
    const ids = mail.to(user.email).map(({ messageId }) => messageId);
    expect(new Set(ids).size).toBe(2);
  });

  it('to a corrected address goes there, and counts as not sent until the server accepts it', async () => {
    const user = await invite();
    await until(isSent(user.id));
    const correctedEmail = anAddress('right');
    expect(await send(RESEND, { userId: user.id, correctedEmail })).toMatchObject({ invitationSentAt: null });
    await until(isSent(user.id));
    expect([mail.to(user.email).length, mail.to(correctedEmail).length]).toEqual([1, 1]);
    expect((await seen(user.id)).invitationSentAt).toBe('2026-03-05T09:30:00.000Z');
  });

  it('of a deleted user who is invited again is a new mail', async () => {
    const user = await invite();
    await until(isSent(user.id));
    await identity.sql('UPDATE identity.user_account SET deactivated_at = $2, deleted_at = $2 WHERE id = $1', [
      user.id,
      identity.clock.now(),
    ]);
    expect(await invite({ email: user.email })).toMatchObject({ id: user.id, invitationSentAt: null });
    await until(isSent(user.id));
    expect(mail.to(user.email)).toHaveLength(2);
  });

  it.each([
    ['markup', '<script>alert("1")</script> & Söhne'],
    ['right-to-left text', 'עדה לאבלייס'],
    ['emoji', '🦆 Ada 👩🏽‍🚀'],
    ['quotes and commas', 'Lovelace, "Ada" <x@evil.example>'],
    ['an encoded word', '=?utf-8?q?=0D=0ABcc:_x@evil.example?='],
  ])('to a name with %s reaches one recipient, with the name escaped in HTML', async (_what, displayName) => {
    const user = await invite({ displayName });
    await until(isSent(user.id));
    const [letter] = mail.to(user.email);
    expect(letter?.envelope.to).toEqual([user.email]);
    const to = [letter?.to].flat().flatMap((group) => group?.value ?? []);
    expect(to.map(({ address }) => address)).toEqual([user.email]);
    expect([letter?.cc, letter?.bcc]).toEqual([undefined, undefined]);
    expect(letter?.text).toContain(`Hello ${displayName},`);
    expect(letter?.html).not.toContain('<script>');
    const escapes = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
    const escaped = displayName.replace(/[&<>"]/g, (character) => escapes[character as keyof typeof escapes]);
    expect(letter?.html).toContain(`<bdi>${escaped}</bdi>`);
  });

  it('keeps no text once it is sent', async () => {
    const user = await invite();
    await until(isSent(user.id));
    const rows = await identity.sql('SELECT content, state FROM identity.mail_message WHERE user_id = $1', [user.id]);
    expect(rows).toEqual([{ content: null, state: 'SENT' }]);
  });
});

describe('without a mail server', () => {
  let identity: TestIdentity;
  let contoso: Registered;
  beforeAll(async () => {
    identity = await testIdentity();
    contoso = await identity.register();
  });
  afterAll(() => identity.stop());

  it('an invitation writes no mail, and says that none was sent', async () => {
    const userId = await identity.invite(contoso.organizationId);
    const admin = await identity.as(contoso.admin);
    expectNoErrors(await admin.execute(RESEND, { input: { userId } }));
    expect(expectNoErrors(await admin.execute<{ result: Seen }>(SEEN, { id: userId })).result).toMatchObject({
      invitedAt: '2026-03-05T09:30:00.000Z',
      invitationSentAt: null,
      invitationMail: null,
    });
    expect(await identity.sql('SELECT * FROM identity.mail_message')).toEqual([]);
  });
});

import { anAddress, type Registered, type TestIdentity, testIdentity } from '../../support/identity.js';
import { type TestMailServer, testMailServer } from '../../support/mail-server.js';
import { peopleOf } from '../../support/people.js';
import { reminderTo } from '../../support/reminders.js';
import { until } from '../../support/until.js';

describe('the address that stops a mail', () => {
  let mail: TestMailServer;
  let identity: TestIdentity;
  let contoso: Registered;
  let gateway: string;
  beforeAll(async () => {
    mail = await testMailServer();
    identity = await testIdentity({ mail: mail.settings });
    contoso = await identity.register({ name: 'Contoso' });
    gateway = await identity.keys.bearerFor({ kind: 'gateway' }, 'identity', identity.clock);
  });
  afterAll(async () => {
    await identity.stop();
    await mail.stop();
  });

  /** A request as the gateway forwards it: without a session. */
  const visit = async (path: string, init: Omit<RequestInit, 'headers'> & { headers?: Record<string, string> } = {}) =>
    fetch(identity.url + path, { ...init, headers: { authorization: `Bearer ${gateway}`, ...init.headers } });
  const oneClick = (path: string) =>
    visit(path, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'List-Unsubscribe=One-Click',
    });
  const stops = async () => ({
    kinds: await identity.sql('SELECT user_id, kind FROM identity.mail_opt_out'),
    addresses: await identity.sql('SELECT count(*)::int FROM identity.stopped_invitation'),
  });
  /** The path in the newest mail to an address. */
  const pathIn = async (address: string, mails = 1) => {
    await until(() => mail.to(address).length === mails);
    const raw = mail.to(address).at(-1)?.raw ?? '';
    return /List-Unsubscribe:\s+<http:\/\/localhost:4000([^>]+)>/.exec(raw)?.[1] ?? '';
  };
  const invite = async (organization = contoso) => {
    const email = anAddress();
    const id = await identity.invite(organization.organizationId, email);
    return { id, email, path: await pathIn(email) };
  };
  const resend = async (userId: string, more: object = {}) =>
    (await identity.as(contoso.admin)).execute<{ result: { user: object } }>(
      `mutation ($input: ResendInvitationInput!) { result: resendInvitation(input: $input) {
        ... on ResendInvitationSuccess { user { id } } } }`,
      { input: { userId, ...more } },
    );
  const invitationMail = async (id: string) => {
    const query = 'query ($id: ID!) { user(id: $id) { invitationMail } }';
    const { data } = await (await identity.as(contoso.admin)).execute<{ user: { invitationMail: string } }>(query, {
      id,
    });
    return data?.user.invitationMail;
  };

  it('shows a page with one button, and changes nothing, when it is only opened', async () => {
    const { path } = await invite();
    const before = await stops();
    const answer = await visit(path);
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-frame-options': 'DENY',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
    });
    const page = await answer.text();
    expect(page).toContain('<form method="post"><button>Stop invitations</button></form>');
    expect(page).toContain('Contoso');
    expect((await visit(path, { method: 'HEAD' })).status).toBe(200);
    expect(await stops()).toEqual(before);
  });

  it('stops invitations of that organization to that address, by one POST without a session', async () => {
    const { id, path } = await invite();
    const answer = await oneClick(path);
    expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining('Stopped: invitations')]);
    await resend(id);
    await until(async () => (await invitationMail(id)) === 'STOPPED');
    const [address] = mail.accepted.filter(({ raw }) => raw.includes(path.slice(-20)));
    expect(mail.to(address?.envelope.to[0] ?? '')).toHaveLength(1);
  });

  it('does not stop invitations of another organization, or to a corrected address', async () => {
    const { id, email, path } = await invite();
    const right = anAddress('right');
    await resend(id, { correctedEmail: right });
    await pathIn(right);
    await oneClick(path);
    await resend(id);
    await pathIn(right, 2);
    await until(async () => (await invitationMail(id)) === 'SENT');
    const fabrikam = await identity.register({ name: 'Fabrikam' });
    await identity.invite(fabrikam.organizationId, email);
    await pathIn(email, 2);
  });

  it('accepts the form of a browser, and a repetition', async () => {
    const { path } = await invite();
    for (const _time of [1, 2]) expect((await visit(path, { method: 'POST' })).status).toBe(200);
    const body = new FormData();
    body.set('List-Unsubscribe', 'One-Click');
    expect((await visit(path, { method: 'POST', body })).status).toBe(200);
  });

  it('stops one kind of mail of a user; the others stay', async () => {
    const member = await peopleOf(identity, contoso).member();
    await reminderTo(identity, member.id, contoso.organizationId, { kind: 'RENEWAL' });
    // The first mail was the invitation.
    await oneClick(await pathIn(member.email, 2));
    expect(await identity.sql('SELECT kind FROM identity.mail_opt_out WHERE user_id = $1', [member.id])).toEqual([
      { kind: 'RENEWAL' },
    ]);
    await reminderTo(identity, member.id, contoso.organizationId, { kind: 'RENEWAL' });
    await reminderTo(identity, member.id, contoso.organizationId, { kind: 'NEXT_ASSOCIATION' });
    await until(() => mail.to(member.email).length === 3);
    await identity.catchUp();
    expect(mail.to(member.email)).toHaveLength(3);
  });

  it('is the same answer for every text that is no token, and stores nothing', async () => {
    const { path } = await invite();
    const before = await stops();
    const token = path.split('/').at(-1) ?? '';
    const flipped = (token[0] === 'A' ? 'B' : 'A') + token.slice(1);
    const forged = [flipped, token.slice(0, -1), `${token}A`, 'A'.repeat(43), '-', '%00', "'", `${token}%20`, '🦆'];
    for (const one of forged) {
      const [got, posted] = [await visit(`/mail/unsubscribe/${one}`), await oneClick(`/mail/unsubscribe/${one}`)];
      expect([one, got.status, posted.status]).toEqual([one, 404, 404]);
      expect(await got.text()).toContain('This address stops no mail');
    }
    expect(await stops()).toEqual(before);
  });

  it('answers the gateway only', async () => {
    const { path } = await invite();
    expect((await fetch(identity.url + path, { method: 'POST' })).status).toBe(401);
    const admin = await identity.keys.bearerFor(contoso.admin, 'identity', identity.clock);
    const answer = await visit(path, { method: 'POST', headers: { authorization: `Bearer ${admin}` } });
    expect(answer.status).toBe(403);
  });
});

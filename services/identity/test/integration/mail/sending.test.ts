import { Writable } from 'node:stream';
import { createLog } from '@app/subgraph-kit/processes/log';
import { expectNoErrors } from '@app/test-kit/graphql-client';
import { pino } from 'pino';
import { identityDataSource } from '../../../src/database/data-source.js';
import { MailSender } from '../../../src/mail/application/mail-sender.js';
import { smtpClient } from '../../../src/mail/application/smtp-client.js';
import { unsubscribeTokens } from '../../../src/mail/application/unsubscribe-token.js';
import { anAddress, type Registered, type TestIdentity, testIdentity } from '../../support/identity.js';
import { type TestMailServer, testMailServer } from '../../support/mail-server.js';
import { peopleOf } from '../../support/people.js';
import { until } from '../../support/until.js';

type Row = { state: string; problem: string | null; failures: number; due_at: Date | null };

describe('sending', () => {
  let mail: TestMailServer;
  let identity: TestIdentity;
  let contoso: Registered;
  let people: ReturnType<typeof peopleOf>;
  const logged: string[] = [];
  /** Delays the acceptance of mail. */
  let hold: () => Promise<void> = async () => undefined;

  beforeAll(async () => {
    mail = await testMailServer({ hold: () => hold() });
    const destination = new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        logged.push(chunk.toString());
        done();
      },
    });
    identity = await testIdentity({ mail: mail.settings, log: pino(destination) });
    contoso = await identity.register();
    people = peopleOf(identity, contoso);
    await settled(contoso.adminId);
  });
  beforeEach(() => identity.clock.set('2026-03-05T09:30:00.000Z'));
  afterEach(async () => {
    hold = async () => undefined;
    for (const command of ['DATA', 'MAIL FROM', 'RCPT TO'] as const) mail.reject(command, undefined);
    await identity.sql(`UPDATE identity.mail_message SET state = 'CANCELED', problem = 'SUPERSEDED', content = NULL, due_at = NULL,
      settled_at = created_at WHERE state = 'WAITING'`);
  });
  afterAll(async () => {
    await identity.stop();
    await mail.stop();
  });

  const rowOf = async (userId: string) => {
    const rows = await identity.sql<Row>(
      'SELECT state, problem, failures, due_at FROM identity.mail_message WHERE user_id = $1 ORDER BY created_at DESC, id DESC',
      [userId],
    );
    return rows[0];
  };
  const settled = (userId: string) => until(async () => (await rowOf(userId))?.state !== 'WAITING');
  const tried = (userId: string) =>
    until(async () => ((await rowOf(userId))?.due_at?.getTime() ?? 0) > identity.clock.now().getTime());
  const invite = async () => {
    const email = anAddress();
    return { email, id: await identity.invite(contoso.organizationId, email) };
  };
  const invitationMail = async (id: string) => {
    const query = `query ($id: ID!) { user(id: $id) { invitationMail invitationSentAt } }`;
    const answer = await (await identity.as(contoso.admin)).execute<{ user: object }>(query, { id });
    return expectNoErrors(answer).user;
  };
  /** Another process that sends, without a schedule of its own. */
  const anotherSender = async () => {
    const dataSource = await identityDataSource(identity.database.appUrl).initialize();
    const log = createLog('another');
    log.level = 'silent';
    const sender = new MailSender(
      { dataSource, clock: identity.clock },
      {
        client: smtpClient(mail.settings),
        tokens: unsubscribeTokens('a secret that only tests ever know'),
        publicUrl: 'http://localhost:4000',
        log,
      },
    );
    const stop = async () => {
      await sender.stop();
      await dataSource.destroy();
    };
    return { sender, stop };
  };

  it('waits while the server is down, and is done within a minute after it is back', async () => {
    await mail.down();
    const users = [await invite(), await invite(), await invite()];
    await tried(users[0]?.id ?? '');
    for (let hours = 0; hours < 20; hours += 1) {
      identity.clock.advance({ hours: 1 });
      await identity.catchUp();
    }
    await mail.open();
    identity.clock.advance({ minutes: 1 });
    await identity.catchUp();
    for (const { id, email } of users) {
      expect(await rowOf(id)).toMatchObject({ state: 'SENT', problem: null });
      expect(mail.to(email)).toHaveLength(1);
    }
  });

  it('is given up when the server was down for a day, and administrators see it', async () => {
    await mail.down();
    const { id, email } = await invite();
    await tried(id);
    identity.clock.advance({ hours: 23 });
    await identity.catchUp();
    expect(await invitationMail(id)).toEqual({ invitationMail: 'WAITING', invitationSentAt: null });
    identity.clock.advance({ hours: 2 });
    await identity.catchUp();
    expect(await rowOf(id)).toMatchObject({ state: 'FAILED', problem: 'UNREACHABLE' });
    expect(await invitationMail(id)).toEqual({ invitationMail: 'FAILED', invitationSentAt: null });
    await mail.open();
    await identity.catchUp();
    expect(mail.to(email)).toEqual([]);
  });

  it.each(['RCPT TO', 'DATA'] as const)('fails at once when the server rejects %s for good', async (command) => {
    mail.reject(command, 550);
    const { id } = await invite();
    await settled(id);
    expect(await rowOf(id)).toMatchObject({ state: 'FAILED', problem: 'REJECTED', due_at: null });
    expect(await invitationMail(id)).toEqual({ invitationMail: 'FAILED', invitationSentAt: null });
  });

  it.each(['RCPT TO', 'DATA'] as const)('is repeated later when the server defers %s', async (command) => {
    mail.reject(command, 451);
    const { id, email } = await invite();
    await tried(id);
    expect(await rowOf(id)).toMatchObject({ state: 'WAITING', failures: 1, due_at: new Date('2026-03-05T09:31:00Z') });
    mail.reject(command, undefined);
    await identity.catchUp();
    expect(mail.to(email)).toEqual([]);
    identity.clock.advance({ minutes: 1 });
    await identity.catchUp();
    expect(mail.to(email)).toHaveLength(1);
    expect(await rowOf(id)).toMatchObject({ state: 'SENT' });
  });

  it('waits for the operator when the server rejects the sender of all mail', async () => {
    mail.reject('MAIL FROM', 550);
    const { id } = await invite();
    await tried(id);
    expect(await rowOf(id)).toMatchObject({ state: 'WAITING', failures: 0 });
  });

  it('logs no address and no answer of the server', async () => {
    mail.reject('RCPT TO', 550);
    const { id, email } = await invite();
    await settled(id);
    const about = logged.filter((line) => line.includes('a mail was not accepted'));
    expect(about.join()).toContain('"status":550');
    for (const line of logged) expect(line).not.toMatch(new RegExp(`${email}|ada@contoso|not now`));
  });

  it('sends nothing to users who were deleted or deactivated meanwhile', async () => {
    await mail.down();
    const [deleted, deactivated] = [await invite(), await invite()];
    await tried(deleted.id);
    await tried(deactivated.id);
    await people.changed('deleteUser', { userId: deleted.id });
    await identity.sql('UPDATE identity.user_account SET deactivated_at = $2 WHERE id = $1', [
      deactivated.id,
      identity.clock.now(),
    ]);
    await mail.open();
    identity.clock.advance({ minutes: 2 });
    await identity.catchUp();
    for (const { id, email } of [deleted, deactivated]) {
      expect(await rowOf(id)).toMatchObject({ state: 'CANCELED', problem: 'NO_RECIPIENT' });
      expect(mail.to(email)).toEqual([]);
    }
  });

  it('sends no invitation to a person who signed in meanwhile', async () => {
    await mail.down();
    const { id, email } = await invite();
    await tried(id);
    await identity.signIn(contoso.tenantId, email);
    await mail.open();
    identity.clock.advance({ minutes: 2 });
    await identity.catchUp();
    expect([await rowOf(id), mail.to(email)]).toEqual([expect.objectContaining({ problem: 'NO_RECIPIENT' }), []]);
  });

  it('sends the newest of several invitations that waited', async () => {
    await mail.down();
    const { id, email } = await invite();
    await tried(id);
    const resend = `mutation ($input: ResendInvitationInput!) { resendInvitation(input: $input) { __typename } }`;
    for (const _time of [1, 2]) {
      identity.clock.advance({ minutes: 2 });
      expectNoErrors(await (await identity.as(contoso.admin)).execute(resend, { input: { userId: id } }));
      await tried(id);
    }
    await mail.open();
    identity.clock.advance({ minutes: 2 });
    await identity.catchUp();
    expect(mail.to(email)).toHaveLength(1);
    expect(await invitationMail(id)).toMatchObject({ invitationMail: 'SENT' });
  });

  it('gives each mail to one of several senders at the same time', async () => {
    const others = await Promise.all([anotherSender(), anotherSender()]);
    const before = mail.accepted.length;
    const ids = await Promise.all(Array.from({ length: 12 }, () => invite()));
    await Promise.all([identity.catchUp(), ...others.map(({ sender }) => sender.sendDue())]);
    await Promise.all(ids.map(({ id }) => settled(id)));
    expect(mail.accepted.length - before).toBe(12);
    for (const { email } of ids) expect(mail.to(email)).toHaveLength(1);
    await Promise.all(others.map(({ stop }) => stop()));
  });

  it('sends again, with the same Message-ID, what a killed sender had sent and not stored', async () => {
    const accepting = Promise.withResolvers<undefined>();
    const release = Promise.withResolvers<undefined>();
    hold = async () => {
      accepting.resolve(undefined);
      await release.promise;
    };
    const { id, email } = await invite();
    await accepting.promise;
    // What the kill leaves: the lease of a process that is gone.
    await identity.sql('UPDATE identity.mail_message SET lease = gen_random_uuid() WHERE user_id = $1', [id]);
    release.resolve(undefined);
    await until(() => mail.to(email).length === 1);
    expect(await rowOf(id)).toMatchObject({ state: 'WAITING' });
    identity.clock.advance({ minutes: 6 });
    await identity.catchUp();
    expect(await rowOf(id)).toMatchObject({ state: 'SENT' });
    const [first, second] = mail.to(email);
    expect(second?.messageId).toBe(first?.messageId);
  });

  it('counts what waits and what was given up', async () => {
    mail.reject('RCPT TO', 550);
    const given = await invite();
    await settled(given.id);
    mail.reject('RCPT TO', 450);
    const waiting = await invite();
    await tried(waiting.id);
    const metrics = await (await fetch(`${identity.url}/metrics`)).text();
    expect(metrics).toMatch(/^mail_waiting 1$/m);
    expect(Number(/^mail_failed_last_day (\d+)$/m.exec(metrics)?.[1])).toBeGreaterThan(0);
  });
});

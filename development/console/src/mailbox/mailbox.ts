import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

/** A mail that the product sent. */
export type CaughtMail = {
  /** Counts from 1 since the start. */
  readonly number: number;
  readonly receivedAt: Date;
  /** The recipients of the envelope. */
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  /** Null for a mail without HTML. */
  readonly html: string | null;
  /** Lines as they came, in their order. */
  readonly headers: readonly string[];
};

/** The mail of a development product; nothing of it leaves the machine. */
export type Mailbox = {
  readonly port: number;
  /** The newest first. */
  list(): readonly CaughtMail[];
  find(number: number): CaughtMail | undefined;
  stop(): Promise<void>;
};

/** Mails in memory; older ones are dropped. */
const MOST_MAILS = 200;
const LARGEST_MAIL = 1024 * 1024;

/** Starts an SMTP server that accepts every mail and delivers none. */
export async function startMailbox({ port, host }: { port: number; host: string }): Promise<Mailbox> {
  const mails: CaughtMail[] = [];
  let received = 0;
  const keep = async (source: NodeJS.ReadableStream, to: readonly string[]): Promise<void> => {
    const mail = await simpleParser(source as never);
    received += 1;
    mails.unshift({
      number: received,
      receivedAt: new Date(),
      to,
      subject: mail.subject ?? '',
      text: mail.text ?? '',
      html: mail.html === false || mail.html === undefined ? null : mail.html,
      headers: mail.headerLines.map(({ line }) => line),
    });
    mails.length = Math.min(mails.length, MOST_MAILS);
  };
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    size: LARGEST_MAIL,
    closeTimeout: 100,
    onData: (stream, { envelope }, done) => {
      const to = envelope.rcptTo.map(({ address }) => address);
      keep(stream, to).then(() => done(), done);
    },
  });
  const listening = server.listen(port, host);
  await once(listening, 'listening');
  // A client that breaks off is no reason to end the console.
  server.on('error', () => undefined);
  return {
    port: (listening.address() as AddressInfo).port,
    list: () => mails,
    find: (number) => mails.find((mail) => mail.number === number),
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

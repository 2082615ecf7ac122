import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import type { SmtpSettings } from '../../src/mail/domain/smtp-settings.js';

/** A mail that the server accepted, with the addresses of the envelope. */
export type Accepted = ParsedMail & { readonly raw: string; readonly envelope: { from: string; to: string[] } };

/** A real SMTP server that keeps what it accepts. */
export type TestMailServer = {
  readonly settings: SmtpSettings;
  readonly accepted: Accepted[];
  /** Mail to this address, in the order of acceptance. */
  to(address: string): Accepted[];
  /** Answers the next commands with this status, until it is undefined again. */
  reject(command: 'DATA' | 'MAIL FROM' | 'RCPT TO', status: number | undefined): void;
  /** Closes the port; `open` listens on it again. */
  down(): Promise<void>;
  open(): Promise<void>;
  stop(): Promise<void>;
};

/** Starts the server on a free port of the loopback. `hold` delays the acceptance of each mail. */
export async function testMailServer({ hold }: { hold?: () => Promise<void> } = {}): Promise<TestMailServer> {
  const accepted: Accepted[] = [];
  const rejections = new Map<string, number>();
  const rejectionOf = (command: string) => {
    const status = rejections.get(command);
    return status === undefined
      ? undefined
      : Object.assign(new Error('not now <ada@contoso.example>'), { responseCode: status });
  };
  const create = () => {
    const server = new SMTPServer({
      disabledCommands: ['STARTTLS', 'AUTH'],
      logger: false,
      // Idle connections of the pool.
      closeTimeout: 100,
      onMailFrom: (_address, _session, done) => done(rejectionOf('MAIL FROM')),
      onRcptTo: (_address, _session, done) => done(rejectionOf('RCPT TO')),
      onData: (stream, { envelope }, done) => {
        const receive = async () => {
          const chunks: Buffer[] = [];
          for await (const chunk of stream) chunks.push(chunk as Buffer);
          const rejection = rejectionOf('DATA');
          if (rejection !== undefined) throw rejection;
          const raw = Buffer.concat(chunks);
          const mail = await simpleParser(raw);
          await hold?.();
          const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
          const to = envelope.rcptTo.map(({ address }) => address);
          accepted.push(Object.assign(mail, { raw: raw.toString('utf8'), envelope: { from, to } }));
        };
        receive().then(() => done(), done);
      },
    });
    server.on('error', () => undefined);
    return server;
  };
  let server = create();
  const listen = async (port: number) => {
    const listening = server.listen(port, '127.0.0.1');
    await once(listening, 'listening');
    return (listening.address() as AddressInfo).port;
  };
  const port = await listen(0);
  const down = () => new Promise<void>((resolve) => server.close(() => resolve()));
  return {
    settings: {
      host: '127.0.0.1',
      port,
      implicitTls: false,
      requireTls: false,
      user: null,
      password: null,
      from: { name: 'Skill Link', address: 'mail@skill-link.example' },
    },
    accepted,
    to: (address) => accepted.filter(({ envelope }) => envelope.to.includes(address)),
    reject: (command, status) => {
      if (status === undefined) rejections.delete(command);
      else rejections.set(command, status);
    },
    down,
    async open() {
      server = create();
      await listen(port);
    },
    stop: down,
  };
}

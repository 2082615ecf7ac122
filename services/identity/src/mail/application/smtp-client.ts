import { createTransport } from 'nodemailer';
import type { SmtpFailure } from '../domain/sending-fault.js';
import type { Mailbox, SmtpSettings } from '../domain/smtp-settings.js';

/** A mail as it leaves. */
export type OutgoingMail = {
  /** Stable: a mail that is sent twice has the same Message-ID, by which receivers recognize it. */
  readonly id: string;
  readonly to: Mailbox;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly unsubscribeUrl: string;
};

/** Sends mail over a pool of connections. */
export type SmtpClient = {
  /** Resolves when the server has accepted the mail; otherwise rejects. */
  send(mail: OutgoingMail): Promise<void>;
  /** Ends the connections, also those that are sending. */
  close(): void;
};

/** Connections of one process to the mail server. */
export const MOST_CONNECTIONS = 4;
const TIMEOUT_MILLISECONDS = 10_000;
/** Control characters, and marks that change the direction of the text after them, end in no header. */
const UNPRINTABLE = /[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]+/gu;

/** A client of the mail server of the settings. */
export function smtpClient({ host, port, implicitTls, requireTls, user, password, from }: SmtpSettings): SmtpClient {
  const transport = createTransport({
    pool: true,
    host,
    port,
    secure: implicitTls,
    requireTLS: requireTls,
    ...(user !== null && { auth: { user, pass: password ?? '' } }),
    maxConnections: MOST_CONNECTIONS,
    // The outbox repeats: the pool would do so without its Retry rules.
    maxRequeues: 0,
    idleTimeout: TIMEOUT_MILLISECONDS,
    connectionTimeout: TIMEOUT_MILLISECONDS,
    greetingTimeout: TIMEOUT_MILLISECONDS,
    socketTimeout: TIMEOUT_MILLISECONDS,
    dnsTimeout: TIMEOUT_MILLISECONDS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const domain = from.address.slice(from.address.lastIndexOf('@') + 1);
  return {
    async send({ id, to, subject, text, html, unsubscribeUrl }) {
      await transport.sendMail({
        from,
        to: { name: printable(to.name), address: to.address },
        subject: printable(subject),
        text,
        html,
        messageId: `<${id}@${domain}>`,
        list: { unsubscribe: { url: unsubscribeUrl } },
        headers: {
          'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
          'Auto-Submitted': 'auto-generated',
        },
      });
    },
    close: () => transport.close({ force: true }),
  };
}

/** What is known of a failure, without the answer of the server, which may quote addresses. */
export function failureOf(error: unknown): SmtpFailure {
  const { code, command, responseCode } = error as { code?: unknown; command?: unknown; responseCode?: unknown };
  return {
    code: typeof code === 'string' ? code : undefined,
    command: typeof command === 'string' ? command : undefined,
    status: typeof responseCode === 'number' ? responseCode : undefined,
  };
}

function printable(text: string): string {
  return text.replaceAll(UNPRINTABLE, ' ').trim();
}

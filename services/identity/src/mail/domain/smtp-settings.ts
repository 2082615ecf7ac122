/** The mail server and the sender of all mail. */
export type SmtpSettings = {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte (smtps). */
  readonly implicitTls: boolean;
  /** Nothing is sent over a connection that STARTTLS did not secure. */
  readonly requireTls: boolean;
  readonly user: string | null;
  readonly password: string | null;
  readonly from: Mailbox;
};

/** An address with the name that mail programs show. */
export type Mailbox = { readonly name: string; readonly address: string };

/** The accepted form of SMTP_URL, for messages. */
export const SMTP_URL_FORM = 'smtps://user@host:465 or smtp://user@host:587, without a password: SMTP_PASSWORD has it';

/** The accepted form of MAIL_FROM, for messages. */
export const MAIL_FROM_FORM = 'an address, or a name and an address: Skill Link <mail@partners.example>';

const ADDRESS = /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[A-Za-z\d](?:[A-Za-z\d.-]{0,250}[A-Za-z\d])?$/;
const NAMED = /^([^<>"\\\p{Cc}]{1,100}?) *<([^<>]+)>$/u;
const LOOPBACK = /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/;
const PORTS = { 'smtp:': 587, 'smtps:': 465 };

/** The server of SMTP_URL; undefined when the text names none. */
export function parseSmtpUrl(text: string): Pick<SmtpSettings, 'host' | 'implicitTls' | 'port' | 'user'> | undefined {
  const url = URL.parse(text);
  if (url === null || (url.protocol !== 'smtp:' && url.protocol !== 'smtps:')) return undefined;
  const isPlain = url.password === '' && /^\/?$/.test(url.pathname) && url.search === '' && url.hash === '';
  const user = decoded(url.username);
  if (!isPlain || user === undefined || url.hostname === '') return undefined;
  const port = url.port === '' ? PORTS[url.protocol] : Number(url.port);
  return { host: url.hostname, port, implicitTls: url.protocol === 'smtps:', user: user === '' ? null : user };
}

/** The sender of MAIL_FROM; undefined when the text is no address. */
export function parseMailFrom(text: string): Mailbox | undefined {
  const [, name = '', address = text] = NAMED.exec(text) ?? [];
  return ADDRESS.test(address) ? { name: name.trim(), address } : undefined;
}

/** Whether mail to this host stays on the machine. */
export function isLoopback(host: string): boolean {
  return LOOPBACK.test(host);
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

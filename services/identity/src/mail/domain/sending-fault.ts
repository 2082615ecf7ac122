/**
 * REJECTED: the server does not accept this message, now or later. DEFERRED: it may accept the message later.
 * UNREACHABLE: the server cannot be used at all, whatever the message.
 */
export type SendingFault = 'DEFERRED' | 'REJECTED' | 'UNREACHABLE';

/** What the SMTP client knows of a failure: its own code, the command, and the status of the answer, if there was one. */
export type SmtpFailure = {
  readonly code: string | undefined;
  readonly command: string | undefined;
  readonly status: number | undefined;
};

/** Commands whose rejection concerns one message. A rejected sign-in or sender is a fault of the settings. */
const OF_THE_MESSAGE = ['RCPT TO', 'DATA'];
/** The client itself finds that the message cannot be sent: an address without a form, a text that is too large. */
const OF_THE_CLIENT = ['EENVELOPE', 'EMESSAGE'];
/** The service is shutting down (RFC 5321, 4.2.1). */
const CLOSING = 421;

/** Classifies the failure of an attempt (RFC 5321, 4.2.1: 4yz may be repeated, 5yz may not). */
export function sendingFault({ code, command, status }: SmtpFailure): SendingFault {
  if (status === undefined) return OF_THE_CLIENT.includes(code ?? '') ? 'REJECTED' : 'UNREACHABLE';
  if (status === CLOSING || !OF_THE_MESSAGE.includes(command ?? '')) return 'UNREACHABLE';
  return status >= 500 ? 'REJECTED' : 'DEFERRED';
}

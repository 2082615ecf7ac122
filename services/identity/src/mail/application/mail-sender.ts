import { randomUUID } from 'node:crypto';
import { inTransaction } from '@app/subgraph-kit/database/transaction';
import { describeError } from '@app/subgraph-kit/graphql/error-masking';
import type { Logger } from 'pino';
import type { Dependencies } from '../../dependencies.js';
import { html, type Letter, plainText } from '../domain/letter.js';
import { cancelReason } from '../domain/recipient.js';
import { retryAfter } from '../domain/retry-schedule.js';
import { type SendingFault, sendingFault } from '../domain/sending-fault.js';
import { type ClaimedMessage, claimMessages } from '../store/claim.store.js';
import {
  type Held,
  postponeMessage,
  type Settled,
  saveInvitationSentAt,
  settleMessage,
} from '../store/result.store.js';
import { failureOf, MOST_CONNECTIONS, type SmtpClient } from './smtp-client.js';
import type { UnsubscribeTokens } from './unsubscribe-token.js';

/** Longer than the time limits of an attempt together. A killed sender's messages are sent again after it. */
const LEASE_MILLISECONDS = 5 * 60_000;
/** Running attempts get this long when the process stops. */
const GRACE_MILLISECONDS = 2_000;

type Options = {
  readonly client: SmtpClient;
  readonly tokens: UnsubscribeTokens;
  readonly publicUrl: string;
  readonly log: Logger;
};

/**
 * Sends messages that are due. Any number of processes can send: a message is leased to one of them. Between the answer of
 * the server and the commit that stores it a killed process leaves a message that was sent and still waits; it is sent
 * again, with the same Message-ID.
 */
export class MailSender {
  #stopping = false;
  readonly #running = new Set<Promise<unknown>>();

  constructor(
    private readonly deps: Pick<Dependencies, 'clock' | 'dataSource'>,
    private readonly options: Options,
  ) {}

  /** Sends until nothing is due, the server cannot be used, or the process stops. */
  async sendDue(): Promise<void> {
    while (!this.#stopping) {
      const now = this.deps.clock.now();
      const lease = { id: randomUUID(), until: new Date(now.getTime() + LEASE_MILLISECONDS) };
      const messages = await inTransaction(this.deps.dataSource, 'every-organization', (manager) =>
        claimMessages(manager, { lease, now, limit: MOST_CONNECTIONS }),
      );
      if (messages.length === 0) return;
      const round = Promise.all(messages.map((message) => this.#handle(message, { id: message.id, lease: lease.id })));
      this.#running.add(round);
      const faults = await round.finally(() => this.#running.delete(round));
      if (faults.includes('UNREACHABLE')) return;
    }
  }

  /** Begins no more attempts, and cancels the running ones after a moment: their messages wait for the end of the lease. */
  async stop(): Promise<void> {
    this.#stopping = true;
    const timer = setTimeout(() => this.options.client.close(), GRACE_MILLISECONDS);
    await Promise.allSettled(this.#running);
    clearTimeout(timer);
    this.options.client.close();
  }

  /** Handles one message; returns the fault of its attempt. */
  async #handle(message: ClaimedMessage, held: Held): Promise<SendingFault | null> {
    const reason = cancelReason(message, this.deps.clock.now());
    if (reason !== null) {
      await this.#settle(message, held, { state: 'CANCELED', problem: reason });
      return null;
    }
    try {
      await this.#send(message);
    } catch (error) {
      return this.#afterFailure(message, held, error);
    }
    await this.#settle(message, held, { state: 'SENT', problem: null });
    return null;
  }

  async #send(message: ClaimedMessage): Promise<void> {
    const { client, tokens, publicUrl } = this.options;
    const unsubscribeUrl = `${publicUrl}/mail/unsubscribe/${tokens.write(message.id)}`;
    const letter: Letter = { ...message, publicUrl, unsubscribeUrl };
    await client.send({
      id: message.id,
      to: { name: message.displayName, address: message.address },
      subject: message.content.subject,
      text: plainText(letter),
      html: html(letter),
      unsubscribeUrl,
    });
  }

  async #afterFailure(message: ClaimedMessage, held: Held, error: unknown): Promise<SendingFault> {
    const failure = failureOf(error);
    const fault = sendingFault(failure);
    const { dueAt, ...retry } = retryAfter(message, fault, this.deps.clock.now());
    this.options.log.warn(
      { messageId: message.id, kind: message.kind, fault, givenUp: dueAt === null, smtp: failure },
      'a mail was not accepted',
    );
    if (dueAt === null) await this.#settle(message, held, { state: 'FAILED', problem: fault });
    else
      await inTransaction(this.deps.dataSource, 'every-organization', (manager) =>
        postponeMessage(manager, held, { ...retry, dueAt }),
      );
    return fault;
  }

  async #settle(message: ClaimedMessage, held: Held, end: Settled): Promise<void> {
    const at = this.deps.clock.now();
    await inTransaction(this.deps.dataSource, 'every-organization', async (manager) => {
      const isOurs = await settleMessage(manager, held, end, at);
      if (isOurs && end.state === 'SENT' && message.kind === 'INVITATION')
        await saveInvitationSentAt(manager, message, at);
    }).catch((error: unknown) => {
      // The lease ends, and the message is handled again.
      this.options.log.error({ messageId: message.id, err: describeError(error) }, 'the end of a mail was not stored');
    });
  }
}

import { setTimeout as pause } from 'node:timers/promises';
import { Client, escapeIdentifier } from 'pg';
import type { Logger } from 'pino';

const RECONNECT_MILLISECONDS = 1_000;

/**
 * Runs work when a transaction that notified a channel has committed, and after each connection, because notifications
 * without a listener are lost. One run at a time: notifications during a run lead to one more. Work that fails is logged;
 * a schedule of its own must find what was missed.
 */
export class NotificationListener {
  #client: Client | undefined;
  #running: Promise<void> | undefined;
  #isDue = false;
  #stopped = false;
  readonly #listening: Promise<void>;

  constructor(
    private readonly options: {
      readonly databaseUrl: string;
      readonly channel: string;
      readonly work: () => Promise<void>;
      readonly log: Logger;
    },
  ) {
    this.#listening = this.#listen();
  }

  /** Waits for the current run. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#client?.end().catch(() => undefined);
    await this.#listening;
    await this.#running;
  }

  async #listen(): Promise<void> {
    for (;;) {
      await this.#untilDisconnected().catch((error: unknown) =>
        this.#warn(error, 'the connection for notifications failed'),
      );
      if (this.#stopped) return;
      await pause(RECONNECT_MILLISECONDS, undefined, { ref: false });
    }
  }

  async #untilDisconnected(): Promise<void> {
    if (this.#stopped) return;
    const { databaseUrl, channel } = this.options;
    const client = new Client({ connectionString: databaseUrl, connectionTimeoutMillis: 3_000, keepAlive: true });
    client.on('error', () => undefined);
    const disconnected = new Promise<void>((resolve) => client.once('end', resolve));
    this.#client = client;
    await client.connect();
    client.on('notification', () => this.#wake());
    await client.query(`LISTEN ${escapeIdentifier(channel)}`);
    this.#wake();
    await disconnected;
  }

  #wake(): void {
    this.#isDue = true;
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
    });
  }

  async #run(): Promise<void> {
    while (this.#isDue && !this.#stopped) {
      this.#isDue = false;
      await this.options.work().catch((error: unknown) => this.#warn(error, 'work after a notification failed'));
    }
  }

  #warn(error: unknown, message: string): void {
    if (!this.#stopped) this.options.log.warn({ err: { message: (error as Error).message } }, message);
  }
}

import { Client, escapeIdentifier } from 'pg';
import type { Logger } from 'pino';

const SWEEP_MILLISECONDS = 3_000;
/** A worker takes its first job a moment after it is created; its sign of life is there by then. */
const GRACE = '3 seconds';

/**
 * Frees the jobs of workers that were killed. The queue itself would wait four hours: it cannot tell a dead worker from
 * a slow one. Here each worker holds an advisory lock as its sign of life, which PostgreSQL releases with its connection.
 */
export class WorkerLiveness {
  readonly #own = new Set<string>();
  #client: Client | undefined;
  #timer: NodeJS.Timeout | undefined;
  #beating: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(
    private readonly workerUrl: string,
    private readonly service: string,
    private readonly log: Logger,
  ) {}

  /** Begins to give signs of life and to look for jobs of the dead. */
  start(): void {
    this.#beating = this.#beat();
  }

  /** A worker of this process. */
  add(workerId: string): void {
    this.#own.add(workerId);
    if (this.#client !== undefined) void this.#hold(this.#client, workerId).catch(() => undefined);
  }

  /** Ends the signs of life; call it after the workers have stopped. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#beating;
    await this.#client?.end().catch(() => undefined);
  }

  async #beat(): Promise<void> {
    try {
      await this.#sweep(this.#client ?? (await this.#connect()));
    } catch (error) {
      this.log.warn(
        { err: { message: (error as Error).message } },
        'the queue could not be searched for jobs of dead workers',
      );
      await this.#client?.end().catch(() => undefined);
      this.#client = undefined;
    }
    if (!this.#stopped) this.#timer = setTimeout(() => this.start(), SWEEP_MILLISECONDS);
  }

  async #connect(): Promise<Client> {
    const client = new Client({ connectionString: this.workerUrl, connectionTimeoutMillis: 3_000 });
    client.on('error', () => undefined);
    await client.connect();
    for (const workerId of this.#own) await this.#hold(client, workerId);
    this.#client = client;
    return client;
  }

  async #hold(client: Client, workerId: string): Promise<void> {
    await client.query('SELECT pg_advisory_lock(hashtextextended($1, 0))', [workerId]);
  }

  async #sweep(client: Client): Promise<void> {
    const schema = escapeIdentifier(`${this.service}_worker`);
    const holders = await client.query<{ worker_id: string }>(
      `SELECT DISTINCT locked_by AS worker_id FROM ${schema}._private_jobs
       WHERE locked_by IS NOT NULL AND locked_at < now() - interval '${GRACE}' AND NOT (locked_by = ANY($1))`,
      [[...this.#own]],
    );
    for (const { worker_id: workerId } of holders.rows) {
      const taken = await client.query<{ dead: boolean }>(
        'SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS dead',
        [workerId],
      );
      if (!taken.rows[0]?.dead) continue;
      await client.query(`SELECT ${schema}.force_unlock_workers(ARRAY[$1])`, [workerId]);
      await client.query('SELECT pg_advisory_unlock(hashtextextended($1, 0))', [workerId]);
      this.log.warn({ workerId }, 'the jobs of a dead worker are free again');
    }
  }
}

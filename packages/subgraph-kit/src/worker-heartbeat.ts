import { Client, escapeIdentifier } from 'pg';
import type { Logger } from 'pino';

const SWEEP_MILLISECONDS = 3_000;
/** Whoever lost the connection gives a sign of life again before others have looked twice. */
const RECONNECT_MILLISECONDS = 500;
/** A worker takes its first job a moment after it is created; its sign of life is there by then. */
const GRACE = '3 seconds';

/**
 * Frees the jobs of workers that were killed. The queue itself would wait four hours: it cannot tell a dead worker from
 * a slow one. Here each worker holds an advisory lock as its sign of life, which PostgreSQL releases with its connection.
 * Dead is who gave none at two looks in a row: a job that is freed under a living worker would be done by both.
 */
export class WorkerHeartbeat {
  readonly #own = new Set<string>();
  /** Whose sign of life this connection gives. */
  #given = new Set<string>();
  #client: Client | undefined;
  #timer: NodeJS.Timeout | undefined;
  #beating: Promise<void> | undefined;
  /** Those who gave no sign of life at the last look. */
  #silent = new Set<string>();
  #lookedAt = Number.NEGATIVE_INFINITY;
  #stopped = false;

  constructor(
    private readonly workerUrl: string,
    private readonly service: string,
    private readonly log: Logger,
  ) {}

  /** Begins to give signs of life and to look for jobs of the dead. */
  start(): void {
    clearTimeout(this.#timer);
    this.#beating = this.#beat().then((pause) => {
      this.#beating = undefined;
      if (!this.#stopped) this.#timer = setTimeout(() => this.start(), pause);
    });
  }

  /** A worker of this process. */
  add(workerId: string): void {
    this.#own.add(workerId);
    if (this.#client !== undefined) void this.#give(this.#client).catch(() => undefined);
  }

  /** Ends the signs of life; call it after the workers have stopped. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#beating;
    await this.#client?.end().catch(() => undefined);
  }

  /** Until the next one in milliseconds. */
  async #beat(): Promise<number> {
    try {
      const client = this.#client ?? (await this.#connect());
      const given = await this.#give(client);
      // Also where signs of life are tried for more often, two looks are far apart.
      if (performance.now() - this.#lookedAt >= SWEEP_MILLISECONDS) {
        this.#lookedAt = performance.now();
        await this.#sweep(client);
      }
      return given ? SWEEP_MILLISECONDS : RECONNECT_MILLISECONDS;
    } catch (error) {
      this.log.warn(
        { err: { message: (error as Error).message } },
        'the queue could not be searched for jobs of dead workers',
      );
      const failed = this.#client;
      this.#client = undefined;
      await failed?.end().catch(() => undefined);
      return RECONNECT_MILLISECONDS;
    }
  }

  async #connect(): Promise<Client> {
    const client = new Client({ connectionString: this.workerUrl, connectionTimeoutMillis: 3_000 });
    client.on('error', () => undefined);
    await client.connect();
    this.#client = client;
    this.#given = new Set();
    // What an earlier connection saw may have been a moment ago.
    this.#silent = new Set();
    client.once('end', () => {
      if (this.#client !== client || this.#stopped) return;
      this.#client = undefined;
      if (this.#beating === undefined) this.start();
    });
    return client;
  }

  /** Never waits: PostgreSQL may believe for a while that the connection before this one is still there. */
  async #give(client: Client): Promise<boolean> {
    for (const workerId of this.#own) {
      if (this.#given.has(workerId)) continue;
      const { rows } = await client.query<{ given: boolean }>(
        'SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS given',
        [workerId],
      );
      if (rows[0]?.given && client === this.#client) this.#given.add(workerId);
    }
    return this.#given.size === this.#own.size;
  }

  async #sweep(client: Client): Promise<void> {
    const schema = escapeIdentifier(`${this.service}_worker`);
    const holders = await client.query<{ worker_id: string }>(
      `SELECT DISTINCT locked_by AS worker_id FROM ${schema}._private_jobs
       WHERE locked_by IS NOT NULL AND locked_at < now() - interval '${GRACE}' AND NOT (locked_by = ANY($1))`,
      [[...this.#own]],
    );
    const silent = new Set<string>();
    for (const { worker_id: workerId } of holders.rows) {
      const taken = await client.query<{ free: boolean }>(
        'SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS free',
        [workerId],
      );
      if (!taken.rows[0]?.free) continue;
      if (this.#silent.has(workerId)) {
        await client.query(`SELECT ${schema}.force_unlock_workers(ARRAY[$1])`, [workerId]);
        this.log.warn({ workerId }, 'the jobs of a dead worker are free again');
      } else silent.add(workerId);
      await client.query('SELECT pg_advisory_unlock(hashtextextended($1, 0))', [workerId]);
    }
    this.#silent = silent;
  }
}

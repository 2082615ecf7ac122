import { Client, escapeIdentifier } from 'pg';
import type { Logger } from 'pino';

const SWEEP_MILLISECONDS = 3_000;
/** After a lost connection a worker renews its lease before other workers have looked twice. */
const RECONNECT_MILLISECONDS = 500;

/**
 * Releases the jobs of killed workers, and those whose worker does not know of them. graphile-worker itself would wait four hours, because it cannot distinguish a dead
 * worker from a slow one. Here each worker holds an advisory lock as its lease, which PostgreSQL releases when its
 * connection ends. A worker without a lease at two consecutive sweeps is dead: a job released from a living worker
 * would run twice. The time between the sweeps is enough for a worker that has just taken its first job, or lost its
 * connection, to get its lease.
 */
export class WorkerHeartbeat {
  readonly #own = new Set<string>();
  /** Attempts of jobs that began here, of those that were locked at the last sweep or later. */
  readonly #begun = new Set<string>();
  /** Attempts that are locked for this process and had not begun at the last sweep. */
  #missed = new Set<string>();
  /** Workers whose lease this connection holds. */
  #held = new Set<string>();
  #client: Client | undefined;
  #timer: NodeJS.Timeout | undefined;
  #beating: Promise<void> | undefined;
  /** Workers without a lease at the last sweep. */
  #suspects = new Set<string>();
  #sweptAt = Number.NEGATIVE_INFINITY;
  #stopped = false;

  constructor(
    private readonly workerUrl: string,
    private readonly service: string,
    private readonly log: Logger,
  ) {}

  /** Starts to renew leases and to release the jobs of dead workers. */
  start(): void {
    clearTimeout(this.#timer);
    this.#beating = this.#beat().then((pause) => {
      this.#beating = undefined;
      if (!this.#stopped) this.#timer = setTimeout(() => this.start(), pause);
    });
  }

  /** Adds a worker of this process. */
  add(workerId: string): void {
    this.#own.add(workerId);
    if (this.#client !== undefined) void this.#renew(this.#client).catch(() => undefined);
  }

  /** Notes that a worker of this process has begun a job. */
  begin({ id, attempts }: { id: string; attempts: number }): void {
    this.#begun.add(attemptOf(id, attempts));
  }

  /** Ends the leases; call it after the workers have stopped. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#beating;
    await this.#client?.end().catch(() => undefined);
  }

  /** Returns the pause before the next beat in milliseconds. */
  async #beat(): Promise<number> {
    try {
      const client = this.#client ?? (await this.#connect());
      const held = await this.#renew(client);
      // Sweeps stay apart, also while leases are renewed more often.
      if (performance.now() - this.#sweptAt >= SWEEP_MILLISECONDS) {
        this.#sweptAt = performance.now();
        await this.#sweep(client);
        await this.#releaseMissed(client);
      }
      return held ? SWEEP_MILLISECONDS : RECONNECT_MILLISECONDS;
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
    this.#held = new Set();
    // The last sweep of an earlier connection may be only a moment old.
    this.#suspects = new Set();
    client.once('end', () => {
      if (this.#client !== client || this.#stopped) return;
      this.#client = undefined;
      if (this.#beating === undefined) this.start();
    });
    return client;
  }

  /** Does not wait: PostgreSQL may keep the lock of the previous connection for a while. */
  async #renew(client: Client): Promise<boolean> {
    for (const workerId of this.#own) {
      if (this.#held.has(workerId)) continue;
      const { rows } = await client.query<{ held: boolean }>(
        'SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS held',
        [workerId],
      );
      if (rows[0]?.held && client === this.#client) this.#held.add(workerId);
    }
    return this.#held.size === this.#own.size;
  }

  async #sweep(client: Client): Promise<void> {
    const schema = escapeIdentifier(`${this.service}_worker`);
    const holders = await client.query<{ worker_id: string }>(
      `SELECT DISTINCT locked_by AS worker_id FROM ${schema}._private_jobs
       WHERE locked_by IS NOT NULL AND NOT (locked_by = ANY($1))`,
      [[...this.#own]],
    );
    const suspects = new Set<string>();
    for (const { worker_id: workerId } of holders.rows) {
      const lock = await client.query<{ free: boolean }>(
        'SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS free',
        [workerId],
      );
      if (!lock.rows[0]?.free) continue;
      if (this.#suspects.has(workerId)) {
        await client.query(`SELECT ${schema}.force_unlock_workers(ARRAY[$1])`, [workerId]);
        this.log.warn({ workerId }, 'the jobs of a dead worker were released');
      } else suspects.add(workerId);
      await client.query('SELECT pg_advisory_unlock(hashtextextended($1, 0))', [workerId]);
    }
    this.#suspects = suspects;
  }

  /**
   * The answer to a worker that takes a job can be lost with its connection: the job is then locked for a living worker
   * that does not know of it. One that has not begun between two sweeps is released.
   */
  async #releaseMissed(client: Client): Promise<void> {
    const schema = escapeIdentifier(`${this.service}_worker`);
    const own = [...this.#own];
    // What begins after this is not known to the query, and stays.
    const begunBefore = [...this.#begun];
    const { rows } = await client.query<{ id: string; attempts: number }>(
      `SELECT id::text, attempts FROM ${schema}._private_jobs WHERE locked_by = ANY($1)`,
      [own],
    );
    const locked = new Set(rows.map(({ id, attempts }) => attemptOf(id, attempts)));
    const missed = rows.filter(({ id, attempts }) => !this.#begun.has(attemptOf(id, attempts)));
    const lost = missed.filter(({ id, attempts }) => this.#missed.has(attemptOf(id, attempts)));
    if (lost.length > 0) {
      await client.query(
        `WITH released AS (
           UPDATE ${schema}._private_jobs AS job SET locked_by = NULL, locked_at = NULL
           FROM unnest($2::bigint[], $3::integer[]) AS lost (id, attempts)
           WHERE (job.id, job.attempts) = (lost.id, lost.attempts) AND job.locked_by = ANY($1) RETURNING job.job_queue_id)
         UPDATE ${schema}._private_job_queues SET locked_by = NULL, locked_at = NULL
         WHERE id IN (SELECT job_queue_id FROM released) AND locked_by = ANY($1)`,
        [own, lost.map(({ id }) => id), lost.map(({ attempts }) => attempts)],
      );
      this.log.warn({ jobs: lost.length }, 'jobs that no worker had begun were released');
    }
    this.#missed = new Set(missed.map(({ id, attempts }) => attemptOf(id, attempts)));
    for (const attempt of begunBefore) if (!locked.has(attempt)) this.#begun.delete(attempt);
  }
}

function attemptOf(id: string, attempts: number): string {
  return `${id}/${attempts}`;
}

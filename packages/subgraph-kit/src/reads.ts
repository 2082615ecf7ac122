import type { Pool, PoolClient, QueryResultRow } from 'pg';
import type { Columns, Fields, RowOf } from './columns.js';
import { isSessionEnd } from './database-faults.js';
import { Retries } from './retries.js';
import { checkRows } from './row-check.js';
import { SET_TENANT_SCOPE, type TenantScope, tenantScopeSettings } from './tenant-scope.js';

/** A statement that PostgreSQL plans once per connection: its name must be unique in the service. */
export type Statement<F extends Fields = Fields> = {
  readonly name: string;
  readonly text: string;
  /** What its rows are made of (columns.ts). */
  readonly columns?: Columns<F>;
};

/** The request ended before its work did: its caller hung up, or the gateway waited long enough. */
export class RequestAborted extends Error {
  constructor() {
    super('The request is over.');
  }
}

/** One read-only transaction; `begun` rejects when the reach is not set. */
type Snapshot = { readonly client: PoolClient; readonly begun: Promise<unknown>; failed: boolean; wasRead: boolean };

/**
 * The reads of one GraphQL request: one read-only transaction, opened at the first read, that sets the caller's
 * reach once. All reads see the same snapshot, and row level security holds behind every one of them. When the session
 * ends before anything was read, the reads go on in a new snapshot; afterwards only where several may be mixed.
 */
export class RequestReads {
  #opening: Promise<Snapshot> | undefined;
  #over = false;
  #mixed = false;
  #torn: unknown;

  constructor(
    private readonly pool: Pool,
    private readonly tenantScope: TenantScope,
  ) {}

  /** The rows of a named statement, of the type of its columns. */
  query<F extends Fields>(
    statement: Statement<F> & { readonly columns: Columns<F> },
    values: readonly unknown[],
  ): Promise<RowOf<Columns<F>>[]>;
  query<Row extends QueryResultRow>(statement: Statement, values: readonly unknown[]): Promise<Row[]>;
  async query<Row extends QueryResultRow>(statement: Statement, values: readonly unknown[]): Promise<Row[]> {
    const retries = new Retries();
    for (;;) {
      if (this.#over) throw new RequestAborted();
      if (this.#torn !== undefined) throw this.#torn;
      this.#opening ??= this.#open();
      const opening = this.#opening;
      try {
        return await this.#read<Row>(await opening, statement, values);
      } catch (error) {
        if (!isSessionEnd(error)) throw error;
        await this.#discard(opening, error);
        if (this.#torn !== undefined || !(await retries.shouldRetry(error))) throw error;
      }
    }
  }

  /** From here on a lost snapshot may be followed by a newer one: what a mutation answers is read after it, bit by bit. */
  allowMixedSnapshots(): void {
    this.#mixed = true;
  }

  /** The error that ended a snapshot after some of it had been read: the whole request is to be read again. */
  get lostSnapshot(): unknown {
    return this.#torn;
  }

  /** Ends the snapshot for good: whoever asked has the answer or has hung up, so that nothing more is worth reading. */
  async end(): Promise<void> {
    this.#over = true;
    await this.close();
  }

  /** Ends the snapshot, so that the next read sees what was committed since: after a mutation. */
  async close(): Promise<void> {
    const opening = this.#opening;
    if (opening === undefined) return;
    this.#opening = undefined;
    const snapshot = await opening.catch(() => undefined);
    if (snapshot === undefined) return;
    const ended = await snapshot.client.query(snapshot.failed ? 'ROLLBACK' : 'COMMIT').then(
      () => true,
      () => false,
    );
    snapshot.client.release(!ended);
  }

  async #read<Row extends QueryResultRow>(snapshot: Snapshot, statement: Statement, values: readonly unknown[]) {
    if (this.#over) throw new RequestAborted();
    const { client, begun } = snapshot;
    try {
      const asked = client.query<Row>({ name: statement.name, text: statement.text, values: [...values] });
      // Without its transaction a statement would read under no reach at all.
      const [result] = await Promise.all([asked, begun]);
      snapshot.wasRead = true;
      if (statement.columns) checkRows(statement.columns, result, statement.name);
      return result.rows;
    } catch (error) {
      snapshot.failed = true;
      throw error;
    }
  }

  /** Of several reads that lose the same snapshot the first one gives it up. */
  async #discard(opening: Promise<Snapshot>, reason: unknown): Promise<void> {
    if (this.#opening !== opening) return;
    this.#opening = undefined;
    const snapshot = await opening.catch(() => undefined);
    if (snapshot === undefined) return;
    if (snapshot.wasRead && !this.#mixed) this.#torn = reason;
    snapshot.client.release(true);
  }

  async #open(): Promise<Snapshot> {
    const client = await this.pool.connect();
    // Sent without waiting: with pipelining the wall costs no round trip of its own.
    const begun = Promise.all([
      client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY'),
      client.query({ ...SET_TENANT_SCOPE, values: tenantScopeSettings(this.tenantScope) }),
    ]);
    const snapshot: Snapshot = { client, begun, failed: false, wasRead: false };
    begun.catch(() => {
      snapshot.failed = true;
    });
    return snapshot;
  }
}

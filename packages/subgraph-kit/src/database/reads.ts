import type { Pool, PoolClient, QueryResultRow } from 'pg';
import type { Columns, Fields, RowOf } from './columns.js';
import { isAfterFailure, isSessionEnd } from './database-faults.js';
import { Retries } from './retries.js';
import { checkRows } from './row-check.js';
import { beginReadOnly, type TenantScope } from './tenant-scope.js';

/** A statement that PostgreSQL parses once per connection. Its name must be unique in the service. */
export type Statement<F extends Fields = Fields> = {
  readonly name: string;
  readonly text: string;
  /**
   * PostgreSQL plans it once per connection, whatever the values: for a statement whose best plan is always the same. Any
   * other PostgreSQL plans for each request while that seems cheaper, which takes longer than to execute a short one.
   */
  readonly isPlannedOnce?: boolean;
  /** The columns of its rows (columns.ts). */
  readonly columns: Columns<F>;
};

/** The request ended before its work: the client closed the connection or the gateway timed out. */
export class RequestAborted extends Error {
  constructor() {
    super('The request was aborted.');
  }
}

/** A read-only transaction; `begun` rejects when the tenant scope could not be set. */
type Snapshot = {
  readonly client: PoolClient;
  readonly begun: Promise<unknown>;
  /** The first error of the transaction, after which PostgreSQL executes nothing more. */
  failure: unknown;
  wasRead: boolean;
  planMode: PlanMode;
};

/** Settings of PostgreSQL for the plans of named statements. */
type PlanMode = 'DEFAULT' | 'force_generic_plan';

const modeOf = ({ isPlannedOnce }: Statement): PlanMode => (isPlannedOnce ? 'force_generic_plan' : 'DEFAULT');

/**
 * The reads of one GraphQL request. One read-only transaction, opened at the first read, sets the tenant scope once;
 * all reads see the same snapshot under row level security. When the session ends before the first result, the reads
 * continue in a new snapshot; later only if snapshots may be mixed.
 */
export class RequestReads {
  #opening: Promise<Snapshot> | undefined;
  #aborted = false;
  #mayMix = false;
  #lostSnapshot: Error | undefined;

  constructor(
    private readonly pool: Pool,
    private readonly tenantScope: TenantScope,
  ) {}

  /** Returns the rows of a named statement, typed by its columns. */
  async query<F extends Fields>(statement: Statement<F>, values: readonly unknown[]): Promise<RowOf<Columns<F>>[]> {
    const retries = new Retries();
    for (;;) {
      if (this.#aborted) throw new RequestAborted();
      if (this.#lostSnapshot !== undefined) throw this.#lostSnapshot;
      this.#opening ??= this.#open(modeOf(statement));
      const opening = this.#opening;
      try {
        return await this.#read(await opening, statement, values);
      } catch (error) {
        if (!isSessionEnd(error)) throw error;
        await this.#discard(opening, error);
        // oxlint-disable-next-line typescript/no-unnecessary-condition -- #discard may have set it
        if (this.#lostSnapshot !== undefined || !(await retries.shouldRetry(error))) throw error;
      }
    }
  }

  /** Allows a new snapshot after a lost one: the result of a mutation is read after the change, field by field. */
  allowMixedSnapshots(): void {
    this.#mayMix = true;
  }

  /** The error that ended a snapshot after its first result. The whole request must be executed again. */
  get lostSnapshot(): Error | undefined {
    return this.#lostSnapshot;
  }

  /** Ends the snapshot and rejects later reads: the request has its answer or was aborted. */
  async end(): Promise<void> {
    this.#aborted = true;
    await this.close();
  }

  /** Ends the snapshot, so that the next read sees later commits: after a mutation. */
  async close(): Promise<void> {
    const opening = this.#opening;
    if (opening === undefined) return;
    this.#opening = undefined;
    const snapshot = await opening.catch(() => undefined);
    if (snapshot === undefined) return;
    const ended = await snapshot.client.query(snapshot.failure === undefined ? 'COMMIT' : 'ROLLBACK').then(
      () => true,
      () => false,
    );
    snapshot.client.release(!ended);
  }

  async #read<Row extends QueryResultRow>(snapshot: Snapshot, statement: Statement, values: readonly unknown[]) {
    if (this.#aborted) throw new RequestAborted();
    const { client, begun } = snapshot;
    const mode = modeOf(statement);
    try {
      const planned = snapshot.planMode === mode ? undefined : client.query(`SET LOCAL plan_cache_mode TO ${mode}`);
      snapshot.planMode = mode;
      const asked = client.query<Row>({ name: statement.name, text: statement.text, values: [...values] });
      // Without its transaction a statement would run without a tenant scope.
      const [result] = await Promise.all([asked, begun, planned]);
      snapshot.wasRead = true;
      checkRows(statement.columns, result, statement.name);
      return result.rows;
    } catch (error) {
      snapshot.failure ??= error;
      throw isAfterFailure(error) ? snapshot.failure : error;
    }
  }

  /** The first of several reads that lose the same snapshot discards it. */
  async #discard(opening: Promise<Snapshot>, reason: unknown): Promise<void> {
    if (this.#opening !== opening) return;
    this.#opening = undefined;
    const snapshot = await opening.catch(() => undefined);
    if (snapshot === undefined) return;
    if (snapshot.wasRead && !this.#mayMix) this.#lostSnapshot = reason as Error;
    snapshot.client.release(true);
  }

  async #open(planMode: PlanMode): Promise<Snapshot> {
    const client = await this.pool.connect();
    // Not awaited: with pipelining the transaction costs no extra round trip.
    const begun = client.query(`${beginReadOnly(this.tenantScope)}; SET LOCAL plan_cache_mode TO ${planMode}`);
    const snapshot: Snapshot = { client, begun, failure: undefined, wasRead: false, planMode };
    begun.catch((error: unknown) => {
      snapshot.failure ??= error;
    });
    return snapshot;
  }
}

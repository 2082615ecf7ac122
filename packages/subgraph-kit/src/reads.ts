import type { Pool, PoolClient, QueryResultRow } from 'pg';
import { type Reach, reachSettings, SET_REACH } from './reach.js';

/** A statement that PostgreSQL plans once per connection: its name must be unique in the service. */
export type Statement = { readonly name: string; readonly text: string };

/** The request ended before its work did: its caller hung up, or the gateway waited long enough. */
export class RequestOver extends Error {
  constructor() {
    super('The request is over.');
  }
}

/**
 * The reads of one GraphQL request: one read-only transaction, opened at the first read, that sets the caller's
 * reach once. All reads see the same snapshot, and row level security holds behind every one of them.
 */
export class RequestReads {
  #opening: Promise<PoolClient> | undefined;
  #failed = false;
  #over = false;

  constructor(
    private readonly pool: Pool,
    private readonly reach: Reach,
  ) {}

  /** The rows of a named statement. */
  async query<Row extends QueryResultRow>(statement: Statement, values: readonly unknown[]): Promise<Row[]> {
    if (this.#over) throw new RequestOver();
    this.#opening ??= this.#open();
    const client = await this.#opening;
    if (this.#over) throw new RequestOver();
    try {
      const result = await client.query<Row>({ name: statement.name, text: statement.text, values: [...values] });
      return result.rows;
    } catch (error) {
      this.#failed = true;
      throw error;
    }
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
    const client = await opening.catch(() => undefined);
    if (client === undefined) return;
    const ended = await client.query(this.#failed ? 'ROLLBACK' : 'COMMIT').then(
      () => true,
      () => false,
    );
    this.#failed = false;
    client.release(!ended);
  }

  async #open(): Promise<PoolClient> {
    const client = await this.pool.connect();
    // Sent without waiting: with pipelining the wall costs no round trip of its own.
    const begun = Promise.all([
      client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY'),
      client.query({ ...SET_REACH, values: reachSettings(this.reach) }),
    ]);
    begun.catch(() => {
      this.#failed = true;
    });
    return client;
  }
}

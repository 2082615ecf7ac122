import type { Readable } from 'node:stream';
import { SET_TENANT_SCOPE, tenantScopeSettings } from '@app/subgraph-kit/database/tenant-scope';
import type { Pool } from 'pg';
import { to } from 'pg-copy-streams';

/** What a COPY reads: one organization's rows, in one snapshot. */
export type CopySource = {
  readonly organizationId: string;
  /** The COPY statement. */
  readonly statement: string;
  /** A statement that returns about how many rows there are. */
  readonly size: string;
};

/** Nothing waits for an export, and its reader may be a slow disk. Instants are written in UTC. */
const SETTINGS = `SET LOCAL statement_timeout = '30min'; SET LOCAL lock_timeout = '1min';
  SET LOCAL idle_in_transaction_session_timeout = '5min'; SET LOCAL work_mem = '64MB'; SET LOCAL jit = 'off';
  SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO, YMD'`;

/**
 * Runs a COPY in a read-only transaction of one snapshot, under row level security, on a connection of a pool without
 * pipelining. Returns what `use` makes of its output, and the number of rows.
 */
export async function copyOut<T>(
  pool: Pool,
  { organizationId, statement, size }: CopySource,
  use: (rows: Readable, expected: number | null) => Promise<T>,
): Promise<{ result: T; rows: number }> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    await client.query(SETTINGS);
    await client.query(SET_TENANT_SCOPE.text, tenantScopeSettings({ organizationId }));
    const { rows: sizes } = await client.query<{ rows: number }>(size);
    const output = client.query(to(statement));
    const result = await use(output, sizes[0]?.rows ?? null);
    // The number of rows arrives with the end of the statement.
    await client.query('COMMIT');
    client.release();
    return { result, rows: output.rowCount };
  } catch (error) {
    // A COPY that was not read to its end leaves the connection in the middle of it.
    client.release(true);
    throw error;
  }
}

import { Pool } from 'pg';
import type { Logger } from 'pino';

/** A pool for named reads, pipelined; a connection that the database drops is logged and replaced, never fatal. */
export function readPool(url: string, log: Logger, size = 8): Pool {
  const pool = new Pool({ connectionString: url, max: size, pipeline: true, connectionTimeoutMillis: 3_000 });
  pool.on('error', (error: Error & { code?: string }) =>
    log.warn({ code: error.code }, 'an idle database connection was lost'),
  );
  return pool;
}

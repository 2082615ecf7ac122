import { Pool, type PoolConfig } from 'pg';
import type { Logger } from 'pino';

/** A pipelined pool for named read statements. */
export function readPool(url: string, log: Logger, size = 8): Pool {
  return resilientPool({ connectionString: url, max: size, pipeline: true, connectionTimeoutMillis: 3_000 }, log);
}

/** A pool that survives lost connections: a dropped connection, idle or in use, is logged and replaced. */
export function resilientPool(config: PoolConfig, log?: Logger): Pool {
  const pool = new Pool(config);
  const note = (error: Error & { code?: string }) => log?.warn({ code: error.code }, 'a database connection was lost');
  pool.on('error', note);
  pool.on('connect', (client) => {
    client.on('error', note);
  });
  return pool;
}

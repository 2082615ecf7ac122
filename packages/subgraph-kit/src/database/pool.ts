import { Pool, type PoolConfig } from 'pg';
import type { Logger } from 'pino';

/** A new connection plans each of its statements again: one that is idle for some minutes is cheaper to keep. */
const IDLE_MILLISECONDS = 300_000;

/** Load balancers and firewalls drop idle connections silently, some after four minutes: the first read would hang. */
const KEEP_ALIVE_MILLISECONDS = 60_000;

/** A pipelined pool for named read statements. */
export function readPool(url: string, log: Logger | undefined, size = 8): Pool {
  return resilientPool(
    {
      connectionString: url,
      max: size,
      pipeline: true,
      connectionTimeoutMillis: 3_000,
      idleTimeoutMillis: IDLE_MILLISECONDS,
      keepAlive: true,
      keepAliveInitialDelayMillis: KEEP_ALIVE_MILLISECONDS,
    },
    log,
  );
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

import { Pool } from 'undici';
import { LIMITS } from '../../limits/limits.js';

/** Opens connections to one subgraph: kept alive, bounded in number and time. */
export function subgraphPool(url: string): Pool {
  return new Pool(new URL(url).origin, {
    connections: LIMITS.subgraphConnections,
    connect: { timeout: LIMITS.connectTimeout },
    headersTimeout: LIMITS.subgraphTimeout,
    bodyTimeout: LIMITS.subgraphTimeout,
    keepAliveTimeout: 30_000,
  });
}

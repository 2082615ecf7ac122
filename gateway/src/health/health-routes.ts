import { retryLater } from '@app/subgraph-kit/processes/retry-later';
import type { FastifyInstance } from 'fastify';
import type { Pool } from 'undici';

/** The services without which the gateway is not ready. */
const NEEDED = new Set(['identity']);

/** `/livez` checks the process alone; `/readyz` checks every service, and requires identity. */
export function healthRoutes(app: FastifyInstance, pools: ReadonlyMap<string, Pool>, isDraining: () => boolean): void {
  app.get('/livez', async () => ({ status: 'live' }));
  app.get('/readyz', async (_request, reply) => {
    const states = await Promise.all([...pools].map(async ([name, pool]) => [name, await answers(pool)] as const));
    const ready = !isDraining() && states.every(([name, up]) => up || !NEEDED.has(name));
    return (ready ? reply : retryLater(reply, 503)).send({
      status: isDraining() ? 'stopping' : ready ? 'ready' : 'not ready',
      supergraph: 'loaded',
      services: Object.fromEntries(states.map(([name, up]) => [name, up ? 'ready' : 'not ready'])),
    });
  });
}

async function answers(pool: Pool): Promise<boolean> {
  try {
    const { statusCode, body } = await pool.request({
      path: '/readyz',
      method: 'GET',
      signal: AbortSignal.timeout(2000),
    });
    await body.dump();
    return statusCode === 200;
  } catch {
    return false;
  }
}

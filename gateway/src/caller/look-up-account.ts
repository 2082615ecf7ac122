import { traceHeaders } from '@app/subgraph-kit/tracing/tracer';
import type { Pool } from 'undici';
import type { SubgraphUrls } from '../environment.js';
import { readBounded } from '../limits/bounded-body.js';
import { LIMITS } from '../limits/limits.js';
import type { Account } from './caller-directory.js';

/**
 * Looks an account up at the identity service; the first sign-in of an invited user binds the invitation to the
 * account.
 */
export function lookUpAccount(
  subgraphs: SubgraphUrls,
  pools: ReadonlyMap<string, Pool>,
  gatewayToken: (audience: string) => Promise<string>,
) {
  const pool = pools.get('identity');
  const prefix = new URL(subgraphs.identity ?? 'http://identity').pathname.replace(/\/$/, '');
  return async (account: Account, requestId: string): Promise<unknown> => {
    if (pool === undefined) throw new Error('there is no identity service');
    const { statusCode, body } = await pool.request({
      path: `${prefix}/callers`,
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${await gatewayToken('identity')}`,
        'x-request-id': requestId,
        ...traceHeaders(),
      },
      body: JSON.stringify(account),
      signal: AbortSignal.timeout(LIMITS.subgraphTimeout),
    });
    const text = (await readBounded(body, 64 * 1024)).toString('utf8');
    if (statusCode !== 200) throw new Error(`status ${statusCode}`);
    return JSON.parse(text);
  };
}

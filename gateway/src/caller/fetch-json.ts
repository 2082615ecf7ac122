import { type Dispatcher, request } from 'undici';
import { readBounded } from '../limits/bounded-body.js';

/** Fetches a small JSON document: 200 only, no redirects, bounded in size and time. */
export async function fetchJson(dispatcher: Dispatcher, url: string, milliseconds = 4000): Promise<unknown> {
  const response = await request(url, {
    dispatcher,
    headers: { accept: 'application/json' },
    signal: AbortSignal.timeout(milliseconds),
  });
  if (response.statusCode !== 200) {
    await response.body.dump().catch(() => undefined);
    throw new Error(`status ${response.statusCode}`);
  }
  return JSON.parse((await readBounded(response.body, 256 * 1024)).toString('utf8'));
}

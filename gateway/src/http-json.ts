import { type Dispatcher, request } from 'undici';

/** Reads a whole body, up to a bound; beyond it the connection is dropped. */
export async function readBounded(body: AsyncIterable<Uint8Array>, limit: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > limit) throw new BodyTooLarge(`The body is larger than ${limit} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

/** A body went over its bound. */
export class BodyTooLarge extends Error {}

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

import type { IncomingHttpHeaders } from 'node:http';

/**
 * Whether a page of one of these origins sent a request, so that the cookie of its browser counts. A page of another
 * origin can neither set these headers, nor add `x-session-request`, which CORS allows to none. Pages of the same site
 * are other origins too: SameSite alone would let them through.
 */
export function isFromOwnPage(
  { method, headers }: { method?: string | undefined; headers: IncomingHttpHeaders },
  origins: readonly string[],
): boolean {
  const { origin, 'sec-fetch-site': site } = headers;
  return (
    method === 'POST' &&
    origin !== undefined &&
    origins.includes(origin) &&
    (site === undefined || site === 'same-origin') &&
    headers['x-session-request'] === '1'
  );
}

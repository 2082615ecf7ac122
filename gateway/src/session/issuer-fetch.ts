import type { CustomFetch } from 'openid-client';
import { type Dispatcher, request } from 'undici';
import { discoveryAddress, WELL_KNOWN } from '../caller/issuer-keys.js';
import { readBounded } from '../limits/bounded-body.js';
import { LIMITS } from '../limits/limits.js';

const LARGEST_ANSWER = 256 * 1024;

/**
 * Requests to an issuer: bounded in time and size, without redirects. An issuer that this process reaches under another
 * name than browsers is asked at its discovery address, and below the origin of that.
 */
export function issuerFetch(
  dispatcher: Dispatcher,
  { issuer, discoveryUrl }: { issuer: string; discoveryUrl: string },
): CustomFetch {
  const [publicOrigin, ownOrigin] = [new URL(issuer).origin, new URL(discoveryUrl).origin];
  const reached = (url: string) => {
    if (url.endsWith(WELL_KNOWN)) return discoveryAddress(discoveryUrl);
    return new URL(url).origin === publicOrigin ? ownOrigin + url.slice(publicOrigin.length) : url;
  };
  return async (url, { method, headers, body }) => {
    const answer = await request(reached(url), {
      dispatcher,
      method,
      headers,
      // The library sends nothing but forms.
      body: body instanceof URLSearchParams ? body.toString() : null,
      signal: AbortSignal.timeout(LIMITS.issuerTimeout),
    });
    const content = await readBounded(answer.body, LARGEST_ANSWER);
    const type = answer.headers['content-type'];
    return new Response(content.byteLength === 0 ? null : new Uint8Array(content), {
      status: answer.statusCode,
      headers: type === undefined ? {} : { 'content-type': String(type) },
    });
  };
}

import type { IncomingHttpHeaders } from 'node:http';
import { withoutSessionCookies } from '../session/session-cookies.js';

/**
 * The headers of a client's request that a service receives. All others stay here: those that identify a caller or an
 * origin (x-user-id, x-forwarded-*, forwarded, via …) would only be claims of the client.
 */
const PASSED_ON = [
  'accept',
  'accept-language',
  'content-type',
  'cookie',
  'if-match',
  'if-none-match',
  'if-range',
  'purpose',
  'range',
  'sec-fetch-dest',
  'sec-fetch-mode',
  'sec-fetch-site',
  'sec-purpose',
  'user-agent',
  'x-moz',
  'x-purpose',
];

/** Headers that belong to one connection (RFC 9110, 7.6.1). */
const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** The headers of a request that are forwarded, without those that the gateway adds and the cookies that are its own. */
export function requestHeaders(headers: Readonly<Record<string, unknown>>): Record<string, string> {
  const passed: Record<string, string> = {};
  for (const name of PASSED_ON) {
    const value = headers[name];
    if (typeof value === 'string') passed[name] = value;
  }
  const { cookie, ...others } = passed;
  const ofServices = cookie === undefined ? undefined : withoutSessionCookies(cookie);
  return ofServices === undefined ? others : { ...others, cookie: ofServices };
}

/** The headers of a service's answer, all but those of the connection. */
export function responseHeaders(headers: IncomingHttpHeaders): Record<string, string | string[]> {
  const named = (headers.connection ?? '')
    .toLowerCase()
    .split(',')
    .map((name) => name.trim());
  const passed: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined && !HOP_BY_HOP.has(name) && !named.includes(name)) passed[name] = value;
  }
  return passed;
}

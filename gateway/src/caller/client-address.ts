import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import proxyAddress, { compile } from '@fastify/proxy-addr';
import parseForwarded from 'forwarded-parse';

/** The address of the client of a request; undefined when the client closed its connection. */
export type ClientAddress = (request: Pick<IncomingMessage, 'headers' | 'socket'>) => string | undefined;

/**
 * Reads the address of the client from the forwarding header as far as trusted proxies wrote it: from the nearest hop
 * outwards, up to the first address that is no trusted proxy. Without trusted proxies the headers are ignored.
 */
export function clientAddress(trusted: readonly string[]): ClientAddress {
  if (trusted.length === 0) return ({ socket }) => socket.remoteAddress;
  const trust = compile([...trusted]);
  return ({ headers, socket }) => {
    if (socket.remoteAddress === undefined) return undefined;
    const hops = hopsOf(headers).map(withoutPort).join(', ');
    const seen = { socket, headers: hops === '' ? {} : { 'x-forwarded-for': hops } };
    return proxyAddress(seen as unknown as IncomingMessage, trust);
  };
}

/** X-Forwarded-For takes precedence over Forwarded: a proxy that writes one of them has to drop the other. */
function hopsOf(headers: IncomingHttpHeaders): string[] {
  const { 'x-forwarded-for': list, forwarded } = headers;
  if (typeof list === 'string') return list.split(',').map((hop) => hop.trim());
  if (forwarded === undefined) return [];
  try {
    return parseForwarded(forwarded).map((hop) => hop.for ?? 'unknown');
  } catch {
    return [];
  }
}

/** Some proxies add the port, which differs for each connection. */
function withoutPort(hop: string): string {
  return hop.replace(/^\[(.+)\](:\d+)?$/, '$1').replace(/^(\d+(?:\.\d+){3}):\d+$/, '$1');
}

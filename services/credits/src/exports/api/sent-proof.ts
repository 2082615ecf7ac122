import type { FastifyRequest } from 'fastify';
import type { SentLink } from '../application/export-links.js';

/** The user name of a feed's key in Basic authorization. */
const FEED_USER = 'feed';

/** The signature in the address of a link; null where the address has none. */
export function sentLink({ query }: FastifyRequest): SentLink | null {
  const { expires, signature } = query as Record<string, unknown>;
  if (expires === undefined && signature === undefined) return null;
  return { expires: String(expires), signature: String(signature) };
}

/**
 * The key of a feed, as password of the user `feed` or as bearer token; null where the client sent neither. The gateway
 * alone forwards it: what another caller sends under this name is not looked at.
 */
export function sentKey({ headers, identity }: FastifyRequest): string | null {
  if (identity?.caller.kind !== 'gateway') return null;
  const authorization = headers['x-client-authorization']?.toString() ?? '';
  const [, scheme = '', credentials = ''] = /^(Basic|Bearer) +(\S+) *$/i.exec(authorization) ?? [];
  if (scheme.toLowerCase() === 'bearer') return credentials;
  if (scheme === '') return null;
  const [user, ...password] = Buffer.from(credentials, 'base64').toString('utf8').split(':');
  return user === FEED_USER ? password.join(':') : '';
}

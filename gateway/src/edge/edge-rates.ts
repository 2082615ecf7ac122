import { hash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';

/** The key of a request's rate limit; undefined where the request has none of its own and counts on its address. */
export type RateSubject = (request: FastifyRequest) => string | undefined;

/** A parameter that only one flow has: its visits do not depend on other clients at the same address. */
export function byParameter(name: string): RateSubject {
  return ({ url }) => {
    const value = new URL(url, 'http://localhost').searchParams.get(name);
    return value ? `${name}:${digest(value)}` : undefined;
  };
}

/** The token of a directory, which is too long to be guessed. */
export const byAuthorization: RateSubject = ({ headers }) =>
  headers.authorization ? `authorization:${digest(headers.authorization)}` : undefined;

/** The path of one export, or of what stops one mail: an address that has its own authorization. */
export const byPath: RateSubject = ({ url }) => `path:${digest(url.split('?', 1)[0] ?? '')}`;

/** The path of one calendar without the secret at its end, so that all attempts to guess it count on the same key. */
export const byFolder: RateSubject = ({ url }) => {
  const path = url.split('?', 1)[0] ?? '';
  return `folder:${digest(path.split('/', 3).join('/').toLowerCase())}`;
};

/** Stores no secret and gives all keys the same length. */
function digest(text: string): string {
  return hash('sha256', text, 'base64url');
}

import { hash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';

/** What a request counts on; undefined where it shows nothing of its own and counts on its address. */
export type RateSubject = (request: FastifyRequest) => string | undefined;

/** A parameter that only one flow has: its visits do not depend on what others at the same address do. */
export function byParameter(name: string): RateSubject {
  return ({ url }) => {
    const value = new URL(url, 'http://localhost').searchParams.get(name);
    return value ? `${name}:${digest(value)}` : undefined;
  };
}

/** Of a directory. A token is too long to be guessed, however often. */
export const byAuthorization: RateSubject = ({ headers }) =>
  headers.authorization ? `authorization:${digest(headers.authorization)}` : undefined;

/** Of one export, which is fetched by the address alone. */
export const byPath: RateSubject = ({ url }) => `path:${digest(url.split('?', 1)[0] ?? '')}`;

/** Secrets are not kept, and keys are of one length. */
function digest(text: string): string {
  return hash('sha256', text, 'base64url');
}

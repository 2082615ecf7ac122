import type { FastifyReply } from 'fastify';
import type { Logger } from 'pino';

/** The base path of SCIM: every answer below it has the form of SCIM. */
export const SCIM_BASE = '/scim/v2';

const METHODS = 'GET, POST, PUT, PATCH, DELETE';
// The endpoints that SCIM defines below its base (RFC 7644, 3.2), and the endpoint that issues tokens.
const ENDPOINT =
  /^\/scim\/v2\/(?:Users|Groups|Me|Schemas|ResourceTypes|ServiceProviderConfig|Bulk|\.search|token)(?:\/|$)/i;

/** Rejects a request in the form of SCIM (RFC 7644, 3.12). */
export function rejectAsScim(
  reply: FastifyReply,
  status: number,
  detail: string,
  retryAfterSeconds?: number,
): FastifyReply {
  if (status === 401) reply.header('www-authenticate', 'Bearer realm="scim"');
  if (status === 413) reply.header('connection', 'close');
  if (retryAfterSeconds !== undefined) reply.header('retry-after', String(retryAfterSeconds));
  const schemas = ['urn:ietf:params:scim:api:messages:2.0:Error'];
  return reply
    .code(status)
    .headers({ 'cache-control': 'no-store' })
    .type('application/scim+json; charset=utf-8')
    .send(JSON.stringify({ schemas, status: String(status), detail }));
}

/** Rejects a request that could not be read, and masks unexpected errors. */
export function rejectFaultAsScim(reply: FastifyReply, error: unknown, log: Logger): FastifyReply {
  const { statusCode = 500, stack } = error as { statusCode?: number; stack?: string };
  if (statusCode < 500) return rejectAsScim(reply, statusCode, 'The request cannot be read.');
  log.error({ requestId: reply.request.id, err: { stack } }, 'unexpected error');
  return rejectAsScim(reply, 500, 'Something went wrong on our side. The same request may be sent again.');
}

/** Answers an unknown path, or a method that no path of SCIM has. */
export function rejectPathOfScim(reply: FastifyReply): FastifyReply {
  const { method } = reply.request;
  return METHODS.includes(method) || method === 'HEAD'
    ? rejectAsScim(reply, 404, 'There is no such resource.')
    : rejectAsScim(reply.header('allow', METHODS), 405, `The method is one of ${METHODS}.`);
}

export function isOfScim(url: string | undefined): boolean {
  const path = url?.split('?', 1)[0] ?? '';
  return path === SCIM_BASE || path.startsWith(`${SCIM_BASE}/`);
}

/**
 * The address as the directory means it: directories add slashes to the end of a base address and to the beginning of a
 * path. Undefined where the result is no endpoint of SCIM.
 */
export function meantByScim(url: string): string | undefined {
  const [path = '', ...query] = url.split('?');
  const meant = path.replaceAll(/\/{2,}/g, '/').replace(/\/$/, '');
  if (meant === path) return url;
  return ENDPOINT.test(meant) || meant === SCIM_BASE ? [meant, ...query].join('?') : undefined;
}

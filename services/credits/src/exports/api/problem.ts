import type { FastifyReply } from 'fastify';

/** Why a file is not sent (RFC 9457): `detail` says what to do. */
type Problem = {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly retryAfter?: number;
};

export const PROBLEMS = {
  unauthenticated: {
    status: 401,
    title: 'Authorization is missing or wrong',
    detail:
      'Send a bearer token of a work account, or use the url of the export. A feed opens with the user name feed and its key as password.',
  },
  absent: {
    status: 404,
    title: 'There is no such file here',
    detail: 'Query the address of the export or feed again. You may see neither, or it does not exist.',
  },
  'not-ready': {
    status: 404,
    title: 'The file is not ready',
    detail: 'Query the state of the export: when it is READY, the file is here. A failed one says why.',
    retryAfter: 10,
  },
  'link-expired': {
    status: 410,
    title: 'The link is over',
    detail: 'A link works for 15 minutes. Query the url of the export again.',
  },
  removed: {
    status: 410,
    title: 'The file was removed',
    detail: 'Files are kept for seven days, or until the export is canceled. Request the export again.',
  },
  'feed-ended': {
    status: 410,
    title: 'The feed has ended',
    detail: 'Its time is over. Create a new feed and use its address and key.',
  },
  unsatisfiable: {
    status: 416,
    title: 'The range is outside of the file',
    detail: 'Content-Range has the length of the file. Request bytes within it, or the whole file without Range.',
  },
} as const satisfies Record<string, Problem>;

/** Sends a problem; no cache keeps it. */
export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  const { status, title, detail, retryAfter } = problem;
  if (retryAfter !== undefined) reply.header('retry-after', String(retryAfter));
  return reply
    .code(status)
    .headers({ 'cache-control': 'no-store' })
    .type('application/problem+json')
    .send(JSON.stringify({ type: 'about:blank', title, status, detail }));
}

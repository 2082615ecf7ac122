import { outcomeUnknown, serviceUnavailable } from '@app/subgraph-kit/graphql/errors';
import { inSpan, traceHeaders } from '@app/subgraph-kit/tracing/tracer';
import type { Logger } from 'pino';
import type { Dispatcher, Pool } from 'undici';
import type { Metrics } from '../../health/metrics.js';
import { LIMITS } from '../../limits/limits.js';
import type { OperationScope } from '../operation-scope.js';
import { exchange, type HttpAnswer } from './exchange.js';
import type { SubgraphAnswer, SubgraphRequest } from './subgraph-answer.js';
import { readSubgraphError } from './subgraph-errors.js';

/** Sends a request to a subgraph on behalf of one operation. A missing answer is an error without a path. */
export type SubgraphSource = (scope: OperationScope, request: SubgraphRequest) => Promise<SubgraphAnswer>;

/** The subgraph gave no answer that could be read in time. */
class SubgraphAway extends Error {}

/** The request was not sent. */
class NotSent extends SubgraphAway {}

/** No connection was open on which the request could have been sent. */
const NOT_CONNECTED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'UND_ERR_CONNECT_TIMEOUT']);

/**
 * The subgraph closed an idle connection: it did not start to work on the request, so that a read may be sent again.
 */
const CLOSED_WHILE_IDLE = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE']);

/**
 * Sends requests to one subgraph, with the gateway's own headers only. A subgraph that is down, slow or answers
 * nonsense is SERVICE_UNAVAILABLE.
 */
export function subgraphSource(subgraph: {
  name: string;
  url: string;
  pool: Pool;
  log: Logger;
  metrics: Metrics;
}): SubgraphSource {
  const { name, pool, log, metrics } = subgraph;
  const path = `${new URL(subgraph.url).pathname.replace(/\/$/, '')}/graphql`;

  const asked = { name: `fetch ${name}`, kind: 'CLIENT', attributes: { 'peer.service': name } } as const;

  return async (scope, request) => {
    scope.counted.fetches++;
    const began = performance.now();
    const observe = (outcome: 'answered' | 'unavailable') =>
      metrics.fetch(name, outcome, (performance.now() - began) / 1000);
    try {
      const answer = read(await inSpan(asked, () => send(scope, request)), scope.requestId);
      observe('answered');
      return answer;
    } catch (error) {
      observe('unavailable');
      const { code, message } = error as Error & { code?: string };
      log.warn({ requestId: scope.requestId, subgraph: name, reason: code ?? message }, 'a subgraph does not answer');
      const wasSent = !(error instanceof NotSent) && !NOT_CONNECTED.has(code ?? '');
      // A mutation that was sent may have been executed.
      const { message: reported, extensions } = request.isMutation && wasSent ? outcomeUnknown() : serviceUnavailable();
      return { data: null, errors: [{ message: reported, extensions }], isUnavailable: true };
    }
  };

  async function send(scope: OperationScope, { body, isMutation }: SubgraphRequest): Promise<HttpAnswer> {
    const until = Math.min(performance.now() + LIMITS.subgraphTimeout, scope.deadline);
    const request: Dispatcher.DispatchOptions = {
      path,
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        authorization: `Bearer ${await scope.identityToken(name)}`,
        'x-request-id': scope.requestId,
        traceparent: scope.traceparent,
        ...traceHeaders(),
      },
      body,
    };
    try {
      return await attempt(request, until);
    } catch (error) {
      if (isMutation || !CLOSED_WHILE_IDLE.has((error as { code?: string }).code ?? '')) throw error;
      return attempt(request, until);
    }
  }

  async function attempt(request: Dispatcher.DispatchOptions, until: number): Promise<HttpAnswer> {
    const timeout = Math.ceil(until - performance.now());
    if (timeout <= 0) throw new NotSent('the request has no time left');
    return exchange(pool, request, { timeout, largest: LIMITS.subgraphAnswer });
  }

  function read({ status, text }: HttpAnswer, requestId: string): SubgraphAnswer {
    // A subgraph that rejects the gateway's own token says nothing about the caller.
    if (status === 401) throw new SubgraphAway('it rejects the identity token');
    const { data, errors } = parseAnswer(text, status);
    for (const error of errors) {
      if (isUnexpected(error)) log.error({ requestId, subgraph: name, error: describe(error) }, 'a subgraph failed');
    }
    return { data, errors: errors.map(readSubgraphError), isUnavailable: false };
  }
}

function parseAnswer(text: string, status: number): { data: SubgraphAnswer['data']; errors: unknown[] } {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new SubgraphAway(`status ${status} without a GraphQL answer`);
  }
  const { data, errors } = (parsed ?? {}) as { data?: unknown; errors?: unknown };
  const isData = typeof data === 'object' && data !== null && !Array.isArray(data);
  if (!isData && !(Array.isArray(errors) && errors.length > 0))
    throw new SubgraphAway(`status ${status} without a GraphQL answer`);
  return { data: isData ? (data as Record<string, unknown>) : null, errors: Array.isArray(errors) ? errors : [] };
}

function isUnexpected(error: unknown): boolean {
  return readSubgraphError(error).extensions.code === undefined;
}

function describe(error: unknown): Record<string, unknown> {
  const { path } = readSubgraphError(error);
  const code = (error as { extensions?: { code?: unknown } } | null)?.extensions?.code;
  return { path: path?.join('.'), errorCode: code };
}

import type { ApolloServerPlugin } from '@apollo/server';
import type { FastifyInstance } from 'fastify';
import { Histogram } from 'prom-client';
import { currentTraceLabels, describeWork } from '../tracing/tracer.js';
import type { MetricRegisters } from './process-metrics.js';

/** Limits of the buckets of durations in seconds. */
const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 4, 8];

/** How an operation was answered: without an error, with errors that the caller can mend, or with one of ours. */
export type OperationOutcome = 'answered' | 'rejected' | 'failed';

const OUR_ERRORS = new Set<unknown>(['INTERNAL_SERVER_ERROR', 'SERVICE_UNAVAILABLE', undefined]);

/** The outcome of an answer with these errors. */
function outcomeOf(errors: readonly { readonly extensions?: Record<string, unknown> }[]): OperationOutcome {
  if (errors.length === 0) return 'answered';
  return errors.some(({ extensions }) => OUR_ERRORS.has(extensions?.code)) ? 'failed' : 'rejected';
}

/** A histogram of durations whose buckets name the trace of one of their requests. */
export function durations<Label extends string>(
  registers: MetricRegisters,
  metric: { readonly name: string; readonly help: string; readonly labelNames: readonly Label[] },
): (labels: Partial<Record<Label, string | number>>, seconds: number) => void {
  const histogram = new Histogram<Label>({
    ...metric,
    labelNames: [...metric.labelNames],
    buckets: SECONDS,
    enableExemplars: true,
    registers,
  });
  return (labels, value) => {
    const exemplarLabels: object = currentTraceLabels() ?? {};
    histogram.observe({ labels, value, exemplarLabels });
  };
}

/** Measures each request by the template of its route, never by its path. */
export function measureRequests(app: FastifyInstance, registers: MetricRegisters): void {
  const observe = durations(registers, {
    name: 'service_request_seconds',
    help: 'Requests that a service answered, by route and HTTP status.',
    labelNames: ['route', 'status'],
  });
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none';
    if (!UNMEASURED.has(route)) observe({ route, status: reply.statusCode }, reply.elapsedTime / 1_000);
  });
}

/** Probes and scrapes would hide the requests of clients. */
const UNMEASURED = new Set(['/livez', '/readyz', '/metrics']);

/** Measures operations by kind: queries, mutations, and entities for the gateway. Names come from clients and are no labels. */
export function measureOperations(registers: MetricRegisters, name: string): ApolloServerPlugin {
  const observe = durations(registers, {
    name,
    help: 'GraphQL operations by kind and outcome: answered, rejected (errors of the caller) or failed (errors of ours).',
    labelNames: ['kind', 'outcome'],
  });
  return {
    async requestDidStart() {
      const began = performance.now();
      return {
        async willSendResponse({ operation, response, errors }) {
          const sent = response.body.kind === 'single' ? (response.body.singleResult.errors ?? []) : (errors ?? []);
          const [kind, outcome] = [kindOf(operation), outcomeOf(sent)];
          describeWork({ 'graphql.operation.type': kind, 'graphql.operation.outcome': outcome });
          observe({ kind, outcome }, (performance.now() - began) / 1_000);
        },
      };
    },
  };
}

type Operation = { readonly operation: string; readonly selectionSet: { readonly selections: readonly object[] } };

function kindOf(operation: Operation | undefined): string {
  if (operation === undefined) return 'none';
  const [first] = operation.selectionSet.selections as readonly { readonly name?: { readonly value: string } }[];
  return first?.name?.value === '_entities' ? 'entities' : operation.operation;
}

import { serveMetrics } from '@app/subgraph-kit/metrics/metrics-server';
import { ProcessMetrics } from '@app/subgraph-kit/metrics/process-metrics';
import { durations, measureOperations } from '@app/subgraph-kit/metrics/request-metrics';
import type { Logger } from 'pino';
import { Counter, Gauge } from 'prom-client';
import type { Pool } from 'undici';

type Cache = { readonly entries: number; readonly bytes: number };

/** The metrics of the gateway. Labels have a closed set of values, so that clients cannot create series. */
export type Metrics = {
  request(route: string, caller: string, status: number, seconds: number): void;
  fetch(subgraph: string, outcome: 'answered' | 'unavailable', seconds: number): void;
  /** Registers a cache, whose size is read with the metrics. */
  cache(name: 'documents' | 'plans', store: Cache): void;
  /** Registers the connections to a subgraph. */
  connections(subgraph: string, pool: Pool): void;
  /** Measures the operations of Apollo Server. */
  readonly operations: ReturnType<typeof measureOperations>;
  serve(port: number, host: string): Promise<{ stop(): Promise<void> }>;
};

/** Creates the metrics of one gateway, which are served on a port of their own. */
export function createMetrics(log: Logger): Metrics {
  const all = new ProcessMetrics(log);
  const { registers } = all;
  const request = durations(registers, {
    name: 'gateway_request_seconds',
    help: 'Requests answered, by route, kind of caller and HTTP status.',
    labelNames: ['route', 'caller', 'status'],
  });
  const fetched = durations(registers, {
    name: 'gateway_subgraph_fetch_seconds',
    help: 'Requests to subgraphs, by subgraph and outcome.',
    labelNames: ['subgraph', 'outcome'],
  });
  const rejected = new Counter({
    name: 'gateway_rejected_requests_total',
    help: 'Requests rejected as a whole, by HTTP status.',
    labelNames: ['status'],
    registers,
  });
  const caches = new Map<string, Cache>();
  const gaugeOfCaches = (name: string, help: string, value: keyof Cache) =>
    new Gauge({
      ...{ name, help, labelNames: ['cache'], registers },
      collect() {
        for (const [cache, store] of caches) this.set({ cache }, store[value]);
      },
    });
  gaugeOfCaches('gateway_cache_entries', 'Documents and plans in the caches.', 'entries');
  gaugeOfCaches('gateway_cache_bytes', 'Estimated memory of the documents and plans in the caches.', 'bytes');
  const pools = new Map<string, Pool>();
  const gaugeOfPools = (name: string, help: string, value: 'running' | 'queued') =>
    new Gauge({
      ...{ name, help, labelNames: ['subgraph'], registers },
      collect() {
        for (const [subgraph, { stats }] of pools) this.set({ subgraph }, stats[value]);
      },
    });
  gaugeOfPools('gateway_subgraph_requests', 'Requests to subgraphs that are under way.', 'running');
  gaugeOfPools('gateway_subgraph_waiting', 'Requests to subgraphs that wait for a connection.', 'queued');
  return {
    cache: (name, store) => void caches.set(name, store),
    connections: (subgraph, pool) => void pools.set(subgraph, pool),
    operations: measureOperations(registers, 'gateway_operation_seconds'),
    request: (route, caller, status, seconds) => {
      request({ route, caller, status }, seconds);
      if (status >= 400) rejected.inc({ status });
    },
    fetch: (subgraph, outcome, seconds) => fetched({ subgraph, outcome }, seconds),
    serve: (port, host) => serveMetrics(all, port, host),
  };
}

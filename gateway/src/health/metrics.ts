import { createServer, type Server } from 'node:http';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 4, 8];

/** The metrics of the gateway. Labels have a closed set of values, so that clients cannot create series. */
export type Metrics = {
  request(route: string, caller: string, status: number, seconds: number): void;
  fetch(subgraph: string, outcome: 'answered' | 'unavailable', seconds: number): void;
  /** Registers a cache, whose size is read with the metrics. */
  cache(name: 'documents' | 'plans', store: { readonly entries: number; readonly bytes: number }): void;
  serve(port: number, host: string): Promise<{ stop(): Promise<void> }>;
};

/** Creates the metrics of one gateway, in Prometheus' text form on a port of their own. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'gateway_request_seconds',
    help: 'Requests answered, by route, kind of caller and HTTP status.',
    labelNames: ['route', 'caller', 'status'],
    buckets: SECONDS,
    registers,
  });
  const fetches = new Histogram({
    name: 'gateway_subgraph_fetch_seconds',
    help: 'Requests to subgraphs, by subgraph and outcome.',
    labelNames: ['subgraph', 'outcome'],
    buckets: SECONDS,
    registers,
  });
  const rejected = new Counter({
    name: 'gateway_rejected_requests_total',
    help: 'Requests rejected as a whole, by HTTP status.',
    labelNames: ['status'],
    registers,
  });
  const caches = new Map<string, { readonly entries: number; readonly bytes: number }>();
  const read = (metric: Gauge, value: 'entries' | 'bytes') => {
    for (const [cache, store] of caches) metric.set({ cache }, store[value]);
  };
  new Gauge({
    name: 'gateway_cache_entries',
    help: 'Documents and plans in the caches.',
    labelNames: ['cache'],
    registers,
    collect() {
      read(this, 'entries');
    },
  });
  new Gauge({
    name: 'gateway_cache_bytes',
    help: 'Estimated memory of the documents and plans in the caches.',
    labelNames: ['cache'],
    registers,
    collect() {
      read(this, 'bytes');
    },
  });
  return {
    cache: (name, store) => void caches.set(name, store),
    request: (route, caller, status, seconds) => {
      requests.observe({ route, caller, status }, seconds);
      if (status >= 400) rejected.inc({ status });
    },
    fetch: (subgraph, outcome, seconds) => fetches.observe({ subgraph, outcome }, seconds),
    serve: async (port, host) => {
      const server = createServer((request, response) => {
        if (request.url !== '/metrics') return void response.writeHead(404).end();
        registry.metrics().then(
          (text) => response.setHeader('content-type', registry.contentType).end(text),
          () => response.writeHead(500).end(),
        );
      });
      await new Promise<void>((listening, failed) => server.once('error', failed).listen(port, host, listening));
      return { stop: () => stop(server) };
    },
  };
}

function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((closed) => void server.close(() => closed()));
}

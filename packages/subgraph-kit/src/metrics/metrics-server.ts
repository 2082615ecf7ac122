import { createServer, type Server } from 'node:http';
import type { ProcessMetrics } from './process-metrics.js';

/** Serves `/metrics` on a port of its own. */
export async function serveMetrics(
  metrics: ProcessMetrics,
  port: number,
  host: string,
): Promise<{ port: number; stop(): Promise<void> }> {
  const server = createServer((request, response) => {
    if (request.url !== '/metrics') return void response.writeHead(404).end();
    metrics.text().then(
      (text) => response.setHeader('content-type', metrics.contentType).end(text),
      () => response.writeHead(500).end(),
    );
  });
  await new Promise<void>((listening, failed) => server.once('error', failed).listen(port, host, listening));
  const address = server.address();
  return { port: typeof address === 'object' && address !== null ? address.port : port, stop: () => stop(server) };
}

function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((closed) => void server.close(() => closed()));
}

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** A request of a gateway to a service. */
export type Fetch = {
  subgraph: string;
  body: string;
  /** Number of the group of requests that were under way together, in the order of the plan. */
  wave: number;
};

/** The services behind addresses that record what gateways ask. */
export type RecordedSubgraphs = {
  urls: Readonly<Record<string, string>>;
  /** The operations sent since the last call. */
  take(): Fetch[];
  stop(): Promise<void>;
};

/** Puts a recording address in front of each service. */
export async function recordSubgraphs(subgraphs: Readonly<Record<string, string>>): Promise<RecordedSubgraphs> {
  let recorded: Fetch[] = [];
  let [wave, open] = [0, 0];

  async function pass(subgraph: string, service: string, request: IncomingMessage, response: ServerResponse) {
    const body = await buffer(request);
    const counts = request.url?.startsWith('/graphql') === true;
    if (counts) {
      if (open === 0) wave += 1;
      open += 1;
      recorded.push({ subgraph, body: body.toString(), wave });
    }
    const headers = Object.entries(request.headers).filter(
      ([name]) => !['host', 'connection', 'content-length', 'transfer-encoding'].includes(name),
    );
    const answer = await fetch(`${service}${request.url}`, {
      method: request.method ?? 'GET',
      headers: headers as [string, string][],
      ...(body.length > 0 && { body }),
    });
    const sent = Buffer.from(await answer.arrayBuffer());
    if (counts) open -= 1;
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'text/plain' }).end(sent);
  }

  const servers = await Promise.all(
    Object.entries(subgraphs).map(async ([name, service]) => {
      const server = createServer((request, response) => {
        pass(name, service, request, response).catch(() => response.destroy());
      });
      await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
      return { name, server };
    }),
  );
  return {
    urls: Object.fromEntries(
      servers.map(({ name, server }) => [name, `http://127.0.0.1:${(server.address() as AddressInfo).port}`]),
    ),
    take: () => {
      const taken = recorded;
      recorded = [];
      return taken;
    },
    stop: async () => {
      for (const { server } of servers) server.closeAllConnections();
      await Promise.all(servers.map(({ server }) => new Promise((closed) => server.close(closed))));
    },
  };
}

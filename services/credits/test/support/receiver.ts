import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Webhook } from 'standardwebhooks';

/** A request that a receiver got. */
export type ReceivedRequest = {
  readonly id: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly event: { id: string; type: string; sequence: number; organizationId: string; subject: string; data: object };
};

/** Answers a request; `times` counts the requests for this event, this one included. */
export type Answer = (request: ReceivedRequest, response: ServerResponse, times: number) => unknown;

/** A receiver of webhooks: an HTTP server with any number of paths. */
export type Receiver = {
  /** The address of a path. */
  url(path: string): string;
  /** The requests of a path in the order of their arrival. */
  requests(path: string): readonly ReceivedRequest[];
  answer(path: string, how: Answer): void;
  stop(): Promise<void>;
};

/** Accepts an event. */
export const accept: Answer = (_request, response) => response.writeHead(204).end();

/** Answers with a status. */
export function status(code: number, headers: Record<string, string> = {}): Answer {
  return (_request, response) => response.writeHead(code, { 'content-type': 'text/plain', ...headers }).end(`${code}`);
}

/** Starts a receiver, which accepts every event by default. */
export async function startReceiver(): Promise<Receiver> {
  const received = new Map<string, ReceivedRequest[]>();
  const answers = new Map<string, Answer>();
  const server = createServer(async (request, response) => {
    const path = request.url ?? '';
    const body = await text(request);
    const event = JSON.parse(body) as ReceivedRequest['event'];
    const got = { id: String(request.headers['webhook-id']), headers: request.headers, body, event };
    const requests = received.get(path) ?? [];
    received.set(path, [...requests, got]);
    await (answers.get(path) ?? accept)(got, response, requests.filter(({ id }) => id === got.id).length + 1);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: (path) => `http://127.0.0.1:${port}${path}`,
    requests: (path) => received.get(path) ?? [],
    answer: (path, how) => void answers.set(path, how),
    async stop() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

/** Whether the library of Standard Webhooks accepts the request with this secret. */
export function isVerified({ headers, body }: ReceivedRequest, secret: string): boolean {
  try {
    new Webhook(secret).verify(body, headers as Record<string, string>);
    return true;
  } catch {
    return false;
  }
}

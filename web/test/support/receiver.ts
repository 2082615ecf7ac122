import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A receiver of webhooks on this machine. */
export type Receiver = {
  readonly url: string;
  /** What it answers from now on. */
  status: number;
  /** The headers of the requests that it got. */
  readonly requests: Readonly<Record<string, unknown>>[];
  close(): Promise<void>;
};

/** What the API keeps of an answer is text. */
const TEXT = { 'content-type': 'text/plain' };

/** Starts a receiver that accepts everything. */
export async function startReceiver(): Promise<Receiver> {
  const requests: Record<string, unknown>[] = [];
  const server = createServer((request, response) => {
    requests.push(request.headers);
    request.resume().on('end', () => response.writeHead(receiver.status, TEXT).end(`<b>answer ${receiver.status}</b>`));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const receiver: Receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    status: 200,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return receiver;
}

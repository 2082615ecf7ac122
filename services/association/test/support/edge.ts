import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * A double of the gateway for /associate/*: forwards requests with its own token. Every other path is a page of a front
 * end.
 */
export async function startEdge(): Promise<{
  url: string;
  passOnTo(service: string, token: () => Promise<string>): void;
  stop(): Promise<void>;
}> {
  let target: { service: string; token: () => Promise<string> } | undefined;
  const passOn = async (request: IncomingMessage) => {
    if (!target) throw new Error('no service to forward to');
    const given = ['cookie', 'purpose', 'sec-purpose'].flatMap((name) => {
      const value = request.headers[name];
      return typeof value === 'string' ? [[name, value] as const] : [];
    });
    return fetch(`${target.service}${request.url}`, {
      method: request.method ?? 'GET',
      headers: { ...Object.fromEntries(given), authorization: `Bearer ${await target.token()}` },
      redirect: 'manual',
    });
  };
  const server = createServer((request, response) => {
    if (!request.url?.startsWith('/associate/')) {
      response.end('a page of the front end');
      return;
    }
    passOn(request).then(
      async (answer) => {
        const headers = Object.fromEntries([...answer.headers].filter(([name]) => name !== 'set-cookie'));
        response.writeHead(answer.status, { ...headers, 'set-cookie': answer.headers.getSetCookie() });
        response.end(await answer.text());
      },
      (error: unknown) => response.writeHead(502).end((error as Error).message),
    );
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    passOnTo(service, token) {
      target = { service, token };
    },
    stop: () =>
      new Promise((stopped) => {
        server.closeAllConnections();
        server.close(() => stopped());
      }),
  };
}

import type { AddressInfo } from 'node:net';
import { createServer, connect as open, type Server, type Socket } from 'node:net';

/** What happens to the next COMMIT: lost before it arrives, or committed with its answer lost. */
export type CommitFault = 'lost' | 'answer-lost';

/** A network between a service and PostgreSQL that fails on request. */
export type DatabaseProxy = {
  /** The same database through the proxy. */
  through(url: string): string;
  /** Cuts the connection of the next COMMIT. */
  failNextCommit(how: CommitFault): void;
  /** Cuts all connections. */
  cut(): void;
  /** Cuts all connections and accepts no new ones, as during a restart of the server. */
  goAway(): Promise<void>;
  comeBack(): Promise<void>;
  stop(): Promise<void>;
};

const COMMIT = Buffer.from('COMMIT\0');

/** Starts a proxy for a server. */
export async function startDatabaseProxy(serverUrl: string): Promise<DatabaseProxy> {
  const { hostname, port: serverPort } = new URL(serverUrl);
  const sockets = new Set<Socket>();
  let fault: CommitFault | undefined;

  const server: Server = createServer((client) => {
    const upstream = open(Number(serverPort), hostname);
    let loseAnswer = false;
    const cut = () => {
      client.resetAndDestroy();
      upstream.destroy();
    };
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket
        .on('error', () => undefined)
        .on('close', () => {
          sockets.delete(socket);
          client.destroy();
          upstream.destroy();
        });
    }
    client.on('data', (bytes) => {
      const commits = fault !== undefined && bytes.includes(COMMIT);
      if (commits && fault === 'lost') cut();
      else upstream.write(bytes);
      if (!commits) return;
      loseAnswer = fault === 'answer-lost';
      fault = undefined;
    });
    upstream.on('data', (bytes) => {
      if (loseAnswer && bytes.includes(COMMIT)) cut();
      else client.write(bytes);
    });
  });

  let port = 0;
  const listen = () => new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening));
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  const goAway = () => {
    const closed = new Promise<void>((resolve) => void server.close(() => resolve()));
    cut();
    return closed;
  };
  await listen();
  port = (server.address() as AddressInfo).port;
  return {
    through: (url) => {
      const other = new URL(url);
      other.host = `127.0.0.1:${port}`;
      return other.href;
    },
    failNextCommit: (how) => {
      fault = how;
    },
    cut,
    goAway,
    comeBack: listen,
    stop: goAway,
  };
}

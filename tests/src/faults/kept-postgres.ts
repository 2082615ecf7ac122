import { setTimeout as pause } from 'node:timers/promises';
import { type PostgresServer, startPostgresServer } from '@app/postgres-server/server';
import { freePorts } from '@app/stack/ports';

/** A PostgreSQL on one port, with the settings of the product, that is started again a second after its end. */
export type KeptPostgres = {
  readonly url: string;
  readonly port: number;
  pid(): number;
  /** Shuts it down in order or at once, and keeps it down until the result is called. */
  hold(signal: 'SIGINT' | 'SIGKILL'): Promise<() => Promise<void>>;
  stop(): Promise<void>;
};

const RESTART_MILLISECONDS = 1_000;

/** Starts a PostgreSQL that is kept running. */
export async function startKeptPostgres(dataDir: string): Promise<KeptPostgres> {
  const [port = 0] = await freePorts(1);
  const start = (): Promise<PostgresServer> =>
    startPostgresServer({ dataDir, port, superuserPassword: 'faults', settings: { max_connections: '200' } });
  let server = await start();
  let wanted = true;
  let held: Promise<undefined> | undefined;
  const healing = async (): Promise<void> => {
    await server.exited;
    await pause(RESTART_MILLISECONDS);
    await held;
    // oxlint-disable-next-line typescript/no-unnecessary-condition -- the stop sets it meanwhile
    if (!wanted) return;
    server = await start();
    await healing();
  };
  const healed = healing();
  return {
    url: server.url,
    port,
    pid: () => server.pid,
    hold: async (signal) => {
      const { promise, resolve } = Promise.withResolvers<undefined>();
      held = promise;
      const before = server;
      process.kill(before.pid, signal);
      await before.exited;
      return async () => {
        resolve(undefined);
        held = undefined;
        while (server === before) await pause(20);
      };
    },
    stop: async () => {
      wanted = false;
      await server.stop();
      await healed;
    },
  };
}

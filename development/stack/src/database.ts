import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type PostgresServer, startPostgresServer } from '@app/postgres-server/server';
import type { StackSettings } from './environment.js';
import type { Secrets } from './secrets.js';

/** The database of a stack: an existing server, or an embedded one that is kept running. */
export type StackDatabase = { adminUrl: string; pid: number | undefined; stop(): Promise<void> };

export const embeddedDataFolder = (dataDir: string): string => join(dataDir, 'postgres');

export async function startDatabase(
  settings: StackSettings,
  secrets: Secrets,
  show: (line: string) => void,
): Promise<StackDatabase> {
  if (settings.databaseUrl !== undefined) {
    return { adminUrl: settings.databaseUrl, pid: undefined, stop: async () => undefined };
  }
  const log = createWriteStream(join(settings.dataDir, 'logs', 'postgres.log'), { flags: 'a' });
  log.on('error', () => undefined);
  const start = (): Promise<PostgresServer> =>
    startPostgresServer({
      dataDir: embeddedDataFolder(settings.dataDir),
      port: settings.ports.postgres,
      superuserPassword: secrets.postgresPassword,
      settings: { max_connections: '200' },
      environment: settings.inherited,
      log: (line) => {
        log.write(`${line}\n`);
        if (isProblem(line)) show(`[postgres] ${line}`);
      },
    });
  let server = await start();
  let wanted = true;
  const healing = async (): Promise<void> => {
    await server.exited;
    if (!wanted) return;
    show('PostgreSQL ended; it is started again.');
    await pause(1_000);
    // oxlint-disable-next-line typescript/no-unnecessary-condition -- the stop sets it meanwhile
    if (!wanted) return;
    server = await start();
    await healing();
  };
  healing().catch((error: unknown) => show(`PostgreSQL cannot be started again: ${(error as Error).message}`));
  return {
    adminUrl: server.url,
    get pid() {
      return server.pid;
    },
    stop: async () => {
      wanted = false;
      await server.stop();
      log.end();
    },
  };
}

/** Messages during start and stop are expected; services report failures of their queries. */
function isProblem(line: string): boolean {
  return (
    / (FATAL|PANIC): /.test(line) && !/database system is|unexpected postmaster exit|administrator command/.test(line)
  );
}

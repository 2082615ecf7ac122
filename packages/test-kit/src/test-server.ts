import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startPostgresServer } from '@app/postgres-server/server';
import pg from 'pg';
import { forcedServer, withoutReaper } from './environment.js';

/** A PostgreSQL 18 server for one test run, empty at the start and removed at the end. */
export type TestServer = { url: string; description: string; stop(): Promise<void> };

// Test data need not survive a crash.
const throwAway = { fsync: 'off', full_page_writes: 'off', max_connections: '300', max_locks_per_transaction: '256' };
const superuserPassword = 'test-superuser';

/**
 * Starts a container where a Docker engine is available, otherwise the embedded server; `TEST_DATABASE` forces either.
 */
export async function startTestServer(): Promise<TestServer> {
  const forced = forcedServer();
  if (forced === 'embedded') return startEmbedded('TEST_DATABASE=embedded');
  if (forced === 'docker') return startContainer();
  try {
    return await startContainer();
  } catch (error) {
    return startEmbedded(`no container: ${firstLine(error)}`);
  }
}

async function startContainer(): Promise<TestServer> {
  withoutReaper();
  const { getContainerRuntimeClient, Wait } = await import('testcontainers');
  await getContainerRuntimeClient();
  const { PostgreSqlContainer } = await import('@testcontainers/postgresql');
  const container = await new PostgreSqlContainer('postgres:18')
    .withUsername('postgres')
    .withPassword(superuserPassword)
    .withDatabase('postgres')
    .withEnvironment({
      POSTGRES_INITDB_ARGS: '--encoding=UTF8 --locale=C --locale-provider=builtin --builtin-locale=C.UTF-8 --no-sync',
    })
    .withTmpFs({ '/var/lib/postgresql': 'rw' })
    .withCommand([
      'postgres',
      ...Object.entries({ ...throwAway, listen_addresses: '*' }).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ])
    // The library's health check runs a shell pipeline four times a second. PostgreSQL is process 1 in the container
    // and inherits its orphans: one killed by a broken pipe looks like a crashed backend and restarts the server.
    .withHealthCheck({ test: ['CMD', 'true'], interval: 3_600_000 })
    // The image starts the server twice; the first run only prepares the data.
    .withWaitStrategy(Wait.forLogMessage(/database system is ready to accept connections/, 2))
    .start();
  const stop = async (): Promise<void> => {
    await container.stop({ remove: true, removeVolumes: true });
  };
  await answers(container.getConnectionUri()).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return {
    url: container.getConnectionUri(),
    description: `container postgres:18 on port ${container.getPort()}`,
    stop,
  };
}

async function startEmbedded(reason: string): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), 'skill-link-test-'));
  const dataDir = join(folder, 'data');
  // The server's account must be able to traverse it; the data folder itself is closed.
  chmodSync(folder, 0o755);
  const server = await startPostgresServer({ dataDir, port: 0, superuserPassword, settings: throwAway });
  return {
    url: server.url,
    description: `embedded PostgreSQL on port ${server.port} (${reason})`,
    stop: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The proxy of the engine accepts connections before the server does. */
async function answers(url: string): Promise<void> {
  const deadline = performance.now() + 10_000;
  for (;;) {
    const client = new pg.Client({ connectionString: url });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return await client.end();
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await pause(50);
    }
  }
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}

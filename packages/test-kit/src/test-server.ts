import { chmodSync, mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { stopEarlierServer } from '@app/postgres-server/earlier-server';
import { startPostgresServer } from '@app/postgres-server/server';
import pg from 'pg';
import { forcedServer, withoutReaper } from './environment.js';

/** A PostgreSQL 18 server for one test run, empty at the start and removed at the end. */
export type TestServer = { url: string; description: string; stop(): Promise<void> };

const throwAway = {
  // Test data need not survive a crash.
  ...{ fsync: 'off', full_page_writes: 'off' },
  ...{ max_connections: '300', max_locks_per_transaction: '256' },
  // A strong hash of a known password takes longer than the rest of a connection.
  scram_iterations: '1',
  // The files may be in memory.
  max_wal_size: '256MB',
};
const superuserPassword = 'test-superuser';
const folderPrefix = 'skill-link-test-';
const neededBytes = 3 * 2 ** 30;

/**
 * Starts a container where a Docker engine is available, otherwise the embedded server; `TEST_DATABASE` forces either.
 * `further` settings of PostgreSQL come on top of those for throw-away data.
 */
export async function startTestServer(further: Readonly<Record<string, string>> = {}): Promise<TestServer> {
  const settings = { ...throwAway, ...further };
  const forced = forcedServer();
  if (forced === 'embedded') return startEmbedded('TEST_DATABASE=embedded', settings);
  if (forced === 'docker') return startContainer(settings);
  try {
    return await startContainer(settings);
  } catch (error) {
    return startEmbedded(`no container: ${firstLine(error)}`, settings);
  }
}

async function startContainer(settings: Record<string, string>): Promise<TestServer> {
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
      ...Object.entries({ ...settings, listen_addresses: '*' }).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
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

async function startEmbedded(reason: string, settings: Record<string, string>): Promise<TestServer> {
  const place = folderInMemory() ?? tmpdir();
  await sweep(place);
  const folder = mkdtempSync(join(place, `${folderPrefix}${process.pid}-`));
  const dataDir = join(folder, 'data');
  // The server's account must be able to traverse it; the data folder itself is closed.
  chmodSync(folder, 0o755);
  const server = await startPostgresServer({ dataDir, port: 0, superuserPassword, settings });
  return {
    url: server.url,
    description: `embedded PostgreSQL on port ${server.port} (${reason})`,
    stop: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/**
 * The folder that Linux keeps in memory; undefined where there is none or too little room in it. Each test file creates
 * and removes a database of a thousand files, which takes six times as long on a disk.
 */
function folderInMemory(): string | undefined {
  const folder = '/dev/shm';
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize >= neededBytes ? folder : undefined;
  } catch {
    return undefined;
  }
}

/** Ends what a killed run left behind: its data would stay in memory. */
async function sweep(place: string): Promise<void> {
  for (const name of readdirSync(place).filter((entry) => entry.startsWith(folderPrefix))) {
    const pid = Number(name.slice(folderPrefix.length).split('-')[0]);
    if (Number.isNaN(pid) || isRunning(pid)) continue;
    await stopEarlierServer(join(place, name, 'data'));
    rmSync(join(place, name), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
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

import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePorts } from '@app/stack/ports';
import { SERVICES, type ServiceName } from '@app/stack/processes';
import type { Stack } from '@app/stack/stack';
import { startTestStack } from '@app/stack/test-stack';
import pg from 'pg';
import { type KeptPostgres, startKeptPostgres } from './kept-postgres.js';
import { FaultNetwork } from './network/fault-network.js';
import { type Person, writeWorld } from './world.js';

/** A process that can be killed. */
export type Victim = ServiceName | 'gateway' | 'postgres';
export const VICTIMS = ['gateway', ...SERVICES, 'postgres'] as const satisfies readonly Victim[];

/** The whole product in real processes on a PostgreSQL of its own, with a network that can fail between them. */
export type Cluster = {
  stack: Stack;
  network: FaultNetwork;
  postgres: KeptPostgres;
  people: readonly Person[];
  /** kill -9; the process is started again after a second, as an orchestrator would. */
  kill(victim: Victim): void;
  /** Waits until every process answers. */
  untilReady(): Promise<void>;
  /** Rows of a statement as administrator, past the network. */
  sql<Row extends pg.QueryResultRow>(statement: string, values?: readonly unknown[]): Promise<Row[]>;
  stop(): Promise<void>;
};

const READY_MILLISECONDS = 60_000;

export async function startCluster(options: {
  people: number;
  environment?: Record<string, string>;
}): Promise<Cluster> {
  const folder = mkdtempSync(join(tmpdir(), 'skill-link-faults-'));
  // The account of PostgreSQL must be able to enter the folder.
  chmodSync(folder, 0o755);
  const world = writeWorld(folder, options.people);
  const postgres = await startKeptPostgres(join(folder, 'postgres'));
  const network = new FaultNetwork();
  const [gatewayPort = 0, ...servicePorts] = await freePorts(1 + SERVICES.length);
  const through = new URL(postgres.url);
  through.port = String(await network.listen('postgres', () => postgres.port));
  const environment: Record<string, string> = {
    ...{ DEMONSTRATION_FILE: world.file, RATE_LIMIT_PER_MINUTE: '0', ASSOCIATION_STARTS_PER_HOUR: '0' },
    ...{ PORT: String(gatewayPort), ...options.environment },
  };
  for (const [index, name] of SERVICES.entries()) {
    const port = servicePorts[index] ?? 0;
    environment[`${name.toUpperCase()}_PORT`] = String(port);
    environment[`${name.toUpperCase()}_URL`] = `http://127.0.0.1:${await network.listen(name, () => port)}`;
  }
  const stop = async (stack?: Stack): Promise<void> => {
    await stack?.stop();
    await network.stop();
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  const stack = await startTestStack({ databaseUrl: through.href, environment }).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  const kill = (victim: Victim): void => {
    const pid = victim === 'postgres' ? postgres.pid() : stack.pids()[victim];
    if (pid !== undefined) process.kill(pid, 'SIGKILL');
  };
  const sql: Cluster['sql'] = async (statement, values) => {
    const client = new pg.Client({ connectionString: postgres.url });
    await client.connect();
    try {
      return (await client.query(statement, values === undefined ? undefined : [...values])).rows;
    } finally {
      await client.end();
    }
  };
  const untilReady = async (): Promise<void> => {
    const urls = [stack.gatewayUrl, ...Object.values(stack.serviceUrls)].map((url) => `${url}/readyz`);
    await Promise.all(urls.map((url) => until(() => fetch(url).then(({ ok }) => ok), READY_MILLISECONDS)));
  };
  return { stack, network, postgres, people: world.people, kill, untilReady, sql, stop: () => stop(stack) };
}

/** Repeats a question until it is answered with yes; a failed one is a no. */
export async function until(isSo: () => Promise<boolean>, milliseconds: number): Promise<void> {
  const deadline = performance.now() + milliseconds;
  while (!(await isSo().catch(() => false))) {
    if (performance.now() > deadline) throw new Error(`It did not come true within ${milliseconds} ms.`);
    await pause(50);
  }
}

import type { Client } from 'pg';
import type { MigrationInterface } from 'typeorm';
import { type Unexaminable, withClient } from './with-client.js';

/** What an operator has to know of the database of a service. */
export type ServiceFacts = {
  /** Of the server, such as 180004. */
  readonly serverVersion: number;
  /** Milliseconds by which the clock of the server is ahead of this process, and how exactly that is known. */
  readonly clock: { readonly ahead: number; readonly within: number };
  /** Migrations that the program has and the database has not. */
  readonly missingMigrations: readonly string[];
  /** Migrations that the database has and the program has not: the database is newer. */
  readonly unknownMigrations: readonly string[];
  readonly queue: QueueFacts;
};

/** The job queue of a service. */
export type QueueFacts = {
  /** Seconds since which the oldest due job waits; null when none waits. */
  readonly oldestDueSeconds: number | null;
  /** Jobs that have failed repeatedly and are tried again. */
  readonly failing: number;
  /** Jobs that are no longer tried. */
  readonly givenUp: number;
};

/** A service as its settings name it. The class of each migration states its name. */
export type InspectedService = {
  readonly service: string;
  readonly url: string;
  readonly workerUrl: string;
  readonly migrations: readonly (new () => MigrationInterface)[];
};

/** Reads the facts, or says by the name of the setting which database cannot be used. */
export async function readServiceFacts(inspected: InspectedService): Promise<ServiceFacts | Unexaminable> {
  const { service, url, workerUrl, migrations } = inspected;
  const prefix = service.toUpperCase();
  const facts = await withClient(`${prefix}_DATABASE_URL`, url, async (app) => ({
    serverVersion: await serverVersion(app),
    clock: await compareClocks(app),
    ...compareMigrations(migrations, await appliedMigrations(app, service)),
  }));
  if ('fault' in facts) return facts;
  const queue = await withClient(`${prefix}_WORKER_DATABASE_URL`, workerUrl, (worker) => readQueue(worker, service));
  return 'fault' in queue ? queue : { ...facts, queue };
}

async function serverVersion(client: Client): Promise<number> {
  const text = "SELECT current_setting('server_version_num') AS version";
  return Number((await single<{ version: string }>(client, text)).version);
}

/** The middle of the shortest of some round trips is closest to the instant at which the server read its clock. */
async function compareClocks(client: Client): Promise<ServiceFacts['clock']> {
  let best = { ahead: 0, within: Number.POSITIVE_INFINITY };
  for (let round = 0; round < 5; round += 1) {
    const before = Date.now();
    const { now } = await single<{ now: Date }>(client, 'SELECT clock_timestamp() AS now');
    const trip = Date.now() - before;
    if (trip / 2 < best.within) best = { ahead: now.getTime() - before - trip / 2, within: trip / 2 };
  }
  return best;
}

/** Null where the schema has no table of migrations: it was never migrated. */
async function appliedMigrations(client: Client, service: string): Promise<string[]> {
  const table = `${client.escapeIdentifier(service)}.migration`;
  const { known } = await single<{ known: boolean }>(client, `SELECT to_regclass('${table}') IS NOT NULL AS known`);
  if (!known) return [];
  return (await client.query<{ name: string }>(`SELECT name FROM ${table} ORDER BY id`)).rows.map(({ name }) => name);
}

function compareMigrations(migrations: InspectedService['migrations'], applied: readonly string[]) {
  const names = migrations.map((Migration) => new Migration().name ?? Migration.name);
  return {
    missingMigrations: names.filter((name) => !applied.includes(name)),
    unknownMigrations: applied.filter((name) => !names.includes(name)),
  };
}

/** A job that was tried this often is no passing failure. */
const REPEATED_FAILURES = 5;

async function readQueue(client: Client, service: string): Promise<QueueFacts> {
  const table = `${client.escapeIdentifier(`${service}_worker`)}._private_jobs`;
  const { known } = await single<{ known: boolean }>(client, `SELECT to_regclass('${table}') IS NOT NULL AS known`);
  if (!known) return { oldestDueSeconds: null, failing: 0, givenUp: 0 };
  const { oldest, failing, given_up } = await single<{ oldest: number | null; failing: number; given_up: number }>(
    client,
    `SELECT extract(epoch FROM now() - min(run_at) FILTER (WHERE run_at <= now() AND locked_at IS NULL
         AND attempts < max_attempts))::float AS oldest,
       (count(*) FILTER (WHERE attempts >= ${REPEATED_FAILURES} AND attempts < max_attempts))::integer AS failing,
       (count(*) FILTER (WHERE attempts >= max_attempts))::integer AS given_up
     FROM ${table}`,
  );
  return { oldestDueSeconds: oldest, failing, givenUp: given_up };
}

async function single<Row extends object>(client: Client, text: string): Promise<Row> {
  const { rows } = await client.query<Row>(text);
  return rows[0] as Row;
}

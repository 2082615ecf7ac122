import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { testEnvironment } from './environment.js';

/** Roles belong to the whole server: every test run of every workspace must set the same passwords. */
export const testRolePasswords = { appPassword: 'test-app', workerPassword: 'test-worker' } as const;

export type RolePasswords = { appPassword: string; workerPassword: string };

export type TestDatabaseOptions = {
  /** Name of the service: its roles are `<service>_app` and `<service>_worker`. */
  service: string;
  /** The service's own migration, run once per run on the template. It must close its connections. */
  prepare: (adminUrl: string, passwords: RolePasswords) => Promise<unknown>;
  /** A server of the test, as superuser; by default that of the run. */
  serverUrl?: string | undefined;
};

export type TestDatabase = {
  name: string;
  /** Connects as superuser. */
  adminUrl: string;
  appUrl: string;
  workerUrl: string;
  /** Terminates open connections, and brings back the state of the template. */
  reset(): Promise<void>;
  /** Terminates open connections. */
  drop(): Promise<void>;
};

/** Creates a database cloned from a migrated template; usually one per test file. */
export async function testDatabase({ service, prepare, ...given }: TestDatabaseOptions): Promise<TestDatabase> {
  const { runId } = testEnvironment();
  const serverUrl = given.serverUrl ?? (await serverOfTheRun());
  const template = `test_${runId}_${service}_template`;
  const name = `test_${runId}_${service}_${randomBytes(6).toString('hex')}`;
  const create = `CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY FILE_COPY`;
  const drop = `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`;
  await withClient(serverUrl, async (client) => {
    await ensureTemplate(client, serverUrl, template, prepare);
    await client.query(create);
  });
  return {
    name,
    adminUrl: urlOf(serverUrl, name),
    appUrl: urlOf(serverUrl, name, `${service}_app`, testRolePasswords.appPassword),
    workerUrl: urlOf(serverUrl, name, `${service}_worker`, testRolePasswords.workerPassword),
    reset: () =>
      withClient(serverUrl, async (client) => {
        await client.query(drop);
        await client.query(create);
      }),
    drop: () => withClient(serverUrl, async (client) => void (await client.query(drop))),
  };
}

/** Creates an empty database, for tests of the migrations themselves. */
export async function emptyDatabase(): Promise<Pick<TestDatabase, 'name' | 'adminUrl' | 'drop'>> {
  const serverUrl = await serverOfTheRun();
  const name = `test_${testEnvironment().runId}_empty_${randomBytes(6).toString('hex')}`;
  await withClient(serverUrl, (client) => client.query(`CREATE DATABASE ${name}`));
  const drop = (): Promise<void> =>
    withClient(serverUrl, async (client) => void (await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)));
  return { name, adminUrl: urlOf(serverUrl, name), drop };
}

/** One lock per template. A migration repeats a statement on a role that conflicts with another migration. */
async function ensureTemplate(
  client: pg.Client,
  serverUrl: string,
  template: string,
  prepare: TestDatabaseOptions['prepare'],
): Promise<void> {
  const exists = async (): Promise<boolean> =>
    (await client.query('SELECT FROM pg_database WHERE datname = $1', [template])).rowCount !== 0;
  if (await exists()) return;
  await client.query('SELECT pg_advisory_lock(hashtextextended($1, 0))', [template]);
  try {
    if (await exists()) return;
    const unfinished = `${template}_unfinished`;
    await client.query(`DROP DATABASE IF EXISTS ${unfinished} WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${unfinished}`);
    await prepare(urlOf(serverUrl, unfinished), testRolePasswords);
    // An open connection would prevent the rename and the clones.
    await client.query('SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = $1', [unfinished]);
    await client.query(`ALTER DATABASE ${unfinished} RENAME TO ${template}`);
    await client.query(`ALTER DATABASE ${template} ALLOW_CONNECTIONS false`);
  } finally {
    await client.query('SELECT pg_advisory_unlock(hashtextextended($1, 0))', [template]);
  }
}

async function serverOfTheRun(): Promise<string> {
  const { databaseUrl, databaseOnRequest } = testEnvironment();
  if (databaseUrl !== undefined) return databaseUrl;
  if (databaseOnRequest === undefined)
    throw new Error('Neither TEST_DATABASE_URL nor a run that starts a server is set.');
  const answer = await fetch(databaseOnRequest);
  const text = await answer.text();
  if (!answer.ok) throw new Error(`The PostgreSQL for the tests did not start: ${text}`);
  return text;
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function urlOf(serverUrl: string, database: string, user?: string, password?: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  if (user !== undefined) url.username = user;
  if (password !== undefined) url.password = encodeURIComponent(password);
  return url.href;
}

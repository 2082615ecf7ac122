import { runMigrations } from 'graphile-worker';
import { Client, escapeIdentifier, escapeLiteral } from 'pg';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { resilientPool } from './pool.js';

/** Parameters for preparing a service's part of a database. */
export type ServicePreparation = {
  /** A role that may create roles and schemas. */
  adminUrl: string;
  /** Name of the service, its schema and the prefix of its roles. */
  service: string;
  appPassword: string;
  workerPassword: string;
  migrations: NonNullable<DataSourceOptions['migrations']>;
};

const EXTENSIONS = ['btree_gist', 'pg_trgm'];

/**
 * Brings the schema, roles, migrations and job queue of a service up to date. Repeating it changes nothing, and
 * services can be prepared concurrently. Three roles: `<service>_owner` owns the tables (no login), `<service>_app`
 * accesses rows under row level security, `<service>_worker` owns the job queue in `<service>_worker` and has no access
 * to the tables.
 */
export async function prepareService(preparation: ServicePreparation): Promise<void> {
  const { adminUrl, service, migrations } = preparation;
  const admin = new Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    // One at a time per database: extensions and database privileges are shared by all services.
    await admin.query("SELECT pg_advisory_lock(hashtextextended('prepare', 0))");
    await prepareRoles(admin, preparation);
    await prepareSchemas(admin, service);
    await runServiceMigrations(adminUrl, service, migrations);
    await prepareQueue(admin, adminUrl, service);
  } finally {
    await admin.end();
  }
}

async function prepareRoles(
  admin: Client,
  { service, appPassword, workerPassword }: ServicePreparation,
): Promise<void> {
  const roles = [
    { name: `${service}_owner`, options: 'NOLOGIN' },
    { name: `${service}_app`, options: `LOGIN PASSWORD ${escapeLiteral(appPassword)}` },
    { name: `${service}_worker`, options: `LOGIN PASSWORD ${escapeLiteral(workerPassword)}` },
  ];
  for (const role of roles) {
    const name = escapeIdentifier(role.name);
    await retryConcurrentUpdate(
      admin,
      `DO $$ BEGIN CREATE ROLE ${name} NOLOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$`,
    );
    await retryConcurrentUpdate(admin, `ALTER ROLE ${name} ${role.options}`);
    await retryConcurrentUpdate(admin, `ALTER ROLE ${name} SET search_path = ${escapeIdentifier(service)}, public`);
    await retryConcurrentUpdate(admin, `GRANT ${name} TO CURRENT_USER`);
  }
  const app = escapeIdentifier(`${service}_app`);
  await retryConcurrentUpdate(admin, `ALTER ROLE ${app} SET statement_timeout = '3s'`);
  // A contended row takes two locks in a row. Together they take less than the statement limit: a lock timeout is
  // retried, a statement timeout is not.
  await retryConcurrentUpdate(admin, `ALTER ROLE ${app} SET lock_timeout = '1200ms'`);
  await retryConcurrentUpdate(admin, `ALTER ROLE ${app} SET idle_in_transaction_session_timeout = '10s'`);
  // Statements of requests are short: compiling one whose estimated cost is high takes longer than it runs.
  await retryConcurrentUpdate(admin, `ALTER ROLE ${app} SET jit = off`);
}

/** Roles belong to the whole server; a concurrent preparation of another database may update the same row. */
async function retryConcurrentUpdate(admin: Client, statement: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await admin.query(statement);
      return;
    } catch (error) {
      if (attempt === 20 || !/tuple concurrently updated/.test((error as Error).message)) throw error;
    }
  }
}

async function prepareSchemas(admin: Client, service: string): Promise<void> {
  const [schema, owner, app] = [service, `${service}_owner`, `${service}_app`].map(escapeIdentifier);
  for (const extension of EXTENSIONS) await admin.query(`CREATE EXTENSION IF NOT EXISTS ${extension} SCHEMA public`);
  await admin.query(`
    CREATE SCHEMA IF NOT EXISTS ${schema} AUTHORIZATION ${owner};
    REVOKE ALL ON SCHEMA ${schema} FROM PUBLIC;
    GRANT USAGE ON SCHEMA ${schema} TO ${app};
    ALTER DEFAULT PRIVILEGES FOR ROLE ${owner} IN SCHEMA ${schema} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO ${app};
    ALTER DEFAULT PRIVILEGES FOR ROLE ${owner} IN SCHEMA ${schema} GRANT USAGE ON SEQUENCES TO ${app};
    ALTER DEFAULT PRIVILEGES FOR ROLE ${owner} REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
    ALTER DEFAULT PRIVILEGES FOR ROLE ${owner} IN SCHEMA ${schema} GRANT EXECUTE ON FUNCTIONS TO ${app};
  `);
}

async function runServiceMigrations(
  adminUrl: string,
  service: string,
  migrations: ServicePreparation['migrations'],
): Promise<void> {
  const source = new DataSource({
    type: 'postgres',
    url: adminUrl,
    schema: service,
    migrations,
    migrationsTableName: 'migration',
    installExtensions: false,
    migrationsTransactionMode: 'each',
    extra: { options: `-c role=${service}_owner -c search_path=${service},public -c lock_timeout=5s`, max: 2 },
  });
  await source.initialize();
  try {
    await source.runMigrations();
  } finally {
    await source.destroy();
  }
}

async function prepareQueue(admin: Client, adminUrl: string, service: string): Promise<void> {
  const [schema, queue, worker, app] = [service, `${service}_worker`, `${service}_worker`, `${service}_app`].map(
    escapeIdentifier,
  );
  const { rows } = await admin.query<{ database: string }>('SELECT current_database() AS database');
  const database = escapeIdentifier(rows[0]?.database ?? 'postgres');
  await admin.query(`GRANT CREATE ON DATABASE ${database} TO ${worker}`);
  const pool = resilientPool({ connectionString: adminUrl, max: 2, options: `-c role=${service}_worker` });
  try {
    await runMigrations({ pgPool: pool, schema: `${service}_worker` });
  } finally {
    await pool.end();
    await admin.query(`REVOKE CREATE ON DATABASE ${database} FROM ${worker}`);
  }
  // The app role can add jobs inside its transactions and has no other access to the queue. add_job adds nothing when a
  // worker starts the waiting job of the same key between its two statements; then it is called again.
  await admin.query(`
    BEGIN;
    GRANT USAGE, CREATE ON SCHEMA ${schema} TO ${worker};
    SET LOCAL ROLE ${worker};
    CREATE OR REPLACE FUNCTION ${schema}.enqueue(task text, payload json, job_key text, run_at timestamptz, max_attempts int)
    RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $enqueue$
    DECLARE
      added bigint;
    BEGIN
      WHILE added IS NULL LOOP
        SELECT job.id INTO added FROM ${queue}.add_job(
          task, payload => payload, job_key => job_key, run_at => run_at, max_attempts => max_attempts) AS job;
      END LOOP;
    END $enqueue$;
    REVOKE ALL ON FUNCTION ${schema}.enqueue FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION ${schema}.enqueue TO ${app};
    CREATE OR REPLACE FUNCTION ${schema}.enqueue_all(jobs json)
    RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $enqueue$
    BEGIN
      -- A job that starts meanwhile keeps its key for itself: those of the others are added once more.
      WHILE jobs IS NOT NULL LOOP
        WITH added AS (
          SELECT job.key FROM ${queue}.add_jobs(ARRAY(
            SELECT (job->>'task', job->'payload', NULL, NULL, NULL, job->>'jobKey', NULL, NULL)::${queue}.job_spec
            FROM json_array_elements(jobs) AS job)) AS job)
        SELECT json_agg(job) INTO jobs FROM json_array_elements(jobs) AS job
          WHERE job->>'jobKey' NOT IN (SELECT key FROM added WHERE key IS NOT NULL);
      END LOOP;
    END $enqueue$;
    REVOKE ALL ON FUNCTION ${schema}.enqueue_all FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION ${schema}.enqueue_all TO ${app};
    RESET ROLE;
    REVOKE USAGE, CREATE ON SCHEMA ${schema} FROM ${worker};
    COMMIT;
  `);
}

import type { TestIdentity } from './identity.js';

/** All rows of the service's tables and the number of its jobs, to show that a request changes nothing. */
export async function contents(identity: TestIdentity): Promise<Record<string, unknown>> {
  const all: Record<string, unknown> = {};
  const tables = await identity.sql<{ name: string }>(
    "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'identity'",
  );
  for (const { name } of tables)
    all[name] = await identity.sql(`SELECT t::text AS row FROM identity.${name} t ORDER BY 1`);
  all.jobs = await identity.sql('SELECT count(*) FROM identity_worker._private_jobs');
  return all;
}

/** Runs SQL as the superuser. */
export type Sql = <Row extends object>(text: string) => Promise<Row[]>;

/** All rows of a service's tables and the number of its jobs, to show that a request changes nothing. */
export async function tableContents(sql: Sql, service: string): Promise<Record<string, unknown>> {
  const all: Record<string, unknown> = {};
  for (const name of await tablesOf(sql, service))
    all[name] = await sql(`SELECT t::text AS row FROM ${service}.${name} t ORDER BY 1`);
  all.jobs = await sql(`SELECT count(*) FROM ${service}_worker._private_jobs`);
  return all;
}

/** The number of rows of each table, and of jobs. */
export async function countsOf(sql: Sql, service: string): Promise<Record<string, number>> {
  const counts = (await tablesOf(sql, service)).map(
    (name) => `SELECT '${name}' AS name, count(*) FROM ${service}.${name}`,
  );
  counts.push(`SELECT 'jobs', count(*) FROM ${service}_worker._private_jobs`);
  const rows = await sql<{ name: string; count: string }>(`${counts.join(' UNION ALL ')} ORDER BY name`);
  return Object.fromEntries(rows.map(({ name, count }) => [name, Number(count)]));
}

async function tablesOf(sql: Sql, service: string): Promise<string[]> {
  const tables = await sql<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = '${service}' ORDER BY 1`,
  );
  return tables.map(({ name }) => name);
}

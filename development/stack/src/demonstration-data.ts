import pg from 'pg';

/**
 * Reserves a database without an organization for the demonstration, before any process runs that could be used:
 * organizations registered while the load waits for the gateway do not prevent it. Returns whether there is anything to
 * load.
 */
export async function reserveForDemonstration(adminUrl: string): Promise<boolean> {
  return withClient(adminUrl, isToBeLoaded);
}

/**
 * Loads the demonstration data into a database that has no organization yet or was reserved for it, unless an earlier
 * start finished the load. A database with other organizations is left alone.
 */
export async function loadOnce(adminUrl: string, load: () => Promise<void>): Promise<boolean> {
  return withClient(adminUrl, async (client) => {
    if (!(await isToBeLoaded(client))) return false;
    await load();
    await client.query('UPDATE stack.demonstration SET finished = true');
    return true;
  });
}

async function withClient<T>(adminUrl: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: adminUrl });
  client.on('error', () => undefined);
  await client.connect();
  return work(client).finally(() => client.end());
}

async function isToBeLoaded(client: pg.Client): Promise<boolean> {
  await client.query('CREATE SCHEMA IF NOT EXISTS stack');
  await client.query('CREATE TABLE IF NOT EXISTS stack.demonstration (finished boolean NOT NULL)');
  const found = await client.query<{ finished: boolean }>('SELECT finished FROM stack.demonstration');
  if (found.rows[0] !== undefined) return !found.rows[0].finished;
  if (await hasOrganizations(client)) return false;
  await client.query('INSERT INTO stack.demonstration VALUES (false)');
  return true;
}

async function hasOrganizations(client: pg.Client): Promise<boolean> {
  // Row level security of the service applies to an administrator that is no superuser.
  await client.query("SELECT set_config('app.tenant_scope', 'every-organization', false)");
  const found = await client.query<{ present: boolean }>(
    'SELECT EXISTS (SELECT FROM identity.organization) AS present',
  );
  return found.rows[0]?.present === true;
}

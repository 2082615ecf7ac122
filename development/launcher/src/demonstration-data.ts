import pg from 'pg';

/**
 * Whether the demonstration data has to be loaded: the database holds no organisation yet, or an earlier start was
 * interrupted while it loaded them. A world of somebody's own is left alone.
 */
export async function loadOnce(adminUrl: string, load: () => Promise<void>): Promise<boolean> {
  const client = new pg.Client({ connectionString: adminUrl });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('CREATE SCHEMA IF NOT EXISTS launcher');
    await client.query('CREATE TABLE IF NOT EXISTS launcher.demonstration (finished boolean NOT NULL)');
    const found = await client.query<{ finished: boolean }>('SELECT finished FROM launcher.demonstration');
    if (found.rows[0]?.finished === true) return false;
    if (found.rows.length === 0) {
      if (await hasOrganizations(client)) return false;
      await client.query('INSERT INTO launcher.demonstration VALUES (false)');
    }
    await load();
    await client.query('UPDATE launcher.demonstration SET finished = true');
    return true;
  } finally {
    await client.end();
  }
}

async function hasOrganizations(client: pg.Client): Promise<boolean> {
  // An administrator that is no superuser is held to the row level security of the service.
  await client.query("SELECT set_config('app.reach', 'every-organization', false)");
  const found = await client.query<{ present: boolean }>(
    'SELECT EXISTS (SELECT FROM identity.organization) AS present',
  );
  return found.rows[0]?.present === true;
}

import pg from 'pg';

/**
 * The names of the statements that reads send to the database during the work; setting the tenant scope is not counted.
 */
export async function statementsDuring(work: () => Promise<unknown>): Promise<string[]> {
  const names: string[] = [];
  const { query } = pg.Client.prototype;
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    const name = (args[0] as { name?: string }).name;
    if (name !== undefined && name !== 'set-tenant-scope') names.push(name);
    return Reflect.apply(query, this, args);
  } as typeof query;
  try {
    await work();
  } finally {
    pg.Client.prototype.query = query;
  }
  return names;
}

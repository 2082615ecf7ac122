import pg from 'pg';

/** Statements of our own reads; the job queue, which works meanwhile, has names of its own. */
const OURS =
  /^(credits-of|count-credits-of|achievements-|count-achievements-|score-facts|holdings-on-|holders-|person-refs-|users-by-id)/;

/** The names of the statements that reads sent to the database meanwhile. */
export async function statementsDuring(work: () => Promise<unknown>): Promise<string[]> {
  const names: string[] = [];
  const { query } = pg.Client.prototype;
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    const name = (args[0] as { name?: string }).name;
    if (name !== undefined && OURS.test(name)) names.push(name);
    return Reflect.apply(query, this, args);
  } as typeof query;
  try {
    await work();
  } finally {
    pg.Client.prototype.query = query;
  }
  return names;
}

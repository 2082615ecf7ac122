import pg from 'pg';

/** Statements of the service's own reads; the job queue, which runs concurrently, has names of its own. */
const OURS =
  /^(credits-of|count-credits-of|achievements-|count-achievements-|score-facts|holdings-on-|holders-|person-refs-|users-by-id|learn-|skills-report|report-)/;

/** The names of the statements that reads sent to the database during the work. */
export async function statementsDuring(work: () => Promise<unknown>): Promise<string[]> {
  const sent = await everythingSentDuring(work);
  return sent.flatMap(({ name }) => (name !== undefined && OURS.test(name) ? [name] : []));
}

/** All statements that this process sent to a database during the work. */
export async function everythingSentDuring(work: () => Promise<unknown>): Promise<{ name?: string; text?: string }[]> {
  const sent: { name?: string; text?: string }[] = [];
  const { query } = pg.Client.prototype;
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    const [statement] = args as [string | { name?: string; text?: string }];
    sent.push(typeof statement === 'string' ? { text: statement } : statement);
    return Reflect.apply(query, this, args);
  } as typeof query;
  try {
    await work();
  } finally {
    pg.Client.prototype.query = query;
  }
  return sent;
}

import type { DataSource } from 'typeorm';
import { readPool } from '../database/pool.js';
import { RequestReads } from '../database/reads.js';
import { assertDatabases } from '../processes/start-process.js';

/** The database of a service: its writing side, and reads across organizations. */
export type CommandDatabase = { readonly dataSource: DataSource; readonly reads: RequestReads };

/** Opens the database of a service for one command. Throws with the name of the setting when it is unusable. */
export async function withDatabase<T>(
  { setting, url, connect }: { setting: string; url: string; connect(url: string): DataSource },
  work: (database: CommandDatabase) => Promise<T>,
): Promise<T> {
  await assertDatabases({ [setting]: url });
  const dataSource = await connect(url).initialize();
  const pool = readPool(url, undefined, 1);
  const reads = new RequestReads(pool, 'every-organization');
  try {
    return await work({ dataSource, reads });
  } finally {
    await reads.end();
    await pool.end();
    await dataSource.destroy();
  }
}

import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { SERVICES } from './processes.js';

/** How long the queues of all services stay empty before the work counts as done. */
const QUIET_MILLISECONDS = 500;
const EMPTY_WITHIN_MILLISECONDS = 120_000;

/** Resolves when the jobs of all services are done, for example those of a demonstration that was just loaded. */
export async function untilQueuesAreEmpty(databaseUrl: string): Promise<void> {
  const due = SERVICES.map((name) => `(SELECT count(*) FROM ${name}_worker._private_jobs WHERE run_at <= now())`);
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const deadline = performance.now() + EMPTY_WITHIN_MILLISECONDS;
    for (let quietSince = performance.now(); performance.now() - quietSince < QUIET_MILLISECONDS; ) {
      const { rows } = await client.query<{ due: number }>(`SELECT (${due.join(' + ')})::integer AS due`);
      if (rows[0]?.due !== 0) quietSince = performance.now();
      if (performance.now() > deadline) throw new Error('The jobs of the services were not done within two minutes.');
      await pause(50);
    }
  } finally {
    await client.end();
  }
}

import type { Stack } from '@app/stack/stack';
import { startTestStack } from '@app/stack/test-stack';
import { emptyDatabase, testDatabase, testRolePasswords } from '@app/test-kit/database';
import pg from 'pg';

const SERVICES = ['identity', 'association', 'credits'] as const;

/** How long the queues of all services stay empty before the demonstration counts as loaded. */
const QUIET_MILLISECONDS = 500;
const LOADED_WITHIN_MILLISECONDS = 120_000;

type StackSettings = { environment?: Record<string, string> };

/** A stack with the demonstration: a copy of a database into which it is loaded once per run of the tests. */
export async function startDemonstrationStack(settings: StackSettings = {}): Promise<Stack> {
  const database = await testDatabase({ service: 'demonstration', prepare: loadDemonstration });
  return stackOn(database, settings, { demonstration: true, isMigrated: true });
}

/** A stack without organizations. */
export async function startEmptyStack(settings: StackSettings = {}): Promise<Stack> {
  return stackOn(await emptyDatabase(), settings, { demonstration: false, isMigrated: false });
}

async function stackOn(
  database: { adminUrl: string; drop(): Promise<void> },
  { environment }: StackSettings,
  content: { demonstration: boolean; isMigrated: boolean },
): Promise<Stack> {
  const stack = await startTestStack({
    databaseUrl: database.adminUrl,
    ...content,
    environment: { ...rolePasswords(), ...environment },
  });
  const stop = async (): Promise<void> => {
    await stack.stop();
    await database.drop();
  };
  return { ...stack, stop };
}

async function loadDemonstration(databaseUrl: string): Promise<void> {
  const stack = await startTestStack({ databaseUrl, environment: rolePasswords() });
  try {
    await untilQueuesAreEmpty(databaseUrl);
  } finally {
    await stack.stop();
  }
}

async function untilQueuesAreEmpty(databaseUrl: string): Promise<void> {
  const due = SERVICES.map((name) => `(SELECT count(*) FROM ${name}_worker._private_jobs WHERE run_at <= now())`);
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const deadline = performance.now() + LOADED_WITHIN_MILLISECONDS;
    for (let quietSince = performance.now(); performance.now() - quietSince < QUIET_MILLISECONDS; ) {
      const { rows } = await client.query<{ due: number }>(`SELECT (${due.join(' + ')})::integer AS due`);
      if (rows[0]?.due !== 0) quietSince = performance.now();
      if (performance.now() > deadline) throw new Error('The demonstration was not loaded within two minutes.');
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  } finally {
    await client.end();
  }
}

/** Roles belong to the server, which the stacks of a run share: all of them use the same passwords. */
function rolePasswords(): Record<string, string> {
  const { appPassword, workerPassword } = testRolePasswords;
  return Object.fromEntries(
    SERVICES.flatMap((name) => [
      [`${name.toUpperCase()}_APP_PASSWORD`, appPassword],
      [`${name.toUpperCase()}_WORKER_PASSWORD`, workerPassword],
    ]),
  );
}

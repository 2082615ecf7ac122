import { untilQueuesAreEmpty } from '@app/stack/queues';
import type { Stack } from '@app/stack/stack';
import { startTestStack } from '@app/stack/test-stack';
import { emptyDatabase, testDatabase, testRolePasswords } from '@app/test-kit/database';
import { copyDemonstration } from './copied-demonstration.js';
import { keptStack } from './kept-stack.js';
import { stackKeys } from './stack-keys.js';

const SERVICES = ['identity', 'association', 'credits'] as const;

/** A copy of a database with the demonstration. */
const LOADED = { demonstration: true, isMigrated: true };

/** A file may ask more in its minute than one caller may, and the next one starts from nothing. */
const UNLIMITED = { RATE_LIMIT_PER_MINUTE: '0' };

type StackSettings = { environment?: Record<string, string> };

/**
 * A stack with the demonstration: a copy of a database into which it is loaded once per run of the tests. Test files
 * without settings of their own use one stack after the other.
 */
export async function startDemonstrationStack({ environment = {} }: StackSettings = {}): Promise<Stack> {
  const copy = () => testDatabase({ service: 'demonstration', prepare: loadDemonstration });
  if (Object.keys(environment).length > 0) return stackOn(await copy(), { environment }, LOADED);
  return keptStack(async () => {
    const database = await copy();
    const environment = { ...UNLIMITED, ...(await stackKeys()) };
    return { database, stack: await stackOn(database, { environment }, LOADED) };
  });
}

/** A stack with a copy of the demonstration on a PostgreSQL of the test. */
export async function startDemonstrationStackOn(serverUrl: string): Promise<Stack> {
  const original = await testDatabase({ service: 'demonstration', prepare: loadDemonstration });
  try {
    const prepare = (adminUrl: string) => copyDemonstration(original.adminUrl, adminUrl);
    return await stackOn(await testDatabase({ service: 'demonstration', prepare, serverUrl }), {}, LOADED);
  } finally {
    await original.drop();
  }
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

/**
 * The environment of a test run. The run sets it (`global-setup.js`); developers set only `TEST_DATABASE_URL` or
 * `TEST_DATABASE`.
 */
export type TestEnvironment = {
  /** A PostgreSQL 18, as superuser. */
  databaseUrl: string | undefined;
  /** Where the run starts a server on the first request. */
  databaseOnRequest: string | undefined;
  /** The same in every process of a run: a template is migrated once per run. */
  runId: string;
};

export function testEnvironment(): TestEnvironment {
  const runId = process.env.TEST_RUN_ID;
  if (runId === undefined) throw new Error('TEST_RUN_ID is not set: run the tests by jest.');
  return { databaseUrl: process.env.TEST_DATABASE_URL, databaseOnRequest: process.env.TEST_DATABASE_ON_REQUEST, runId };
}

/** `docker` or `embedded` when forced; undefined: what the machine supports. */
export function forcedServer(): 'docker' | 'embedded' | undefined {
  const forced = process.env.TEST_DATABASE;
  if (forced === undefined || forced === '') return undefined;
  if (forced === 'docker' || forced === 'embedded') return forced;
  throw new Error(`TEST_DATABASE is "${forced}"; it can be docker or embedded.`);
}

/** Must be set before Testcontainers is loaded: its reaper needs another image, and the run stops its own container. */
export function withoutReaper(): void {
  process.env.TESTCONTAINERS_RYUK_DISABLED ??= 'true';
}

/**
 * Settings that a run passes to its tests. The run sets them (`jest/global-setup.js`); a developer sets
 * `TEST_DATABASE_URL` or `TEST_DATABASE` only.
 */
export type TestEnvironment = {
  /** A PostgreSQL 18, as superuser. */
  databaseUrl: string | undefined;
  /** Address that starts a server at the first request. */
  databaseOnRequest: string | undefined;
  /** Equal in all processes of a run, so that a template is filled once per run. */
  runId: string;
};

export function testEnvironment(): TestEnvironment {
  const runId = process.env.TEST_RUN_ID;
  if (runId === undefined) throw new Error('TEST_RUN_ID is not set: run the tests by jest.');
  return { databaseUrl: process.env.TEST_DATABASE_URL, databaseOnRequest: process.env.TEST_DATABASE_ON_REQUEST, runId };
}

/** Forces `docker` or `embedded`; undefined: Docker if it is available. */
export function forcedServer(): 'docker' | 'embedded' | undefined {
  const forced = process.env.TEST_DATABASE;
  if (forced === undefined || forced === '') return undefined;
  if (forced === 'docker' || forced === 'embedded') return forced;
  throw new Error(`TEST_DATABASE is "${forced}"; it can be docker or embedded.`);
}

/** Call it before Testcontainers is loaded. Its reaper needs one more image, and each run stops its own containers. */
export function withoutReaper(): void {
  process.env.TESTCONTAINERS_RYUK_DISABLED ??= 'true';
}

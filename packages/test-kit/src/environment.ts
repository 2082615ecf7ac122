/** What the test run tells its tests. The run sets all of it (see `global-setup.js`); a person sets `TEST_DATABASE_URL` or `TEST_DATABASE` only. */
export type TestEnvironment = {
  /** A PostgreSQL 18, as superuser. */
  databaseUrl: string | undefined;
  /** Where the run starts a server when the first test asks for one. */
  databaseOnRequest: string | undefined;
  /** The same for every process of one run: a template is migrated once per run. */
  runId: string;
};

export function testEnvironment(): TestEnvironment {
  const runId = process.env.TEST_RUN_ID;
  if (runId === undefined) throw new Error('TEST_RUN_ID is not set: run the tests by jest.');
  return { databaseUrl: process.env.TEST_DATABASE_URL, databaseOnRequest: process.env.TEST_DATABASE_ON_REQUEST, runId };
}

/** `docker` or `embedded` by force; undefined: whichever the machine has. */
export function forcedServer(): 'docker' | 'embedded' | undefined {
  const forced = process.env.TEST_DATABASE;
  if (forced === undefined || forced === '') return undefined;
  if (forced === 'docker' || forced === 'embedded') return forced;
  throw new Error(`TEST_DATABASE is "${forced}"; it can be docker or embedded.`);
}

/** Must be said before Testcontainers is loaded: its reaper is an image more to fetch, and we stop what we start. */
export function withoutReaper(): void {
  process.env.TESTCONTAINERS_RYUK_DISABLED ??= 'true';
}

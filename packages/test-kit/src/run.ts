import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { startTestServer, type TestServer } from './test-server.js';

/** The environment for child processes, and the end of the run. */
export type TestRun = { environment: Record<string, string>; end(): Promise<void> };

/**
 * Starts a test run of one workspace. The PostgreSQL server starts on the first request, so that unit tests run without
 * it; an existing server or run is used and left running.
 */
export async function beginRun(given: {
  databaseUrl?: string | undefined;
  runId?: string | undefined;
}): Promise<TestRun> {
  const runId = given.runId ?? randomBytes(4).toString('hex');
  const environment: Record<string, string> = { TEST_RUN_ID: runId };
  if (given.databaseUrl !== undefined) {
    const { databaseUrl } = given;
    return {
      environment,
      end: async () => (given.runId === undefined ? dropDatabasesOf(runId, databaseUrl) : undefined),
    };
  }
  let server: Promise<TestServer> | undefined;
  const start = (): Promise<TestServer> => {
    server ??= startTestServer().then((started) => {
      process.stderr.write(`Tests use the ${started.description}.\n`);
      return started;
    });
    return server;
  };
  const starter = createServer((_request, response) => {
    start().then(
      ({ url }) => response.end(url),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((listening) => starter.listen(0, '127.0.0.1', listening));
  environment.TEST_DATABASE_ON_REQUEST = `http://127.0.0.1:${(starter.address() as AddressInfo).port}/`;
  const end = async (): Promise<void> => {
    starter.closeAllConnections();
    starter.close();
    await server?.then((started) => started.stop());
  };
  return { environment, end };
}

/** A server that outlives the run must not keep its databases. */
async function dropDatabasesOf(runId: string, databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const found = await client.query<{ datname: string }>('SELECT datname FROM pg_database WHERE datname LIKE $1', [
      `test_${runId}_%`,
    ]);
    for (const { datname } of found.rows) {
      const name = client.escapeIdentifier(datname);
      await client.query(`ALTER DATABASE ${name} IS_TEMPLATE false`);
      await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    }
  } finally {
    await client.end();
  }
}

import { LIMITS } from '@app/gateway/limits/limits';
import { readPool } from '@app/subgraph-kit/database/pool';
import { emptyDatabase } from '@app/test-kit/database';
import pg from 'pg';
import { POLICY } from '../model/system/domain-rules.js';
import { prepareEverything } from '../model/system/prepare-everything.js';
import { repositoryFile } from '../repository.js';
import { keyPair, productProcesses } from './processes.js';

type Row = { name: string; seconds: number; within: string };

/** The table in docs/operations.md. */
function documented(): Row[] {
  const [, section = ''] = repositoryFile('docs/operations.md').split('\n## Time limits\n');
  const [text = ''] = section.split('\n## ');
  return [...text.matchAll(/^\| (.+?) \| ([\d.]+) \| (.*?) ?\|$/gm)].map(([, name = '', seconds, within = '']) => ({
    name,
    seconds: Number(seconds),
    within,
  }));
}

/** The settings of the app roles of all services, in seconds; one row per setting and value. */
async function settingsOfRoles(): Promise<Record<string, number[]>> {
  const database = await emptyDatabase();
  const client = new pg.Client({ connectionString: database.adminUrl });
  try {
    await prepareEverything(database.adminUrl, POLICY);
    await client.connect();
    const { rows } = await client.query<{ name: string; seconds: number[] }>(
      `SELECT split_part(setting, '=', 1) AS name,
              array_agg(DISTINCT extract(epoch FROM split_part(setting, '=', 2)::interval)::float8) AS seconds
       FROM pg_roles CROSS JOIN unnest(rolconfig) AS setting
       WHERE rolname IN ('identity_app', 'association_app', 'credits_app') AND setting LIKE '%timeout=%' GROUP BY 1`,
    );
    return Object.fromEntries(rows.map(({ name, seconds }) => [name, seconds]));
  } finally {
    await client.end();
    await database.drop();
  }
}

/** The largest number of seconds that the association service accepts. */
async function longestExchange(): Promise<number> {
  const association = productProcesses(await keyPair()).find(({ name }) => name === 'association');
  if (association === undefined) throw new Error('There is no association service.');
  const isAccepted = (seconds: number): boolean =>
    association.schema.safeParse({ ...association.usable, LEARN_EXCHANGE_TIMEOUT: String(seconds) }).success;
  return Array.from({ length: 120 }, (_, seconds) => seconds).findLast(isAccepted) ?? 0;
}

describe('the time limits', () => {
  it('are those of the documentation', async () => {
    const pool = readPool('postgres://localhost/none', undefined);
    const roles = await settingsOfRoles();
    const seconds = Object.fromEntries(documented().map((row) => [row.name, row.seconds]));
    expect(seconds).toEqual({
      'an operation in the gateway': LIMITS.requestTimeout / 1000,
      'a sign-in at a learning provider, in the gateway': LIMITS.signInTimeout / 1000,
      'a request to a service': LIMITS.subgraphTimeout / 1000,
      'a connection to a service': LIMITS.connectTimeout / 1000,
      'a request to the issuer of work accounts': LIMITS.issuerTimeout / 1000,
      'the code exchange with a learning provider, at most': await longestExchange(),
      'a connection to PostgreSQL': (pool.options.connectionTimeoutMillis ?? 0) / 1000,
      'a statement (`statement_timeout` of the app roles)': only(roles.statement_timeout),
      'a lock (`lock_timeout` of the app roles)': only(roles.lock_timeout),
      'a transaction that waits for its service (`idle_in_transaction_session_timeout` of the app roles)': only(
        roles.idle_in_transaction_session_timeout,
      ),
    });
    await pool.end();
  });

  it('are each shorter than the one within which they run', () => {
    const rows = documented();
    const nested = rows.filter(({ within }) => within !== '');
    expect(nested.length).toBeGreaterThan(5);
    for (const { name, seconds, within } of nested) {
      const outer = rows.find((row) => row.name === within);
      expect({ name, isShorter: outer !== undefined && seconds < outer.seconds }).toEqual({ name, isShorter: true });
    }
  });
});

/** The value that the roles of all services share. */
function only(values: readonly number[] | undefined): number | undefined {
  return values?.length === 1 ? values[0] : undefined;
}

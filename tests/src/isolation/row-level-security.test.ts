import { randomBytes } from 'node:crypto';
import { beginReadOnly } from '@app/subgraph-kit/database/tenant-scope';
import { type TestDatabase, testDatabase, testRolePasswords } from '@app/test-kit/database';
import pg from 'pg';
import { POLICY } from '../model/system/domain-rules.js';
import { prepareEverything } from '../model/system/prepare-everything.js';
import { type Policy, policiesOf, SERVICES, type Service, type TenantTable, tenantTables } from './tenant-tables.js';
import { applicationRoles, openingOf, questionsOf, waysAround, wrongAnswers } from './trespasses.js';
import { fillForTwoTenants, OURS, THEIRS } from './two-tenants.js';

const ROUNDS = 10_000;

/**
 * They keep no organizations apart: a search that reads as the owner needs one for its index, and checks the organization
 * itself; the others reject entries of activity that are numbered already (the tests of activity).
 */
const NOT_OF_TENANTS = ['activity_enters_unchained', 'skills_report_person_searched', 'user_activity_enters_unchained'];

describe('row level security', () => {
  let database: TestDatabase;
  let admin: pg.Client;
  let tables: TenantTable[];
  let policies: Policy[];
  const login = `reporting_test_${randomBytes(4).toString('hex')}`;

  beforeAll(async () => {
    database = await testDatabase({ service: 'everything', prepare: (url) => prepareEverything(url, POLICY) });
    admin = new pg.Client({ connectionString: database.adminUrl });
    await admin.connect();
    tables = await tenantTables(admin);
    policies = await policiesOf(admin);
    await fillForTwoTenants(admin, tables);
    await admin.query(`CREATE ROLE ${login}; GRANT reporting_owner TO ${login}`);
    await admin.query(
      `INSERT INTO reporting.login (name, organization_id, personal_data, created_at, valid_until)
       VALUES ($1, $2, true, now(), now() + interval '1 hour')`,
      [login, OURS],
    );
  });
  afterAll(async () => {
    await admin.query(`DROP ROLE IF EXISTS ${login}`);
    await admin.end();
    await database.drop();
  });

  it('is enabled and forced, with a policy, on every table with rows of an organization', () => {
    expect(tables.length).toBeGreaterThan(50);
    expect(tables.filter(({ isProtected, policies: number }) => !isProtected || number === 0)).toEqual([]);
  });

  it('cannot be passed by: no application role is an owner, a superuser, a member of another or has BYPASSRLS', async () => {
    const roles = await applicationRoles(admin);
    expect(roles).toEqual([...SERVICES].sort().map((service) => ({ name: `${service}_app`, faults: [] })));
    expect(await waysAround(admin)).toEqual([]);
  });

  it('of each policy is needed: where one lets every row pass, a question about two organizations is answered wrongly', async () => {
    const questions = await questionsOf(admin, tables, policies, login);
    const wrong: string[] = [];
    const unnoticed: string[] = [];
    for (const [policy, asked] of questions) {
      wrong.push(...(await wrongAnswers(admin, asked)).map((answer) => `${policy.table}: ${answer}`));
      if ((await wrongAnswers(admin, asked, openingOf(policy))).length === 0) unnoticed.push(policy.name);
    }
    expect({ wrong, unnoticed: unnoticed.sort() }).toEqual({ wrong: [], unnoticed: NOT_OF_TENANTS });
    // A table without its policies is closed: what an application reads is missing then.
    expect(new Set(policies.map(({ table }) => table)).size).toBe(tables.length);
  });

  it.each(SERVICES)(
    `shows no row of another organization in ${ROUNDS} rounds of two organizations on one connection of %s`,
    async (service) => {
      const connection = new pg.Client({ connectionString: urlOf(service) });
      await connection.connect();
      const own = tables.filter((table) => table.service === service && table.organizationColumn !== null);
      const counted = { rounds: 0, own: 0, foreign: 0 };
      try {
        for (let round = 0; round < ROUNDS; round++) {
          const { name, organizationColumn } = own[round % own.length] as TenantTable;
          // Each table meets both organizations, and now and then none; some transactions end with a fault.
          const mine = [OURS, THEIRS, undefined][(round + Math.floor(round / own.length)) % 3];
          const reach = mine === undefined ? 'no-organization' : { organizationId: mine };
          const found = await rowsOf(
            connection,
            reach,
            `SELECT ${organizationColumn}::text FROM ${name}`,
            round % 7 === 0,
          );
          counted.rounds++;
          counted.own += found.filter((one) => one === mine).length;
          counted.foreign += found.filter((one) => one !== mine).length;
        }
      } finally {
        await connection.end();
      }
      const rounds = Array.from({ length: ROUNDS }, (_, round) => (round + Math.floor(round / own.length)) % 3);
      expect(counted).toEqual({ rounds: ROUNDS, own: rounds.filter((which) => which !== 2).length, foreign: 0 });
    },
    300_000,
  );

  /** The rows of a transaction that begins as those of the services, in one message. */
  async function rowsOf(
    connection: pg.Client,
    reach: Parameters<typeof beginReadOnly>[0],
    query: string,
    fails: boolean,
  ): Promise<string[]> {
    const text = `${beginReadOnly(reach)}; ${query}; ${fails ? '' : 'COMMIT'}`;
    const results = (await connection.query({ text, rowMode: 'array' })) as unknown as pg.QueryResult<[string]>[];
    if (fails) await connection.query('SELECT 1 / 0').catch(() => connection.query('ROLLBACK'));
    const rows = results.flatMap(({ command, rows: found }) => (command === 'SELECT' ? found : []));
    return rows.map(([organizationId]) => organizationId);
  }

  function urlOf(service: Service): string {
    const url = new URL(database.adminUrl);
    url.username = `${service}_app`;
    url.password = testRolePasswords.appPassword;
    return url.href;
  }
});

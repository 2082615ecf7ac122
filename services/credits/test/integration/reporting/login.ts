import { createLog } from '@app/subgraph-kit/processes/log';
import { type Client, Pool } from 'pg';
import { createLogin, type IssuedLogin } from '../../../src/reporting/application/reporting-logins.js';
import { watchStandby } from '../../../src/reporting/application/watch-standby.js';
import { ATTACKS } from '../../support/reporting-attacks.js';
import { fault, type ReportingStage, rows, VIEWS_OF_ORGANIZATIONS } from '../../support/reporting-stage.js';

/** What a login can see and do, and what it cannot: attack by attack. */
export function describeLogin(given: () => ReportingStage): void {
  let stage: ReportingStage;
  let named: Client;
  let unnamed: Client;
  let foreign: Client;
  beforeAll(() => {
    stage = given();
    named = stage.clients.named;
    unnamed = stage.clients.unnamed;
    foreign = stage.clients.foreign;
  });

  describe('a reporting login', () => {
    it('sees the rows of its organization alone, in every view', async () => {
      for (const view of VIEWS_OF_ORGANIZATIONS) {
        const text = `SELECT to_jsonb(seen)::text FROM ${view} seen`;
        const [own, other] = [await rows(named, text), await rows(foreign, text)].map((all) => all.flat().map(String));
        expect([view, own?.length, other?.length]).toEqual([view, expect.any(Number), expect.any(Number)]);
        expect([view, Math.min(own?.length ?? 0, other?.length ?? 0)]).not.toEqual([view, 0]);
        const refs = await stage.credits.sql<{ ref: string }>(
          'SELECT ref FROM credits.person WHERE organization_id = $1',
          [stage.fabrikam],
        );
        expect(
          own?.filter((row) => /Foreign|learn\.foreign/.test(row) || refs.some(({ ref }) => row.includes(ref))),
        ).toEqual([]);
        expect(other?.filter((row) => /Ada|Boris|Dmytro|learn\.one/.test(row))).toEqual([]);
      }
    });

    it('sees names, addresses and profile ids only with the right to personal data', async () => {
      const count =
        'SELECT count(*)::integer, count(person_name)::integer, count(email)::integer, count(profile_id)::integer';
      const [[all, ...names] = []] = await rows(named, `${count} FROM skills_report_row`);
      expect(names).toEqual([all, all, all]);
      expect(await rows(unnamed, `${count} FROM skills_report_row`)).toEqual([[all, 0, 0, 0]]);
      for (const view of VIEWS_OF_ORGANIZATIONS) {
        const seen = (await rows(unnamed, `SELECT to_jsonb(seen)::text FROM ${view} seen`)).flat().join('\n');
        expect(seen).not.toMatch(/Ada|Boris|Dmytro|@contoso/);
      }
      // The position by name would give away the order of the names.
      const byNumber = await rows(
        unnamed,
        "SELECT person_ref FROM skills_report_row WHERE month = '2025-06-01' ORDER BY row_no",
      );
      expect(byNumber).toEqual([...byNumber].sort());
    });

    it('stays in its organization whatever it sets', async () => {
      const client = await stage.connect(stage.named);
      const count = async () => rows(client, 'SELECT count(*) FROM skills_report_row');
      const own = await count();
      await client.query(`SET app.organization_id = '${stage.fabrikam}'; SET app.tenant_scope = 'every-organization'`);
      expect(await count()).toEqual(own);
      expect(
        await rows(client, "SELECT count(*)::integer FROM skills_report_row WHERE person_name LIKE '%Foreign'"),
      ).toEqual([[0]]);
      await client
        .query("SET search_path = pg_temp, reporting; SET session_replication_role = 'origin'")
        .catch(() => undefined);
      for (const attack of [
        'SET ROLE reporting_owner',
        'SET ROLE reporting_reader',
        'SET ROLE credits_owner',
        `SET ROLE ${stage.foreign.login.name}`,
        'SET SESSION AUTHORIZATION postgres',
        `SET SESSION AUTHORIZATION ${stage.foreign.login.name}`,
      ]) {
        expect([attack, await fault(client, attack)]).toEqual([attack, expect.stringMatching(/permission denied/)]);
      }
      await client.query('SET row_security = off');
      expect(await fault(client, 'SELECT count(*) FROM reporting.skills_report_row')).toMatch(/row-level security/);
    });

    it('keeps to the second wall: the policies of the tables show the owner of the views nothing else', async () => {
      const { primary } = stage.servers;
      for (const table of ['skills_report', 'skills_report_row', 'skills_report_person', 'credit', 'holding']) {
        await primary.query("BEGIN; SET LOCAL app.tenant_scope = 'every-organization'; SET LOCAL ROLE reporting_owner");
        const { rows: seen } = await primary.query(`SELECT organization_id FROM credits.${table}`);
        await primary.query('ROLLBACK');
        expect([table, seen]).toEqual([table, []]);
      }
    });

    it.each([
      'credits.skills_report_row',
      'credits.skills_report_row_2025_06',
      'credits.skills_report_person',
      'credits.user_account',
      'credits.catalog_entry',
      'reporting.login',
      'credits_worker._private_jobs',
      'pg_authid',
      'pg_statistic',
    ])('cannot read %s', async (table) => {
      expect(await fault(named, `SELECT * FROM ${table}`)).toMatch(/permission denied/);
      expect(await fault(named, `COPY ${table} TO STDOUT`)).toMatch(/permission denied/);
    });

    it('finds no values of others in the statistics of PostgreSQL', async () => {
      const ours = "SELECT count(*)::integer FROM pg_stats WHERE schemaname IN ('credits', 'reporting')";
      expect(await rows(named, ours)).toEqual([[0]]);
      // Values between the quartiles of a column would give away names: the estimate must not follow from them.
      const estimate = async (name: string) => {
        const [[plan] = []] = await rows(
          named,
          `EXPLAIN (FORMAT json) SELECT FROM skills_report_row WHERE person_name < '${name}'`,
        );
        return JSON.stringify(plan).match(/"Plan Rows":(\d+)/)?.[1];
      };
      await stage.servers.primary.query('ANALYZE credits.skills_report_person');
      expect(new Set([await estimate('A'), await estimate('E'), await estimate('Z')]).size).toBe(1);
    });

    it('gets no value of another organization in an error', async () => {
      for (const attack of [
        'SELECT FROM skills_report_row WHERE person_name::integer = 0',
        'SELECT FROM skills_report_row WHERE email::integer = 0 OR month IS NULL',
        'SELECT FROM skills_report_row WHERE profile_id::date IS NULL',
        'SELECT FROM training_completion WHERE title::integer = 0',
        'SELECT FROM skills_report_row WHERE 1 / (length(person_name) - length(person_name)) = 1',
        'SELECT FROM skills_report_row ORDER BY person_name::xml::text',
      ]) {
        const message = await fault(named, attack);
        expect([attack, message]).toEqual([attack, expect.not.stringMatching(/Foreign|foreign/)]);
        expect(await fault(unnamed, attack)).not.toEqual(expect.stringMatching(/Ada|Boris|Dmytro|contoso|Foreign/));
      }
      expect(await fault(named, 'SELECT FROM skills_report_row WHERE person_name::integer = 0')).toMatch(
        /invalid input syntax for type integer: "(Ada|Boris|Dmytro)/,
      );
      // The message is for the client alone: it may hold a name.
      expect(stage.standbyLog.join('\n')).not.toMatch(/Ada|Boris|Dmytro|invalid input/);
    });

    it.each(ATTACKS)('cannot run %s', async (attack) => {
      const client = await stage.connect(stage.named);
      await client.query('SET default_transaction_read_only = off').catch(() => undefined);
      expect(await fault(client, attack)).not.toBeNull();
      await client.end();
    });

    it('cannot end the sessions of others', async () => {
      const pid = String((await rows(foreign, 'SELECT pg_backend_pid()'))[0]?.[0]);
      expect(await fault(named, `SELECT pg_terminate_backend(${pid})`)).toMatch(/permission denied/);
      expect(await fault(named, `SELECT pg_cancel_backend(${pid})`)).toMatch(/permission denied/);
    });

    it('sees of other logins their opaque name alone', async () => {
      const other = await stage.connect(stage.foreign, { name: 'Power BI of Frank Foreign' });
      await other.query("SELECT 'a secret of Fabrikam'");
      const { login } = stage.foreign;
      const seen = [
        await rows(named, `SELECT to_jsonb(pg_stat_activity) FROM pg_stat_activity WHERE usename = '${login.name}'`),
        await rows(named, `SELECT to_jsonb(pg_roles) FROM pg_roles WHERE rolname = '${login.name}'`),
        await rows(named, 'SELECT to_jsonb(pg_db_role_setting) FROM pg_db_role_setting'),
        await rows(named, "SELECT description FROM pg_shdescription WHERE classoid = 'pg_authid'::regclass"),
      ];
      expect(seen[0]?.length).toBeGreaterThan(0);
      expect(JSON.stringify(seen)).not.toMatch(/Frank|secret|Fabrikam|127\.0\.0\.1/);
      expect(JSON.stringify(seen)).not.toContain(login.organizationId);
      await other.end();
    });

    it('can do what PostgreSQL lets every role do: lift its limits, see names of tables and sizes of all organizations', async () => {
      const client = await stage.connect(stage.unnamed);
      await client.query(
        "SET statement_timeout = 0; SET work_mem = '10GB'; SET enable_indexscan = off; SET enable_bitmapscan = off",
      );
      const names = "SELECT count(*) > 0 FROM pg_class WHERE relname = 'skills_report_person'";
      expect(await rows(client, names)).toEqual([[true]]);
      const plan = (await rows(client, 'EXPLAIN (ANALYZE, COSTS off, TIMING off) SELECT * FROM credit')).join('\n');
      expect(plan).toMatch(/Rows Removed by Filter: \d+/);
      await client.end();
    });

    it('connects to no other database of the standby', async () => {
      await expect(stage.connect(stage.named, { database: 'postgres' })).rejects.toThrow(/no pg_hba\.conf entry/);
    });

    it('has four connections', async () => {
      const login = await createLogin(stage.servers, { organizationId: stage.fabrikam, personalData: false, days: 1 });
      const open = await Promise.all([1, 2, 3, 4].map(() => stage.connect(login)));
      await expect(stage.connect(login)).rejects.toThrow(/too many connections/);
      await Promise.all(open.map((client) => client.end()));
    });

    it('cannot run a statement for longer than the watchdog allows, with or without a time limit', async () => {
      const pool = new Pool({ connectionString: stage.watchdogUrl, max: 1 });
      const log = createLog('test');
      log.level = 'silent';
      try {
        const client = await stage.connect(stage.named);
        await client.query('SET statement_timeout = 0');
        const endless = client.query(`DO $$ BEGIN
          LOOP BEGIN PERFORM pg_sleep(60); EXCEPTION WHEN query_canceled THEN NULL; END; END LOOP; END $$`);
        const ended = expect(endless).rejects.toThrow(/terminat/i);
        await stage.credits.until(async () => {
          expect(await watchStandby(pool, log, 'streaming', 0)).toBe('streaming');
          const { rows: running } = await stage.servers.standby.query(
            `SELECT FROM pg_stat_activity
              WHERE datname = current_database() AND query LIKE 'DO %' AND state = 'active'`,
          );
          return running.length === 0;
        });
        await ended;
        expect(await watchStandby(pool, log, 'streaming')).toBe('streaming');
        expect(await rows(named, 'SELECT 1')).toEqual([[1]]);
      } finally {
        await pool.end();
      }
    });
  });

  describe('a reporting login that ended', () => {
    const temporary = () => createLogin(stage.servers, { organizationId: stage.contoso, personalData: true, days: 1 });
    const replayed = async (text: string, values: unknown[]) => {
      await stage.servers.primary.query(text, values);
      const { rows: at } = await stage.servers.primary.query<{ at: string }>('SELECT pg_current_wal_lsn()::text AS at');
      await stage.credits.until(async () => {
        const asked = await stage.servers.standby.query<{ done: boolean }>(
          'SELECT pg_last_wal_replay_lsn() >= $1 AS done',
          [at[0]?.at],
        );
        return asked.rows[0]?.done === true;
      });
    };

    it('is rejected at the door, and sees no rows in an open session', async () => {
      const login: IssuedLogin = await temporary();
      const session = await stage.connect(login);
      expect(await rows(session, 'SELECT FROM skills_report')).not.toEqual([]);
      await replayed(
        "UPDATE reporting.login SET created_at = now() - interval '2 days', valid_until = now() - interval '1 day' WHERE name = $1",
        [login.login.name],
      );
      expect(await rows(session, 'SELECT FROM skills_report')).toEqual([]);
      expect(await rows(session, 'SELECT reporting.own_organization(), reporting.sees_personal_data()')).toEqual([
        [null, false],
      ]);
      await expect(stage.connect(login)).rejects.toThrow(/has expired or was revoked: ask the operator/);
    });
  });
}

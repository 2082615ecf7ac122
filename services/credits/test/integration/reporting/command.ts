import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { prepareReporting } from '../../../src/reporting/application/prepare-reporting.js';
import {
  createLogin,
  listLogins,
  revokeLogin,
  rotateLogin,
} from '../../../src/reporting/application/reporting-logins.js';
import { ReportingRejected } from '../../../src/reporting/application/reporting-rejected.js';
import { endOverdueSessions } from '../../../src/reporting/store/standby.store.js';
import { fault, privilegesOf, type ReportingStage, rows, WATCHDOG_PASSWORD } from '../../support/reporting-stage.js';

/** The commands of operators. */
export function describeCommands(given: () => ReportingStage): void {
  let stage: ReportingStage;
  beforeAll(() => {
    stage = given();
  });

  describe('the command', () => {
    const wanted = () => ({ organizationId: stage.contoso, personalData: true, days: 1 });
    const code = (work: Promise<unknown>) =>
      work.then(
        () => 'done',
        (error: unknown) => (error instanceof ReportingRejected ? error.code : String(error)),
      );
    const logins = async () => (await listLogins(stage.servers, null)).length;

    it('create rejects what cannot work, and creates nothing', async () => {
      const { primary, clock } = stage.servers;
      const before = await logins();
      expect(await code(createLogin(stage.servers, { ...wanted(), organizationId: randomUUID() }))).toBe(
        'NO_SUCH_ORGANIZATION',
      );
      for (const days of [0, -1, 1.5, 367, Number.NaN]) {
        expect(await code(createLogin(stage.servers, { ...wanted(), days }))).toBe('INVALID_DAYS');
      }
      expect(await code(createLogin({ primary, clock, standby: undefined }, wanted()))).toBe('NO_STANDBY');
      expect(await code(createLogin({ primary, clock, standby: primary }, wanted()))).toBe('NO_STANDBY');
      expect(await logins()).toBe(before);
    });

    it('create rejects a database that is not prepared, or no longer', async () => {
      const { primary } = stage.servers;
      for (const change of [
        'DROP EVENT TRIGGER reporting_login',
        'ALTER EVENT TRIGGER reporting_login DISABLE',
        'GRANT EXECUTE ON FUNCTION pg_advisory_lock(bigint) TO PUBLIC',
        `GRANT TEMPORARY ON DATABASE ${stage.credits.database.name} TO PUBLIC`,
        'GRANT USAGE ON SCHEMA public TO PUBLIC',
        'ALTER ROLE reporting_watchdog NOLOGIN',
      ]) {
        await primary.query(change);
        expect([change, await code(createLogin(stage.servers, wanted()))]).toEqual([change, 'NOT_PREPARED']);
        expect([change, await code(rotateLogin(stage.servers, { name: stage.named.login.name, days: 1 }))]).toEqual([
          change,
          'NOT_PREPARED',
        ]);
        await prepareReporting(primary, { watchdog: WATCHDOG_PASSWORD, replication: undefined });
      }
      expect(await code(createLogin(stage.servers, wanted()))).toBe('done');
    });

    it('prepare runs twice at once, and moves no privilege back', async () => {
      const other = new Client({ connectionString: stage.credits.database.adminUrl });
      await other.connect();
      const passwords = { watchdog: WATCHDOG_PASSWORD, replication: undefined };
      const both = [stage.servers.primary, other].map((admin) => prepareReporting(admin, passwords));
      await Promise.all(both).finally(() => other.end());
      expect(await privilegesOf(stage.servers.primary)).toEqual(stage.privileges.after);
    });

    it('needs a superuser, and changes nothing without', async () => {
      const { primary } = stage.servers;
      await primary.query('SET ROLE monitoring');
      expect(await code(prepareReporting(primary, { watchdog: 'x', replication: undefined }))).toBe('NOT_ALLOWED');
      expect(await code(createLogin(stage.servers, wanted()))).toBe('NOT_ALLOWED');
      expect(await code(revokeLogin(stage.servers, stage.named.login.name))).toBe('NOT_ALLOWED');
      await primary.query('RESET ROLE');
    });

    it('create and rotate return the new password also when the standby dies meanwhile', async () => {
      const dying = Object.create(stage.servers.standby, {
        query: {
          value: (text: string, values?: unknown[]) =>
            text.includes('replay')
              ? Promise.reject(new Error('Connection terminated'))
              : stage.servers.standby.query(text, values),
        },
      }) as Client;
      const created = await createLogin({ ...stage.servers, standby: dying }, wanted());
      expect(created.replayed).toBe(false);
      const rotated = await rotateLogin({ ...stage.servers, standby: dying }, { name: created.login.name, days: 1 });
      expect(rotated.replayed).toBe(false);
      await stage.credits.until(() =>
        stage.connect(rotated).then(
          () => true,
          () => false,
        ),
      );
    });

    it('create stores no password, neither in the database nor in a log', async () => {
      const { login, password } = await createLogin(stage.servers, wanted());
      const [stored] = await stage.credits.sql<{ all: string }>(
        'SELECT to_jsonb(pg_authid)::text || (SELECT jsonb_agg(login)::text FROM reporting.login) AS all FROM pg_authid WHERE rolname = $1',
        [login.name],
      );
      expect(stored?.all).toContain('SCRAM-SHA-256$4096:');
      expect(stored?.all).not.toContain(password);
      const log = stage.primaryLog.join('\n');
      expect(log).toContain(`ALTER ROLE "${login.name}"`);
      expect(log).not.toContain(password);
      expect(log).not.toContain(WATCHDOG_PASSWORD);
    });

    it('rotate replaces the password, ends open sessions and renews an expired login', async () => {
      const created = await createLogin(stage.servers, wanted());
      const session = await stage.connect(created);
      await stage.credits.sql(
        "UPDATE reporting.login SET created_at = now() - interval '2 days', valid_until = now() - interval '1 day' WHERE name = $1",
        [created.login.name],
      );
      const rotated = await rotateLogin(stage.servers, { name: created.login.name, days: 2 });
      expect(rotated.login.validUntil.getTime()).toBeGreaterThan(Date.now());
      expect(await fault(session, 'SELECT 1')).toMatch(/terminat|not queryable/i);
      await expect(stage.connect(created)).rejects.toThrow(/password authentication failed/);
      expect(await rows(await stage.connect(rotated), 'SELECT count(*) > 0 FROM credit')).toEqual([[true]]);
    });

    it('revoke ends open sessions and stays in force, also when it is repeated', async () => {
      const created = await createLogin(stage.servers, wanted());
      const session = await stage.connect(created);
      const { name } = created.login;
      expect(await revokeLogin(stage.servers, name)).toMatchObject({ sessionsEnded: 1, login: { name } });
      expect(await fault(session, 'SELECT 1')).toMatch(/terminat|not queryable/i);
      await expect(stage.connect(created)).rejects.toThrow(/password authentication failed/);
      expect(await stage.credits.sql('SELECT FROM pg_roles WHERE rolname = $1', [name])).toEqual([]);
      expect(await revokeLogin(stage.servers, name)).toMatchObject({ sessionsEnded: 0, login: { name } });
      expect(await code(rotateLogin(stage.servers, { name, days: 1 }))).toBe('REVOKED');
    });

    it('revoke does not wait for a standby that is not there; the watchdog ends the sessions later', async () => {
      const created = await createLogin(stage.servers, wanted());
      const { name } = created.login;
      const session = await stage.connect(created);
      const { primary, clock } = stage.servers;
      const outcome = await revokeLogin({ primary, clock, standby: undefined }, name);
      expect(outcome).toMatchObject({ sessionsEnded: null });
      expect(await stage.credits.sql('SELECT FROM pg_roles WHERE rolname = $1', [name])).toEqual([]);
      await stage.credits.until(async () => {
        await endOverdueSessions(stage.servers.standby, 300);
        return (await fault(session, 'SELECT 1')) !== null;
      });
      expect(await rows(stage.clients.named, 'SELECT 1')).toEqual([[1]]);
    });

    it('rejects the name of an unknown login', async () => {
      expect(await code(rotateLogin(stage.servers, { name: 'bi_aaaaaaaa', days: 1 }))).toBe('NO_SUCH_LOGIN');
      expect(await code(revokeLogin(stage.servers, 'bi_aaaaaaaa'))).toBe('NO_SUCH_LOGIN');
      expect(await code(revokeLogin(stage.servers, "bi_'; DROP ROLE postgres"))).toBe('NO_SUCH_LOGIN');
    });

    it('list shows the logins of an organization', async () => {
      const listed = await listLogins(stage.servers, stage.fabrikam);
      expect(listed).toContainEqual(stage.foreign.login);
      expect(listed.filter(({ organizationId }) => organizationId !== stage.fabrikam)).toEqual([]);
    });

    it('does one thing at a time for a login: of concurrent rotations one password works, and none after a revocation', async () => {
      const other = new Client({ connectionString: stage.credits.database.adminUrl });
      await other.connect();
      try {
        const { login } = await createLogin(stage.servers, wanted());
        const elsewhere = { ...stage.servers, primary: other };
        const twice = await Promise.all(
          [stage.servers, elsewhere].map((servers) => rotateLogin(servers, { name: login.name, days: 1 })),
        );
        const entered = await Promise.all(
          twice.map((one) =>
            stage.connect(one).then(
              () => true,
              () => false,
            ),
          ),
        );
        expect(entered.filter(Boolean)).toHaveLength(1);
        await Promise.all([
          revokeLogin(stage.servers, login.name),
          code(rotateLogin(elsewhere, { name: login.name, days: 1 })),
        ]);
        expect(await stage.credits.sql('SELECT FROM pg_roles WHERE rolname = $1', [login.name])).toEqual([]);
      } finally {
        await other.end();
      }
    });
  });

  describe('a database whose logins came from a backup of another server', () => {
    it('gets the role of a login back by a rotation', async () => {
      const created = await createLogin(stage.servers, { organizationId: stage.contoso, personalData: false, days: 1 });
      await stage.servers.primary.query(`DROP ROLE ${created.login.name}`);
      const rotated = await rotateLogin(stage.servers, { name: created.login.name, days: 1 });
      expect(
        await rows(await stage.connect(rotated), 'SELECT count(*) > 0, count(person_name) FROM skills_report_row'),
      ).toEqual([[true, '0']]);
    });
  });
}

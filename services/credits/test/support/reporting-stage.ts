import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { associationChanged } from '@app/events/association-changed';
import { type PostgresServer, startPostgresServer } from '@app/postgres-server/server';
import { startStandby } from '@app/test-kit/standby';
import { Client } from 'pg';
import { prepareReporting } from '../../src/reporting/application/prepare-reporting.js';
import {
  createLogin,
  type IssuedLogin,
  type ReportingServers,
} from '../../src/reporting/application/reporting-logins.js';
import { type TestCredits, testCredits } from './credits.js';
import { announceDeparture, published } from './skills-reports.js';
import { completed } from './training.js';

export const WATCHDOG_PASSWORD = 'watchdog-password';
const REPLICATION = 'replication-password';
const SETTINGS = { fsync: 'off', max_connections: '60', max_wal_senders: '3' };

/** Those of the containers, without TLS, for which the test has no certificate. */
const standbyRules = (database: string) =>
  readFileSync(new URL('../../../../containers/reporting-pg_hba.conf', import.meta.url), 'utf8')
    .replaceAll('skill_link', database)
    .replace('hostssl', 'host')
    .replace(/^local.*$/m, '');

export type ReportingStage = {
  readonly credits: TestCredits;
  readonly contoso: string;
  readonly fabrikam: string;
  /** Data folder of the primary. */
  readonly primaryFolder: string;
  /** Every line that the primary logged; it logs all statements that change roles. */
  readonly primaryLog: readonly string[];
  readonly standbyLog: readonly string[];
  readonly servers: ReportingServers & { readonly primary: Client; readonly standby: Client };
  readonly watchdogUrl: string;
  /** Privileges of roles of the server, before and after the preparation. */
  readonly privileges: { before: unknown; after: unknown };
  readonly named: IssuedLogin;
  readonly unnamed: IssuedLogin;
  readonly foreign: IssuedLogin;
  /** Sessions of the three logins on the standby. */
  readonly clients: { readonly named: Client; readonly unnamed: Client; readonly foreign: Client };
  /** Connects to the standby as a login. */
  connect(login: IssuedLogin, options?: { name?: string; database?: string }): Promise<Client>;
  /** Connects to the primary as a login. */
  connectPrimary(login: IssuedLogin): Promise<Client>;
  stop(): Promise<void>;
};

/** Two organizations with Skills Reports on a server of their own, its standby, and three logins. */
export async function reportingStage(): Promise<ReportingStage> {
  const closing: (() => unknown)[] = [];
  const stop = async () => {
    for (const close of closing.splice(0).reverse()) await close();
  };
  try {
    return { ...(await prepareStage(closing)), stop };
  } catch (error) {
    // The servers would outlive the test.
    await stop();
    throw error;
  }
}

async function prepareStage(closing: (() => unknown)[]): Promise<Omit<ReportingStage, 'stop'>> {
  const folder = mkdtempSync(join(tmpdir(), 'skill-link-reporting-'));
  chmodSync(folder, 0o755);
  closing.push(() => rmSync(folder, { recursive: true, force: true }));
  const primaryFolder = join(folder, 'primary');
  const primaryLog: string[] = [];
  const standbyLog: string[] = [];
  const server = await startPostgresServer({
    dataDir: primaryFolder,
    port: 0,
    superuserPassword: 'test-superuser',
    settings: { ...SETTINGS, log_statement: 'ddl' },
    log: (line) => primaryLog.push(line),
  });
  closing.push(() => server.stop());
  const credits = await testCredits({ now: '2025-05-01T00:00:00.000Z', serverUrl: server.url });
  closing.push(() => credits.stop());
  const contoso = await fillContoso(credits);
  const fabrikam = await fillFabrikam(credits);
  credits.clock.set('2025-06-15T00:00:00.000Z');
  await credits.allCounted();
  for (const id of [contoso, fabrikam]) await published(credits, id, '2025-06');

  const connect = async (address: string, name?: string) => {
    const client = await connected(address, name);
    closing.push(() => client.end().catch(() => undefined));
    return client;
  };
  const primary = await connect(credits.database.adminUrl);
  await primary.query('CREATE ROLE monitoring LOGIN');
  const before = await privilegesOf(primary);
  await prepareReporting(primary, { watchdog: WATCHDOG_PASSWORD, replication: REPLICATION });
  const privileges = { before, after: await privilegesOf(primary) };
  const standbyServer = await startStandby({
    primary: server,
    primaryDataDir: primaryFolder,
    dataDir: join(folder, 'standby'),
    replication: { user: 'reporting_replication', password: REPLICATION },
    clientAuthentication: standbyRules(credits.database.name),
    log: (line) => standbyLog.push(line),
    settings: SETTINGS,
  });
  closing.push(() => standbyServer.stop());
  const url = (on: PostgresServer, user: string, password: string, database = credits.database.name) =>
    `postgresql://${user}:${encodeURIComponent(password)}@127.0.0.1:${on.port}/${database}`;
  const watchdogUrl = url(standbyServer, 'reporting_watchdog', WATCHDOG_PASSWORD);
  const standby = await connect(watchdogUrl);
  const servers = { primary, standby, clock: { now: () => new Date() } };
  const [named, unnamed, foreign] = [
    await createLogin(servers, { organizationId: contoso, personalData: true, days: 30 }),
    await createLogin(servers, { organizationId: contoso, personalData: false, days: 30 }),
    await createLogin(servers, { organizationId: fabrikam, personalData: true, days: 30 }),
  ];
  const connectStandby: ReportingStage['connect'] = ({ login, password }, options = {}) =>
    connect(url(standbyServer, login.name, password, options.database), options.name);
  return {
    credits,
    contoso,
    fabrikam,
    primaryFolder,
    primaryLog,
    standbyLog,
    servers,
    watchdogUrl,
    privileges,
    named,
    unnamed,
    foreign,
    clients: {
      named: await connectStandby(named),
      unnamed: await connectStandby(unnamed),
      foreign: await connectStandby(foreign),
    },
    connect: connectStandby,
    connectPrimary: ({ login, password }) => connect(url(server, login.name, password)),
  };
}

/** Credits in every state, completions, and a report. */
async function fillContoso(credits: TestCredits): Promise<string> {
  const id = await credits.anOrganization();
  const ada = await linked(credits, id, 'Ada Lovelace', ['AZ-ADMIN', 'IAM']);
  const boris = await linked(credits, id, 'Boris Müller', ['AZ-NET', 'AZ-ADMIN']);
  // Expired long ago.
  await credits.record([
    { profileId: boris.association.profileId, credentialCode: 'SEC-OPS', achievedAt: '2020-01-05T09:00:00.000Z' },
    completed(ada.association.profileId, 'learn.one', '2025-04-01'),
  ]);
  const gone = await linked(credits, id, 'Clara Oswald', ['IAM']);
  const leaver = await linked(credits, id, 'Dmytro Kovalenko', ['SEC-OPS']);
  await credits.allCounted();
  await credits.tell(associationChanged.type, {
    ...gone.association,
    version: 2,
    endedAt: '2025-05-01T00:00:00.000Z',
    endReason: 'REMOVED_BY_USER',
  });
  await announceDeparture(credits, leaver.user, {
    at: '2025-05-01T00:00:00.000Z',
    leavesReportAt: '2099-01-10T00:00:00.000Z',
  });
  return id;
}

async function fillFabrikam(credits: TestCredits): Promise<string> {
  const id = await credits.anOrganization();
  const erin = await linked(credits, id, 'Erin Foreign', ['AZ-ADMIN']);
  await linked(credits, id, 'Frank Foreign', ['AZ-NET', 'IAM']);
  await credits.record([completed(erin.association.profileId, 'learn.foreign', '2025-04-01')]);
  return id;
}

/** A person with credentials that never expire: views compare with the clock of the server, the API with that of the test. */
async function linked(credits: TestCredits, organizationId: string, displayName: string, codes: readonly string[]) {
  const user = await credits.aUser(organizationId, { displayName });
  const association = await credits.aLink(user, { startedAt: '2024-01-01T00:00:00.000Z' });
  const terms = { profileId: association.profileId, achievedAt: '2025-03-01T09:00:00.000Z', expiresOn: '9999-12-31' };
  await credits.record(codes.map((credentialCode) => ({ ...terms, credentialCode })));
  return { user, association };
}

export const VIEWS_OF_ORGANIZATIONS = [
  'skills_report',
  'skills_report_row',
  'designation_month',
  'designation_metric_month',
  'credential_month',
  'credit',
  'holding',
  'training_completion',
];

/** The rows of a statement as arrays of values. */
export async function rows(client: Client, text: string): Promise<unknown[][]> {
  return (await client.query<unknown[]>({ text, rowMode: 'array' })).rows;
}

/** The message of the error of a statement; null when it succeeds. */
export async function fault(client: Client, text: string): Promise<string | null> {
  return client.query(text).then(
    () => null,
    (error: unknown) => (error as Error).message,
  );
}

async function connected(connectionString: string, name?: string): Promise<Client> {
  const client = new Client({ connectionString, application_name: name });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/** What roles other than logins may do with functions, the database and schema public; large objects excepted. */
export async function privilegesOf(admin: Client): Promise<unknown> {
  const { rows } = await admin.query(`
    SELECT role.rolname, has_database_privilege(role.oid, current_database(), 'TEMPORARY') AS temporary,
      has_schema_privilege(role.oid, 'public', 'USAGE') AS public,
      (SELECT array_agg(proc.oid::regprocedure::text ORDER BY proc.oid) FROM pg_proc proc
        WHERE pronamespace = 'pg_catalog'::regnamespace AND has_function_privilege(role.oid, proc.oid, 'EXECUTE')) AS functions
    FROM pg_roles role WHERE role.rolname !~ '^(pg_|reporting_|bi_)' AND NOT role.rolsuper ORDER BY role.rolname`);
  return rows;
}

import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type PostgresServer, startPostgresServer } from '@app/postgres-server/server';
import type { Stack } from '@app/stack/stack';
import { startStandby } from '@app/test-kit/standby';
import pg from 'pg';
import { REPOSITORY, repositoryFile } from '../repository.js';
import { startDemonstrationStackOn } from './demonstration-stack.js';

const WATCHDOG = 'watchdog-password';
const REPLICATION = 'replication-password';
const SETTINGS = { fsync: 'off', max_connections: '120', max_wal_senders: '3' };

/** A product on a PostgreSQL of its own, and the reporting standby beside it, as an operator sets them up. */
export type ReportingStack = Stack & {
  /** A session of a new login of an organization on the standby, as an analyst opens it. */
  connectAnalyst(organizationId: string): Promise<pg.Client>;
};

/** A stack with the demonstration and with a hot standby that serves reporting logins. */
export async function startReportingStack(): Promise<ReportingStack> {
  const closing: (() => unknown)[] = [];
  const stop = async (): Promise<void> => {
    for (const close of closing.splice(0).reverse()) await close();
  };
  try {
    return { ...(await start(closing)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function start(closing: (() => unknown)[]): Promise<ReportingStack> {
  const folder = mkdtempSync(join(tmpdir(), 'skill-link-reporting-'));
  chmodSync(folder, 0o755);
  closing.push(() => rmSync(folder, { recursive: true, force: true }));
  const primaryDataDir = join(folder, 'primary');
  const superuserPassword = 'test-superuser';
  const primary = await startPostgresServer({
    dataDir: primaryDataDir,
    port: 0,
    superuserPassword,
    settings: SETTINGS,
  });
  closing.push(() => primary.stop());
  const stack = await startDemonstrationStackOn(primary.url);
  closing.push(() => stack.stop());
  const database = new URL(stack.adminUrl).pathname.slice(1);

  await program('services/credits/dist/processes/prepare-reporting.js', [], {
    DATABASE_URL: stack.adminUrl,
    REPORTING_WATCHDOG_PASSWORD: WATCHDOG,
    REPORTING_REPLICATION_PASSWORD: REPLICATION,
  });
  const standby = await startStandby({
    primary,
    primaryDataDir,
    dataDir: join(folder, 'standby'),
    replication: { user: 'reporting_replication', password: REPLICATION },
    clientAuthentication: standbyRules(database),
    settings: SETTINGS,
  });
  closing.push(() => standby.stop());
  const url = (user: string, password: string) => urlOf(standby, database, user, password);

  const connectAnalyst = async (organizationId: string): Promise<pg.Client> => {
    const words = ['reporting-login', 'create', '--organization', organizationId];
    const printed = await program('cli/dist/main.js', [...words, '--yes', '--json', '--show-secret'], {
      ...stack.operatorSettings,
      DATABASE_URL: stack.adminUrl,
      REPORTING_DATABASE_URL: url('reporting_watchdog', WATCHDOG),
    });
    const { login, password } = JSON.parse(printed) as { login: string; password: string };
    const client = new pg.Client({ connectionString: url(login, password) });
    closing.push(() => client.end().catch(() => undefined));
    await client.connect();
    return client;
  };
  return { ...stack, connectAnalyst };
}

/** Runs a program to its end, with these settings alone; returns what it prints. */
async function program(path: string, args: readonly string[], settings: Record<string, string>): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [join(REPOSITORY, path), ...args], { env: settings });
  return stdout;
}

/** Those of the containers, without TLS, for which the test has no certificate. */
function standbyRules(database: string): string {
  return repositoryFile('containers/reporting-pg_hba.conf')
    .replaceAll('skill_link', database)
    .replace('hostssl', 'host')
    .replace(/^local.*$/m, '');
}

function urlOf(server: PostgresServer, database: string, user: string, password: string): string {
  return `postgresql://${user}:${encodeURIComponent(password)}@127.0.0.1:${server.port}/${database}`;
}

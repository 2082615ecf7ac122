import type { CommandResult, CommandRun } from '@app/subgraph-kit/commands/command';
import { type CommandFailed, notFound, rejected, wrongCall } from '@app/subgraph-kit/commands/command-failed';
import { idOf, instantText, tableOf } from '@app/subgraph-kit/commands/command-text';
import { systemClock } from '@app/subgraph-kit/processes/clock';
import { assertDatabases } from '@app/subgraph-kit/processes/start-process';
import { readEnvironment } from '@app/subgraph-kit/settings/environment';
import { Client } from 'pg';
import { reportingLoginEnvironment } from '../environment.js';
import {
  createLogin,
  type IssuedLogin,
  listLogins,
  type ReportingServers,
  revokeLogin,
  rotateLogin,
} from '../reporting/application/reporting-logins.js';
import { ReportingRejected } from '../reporting/application/reporting-rejected.js';
import { isLoginName, loginState, type ReportingLogin } from '../reporting/domain/login.js';

/** A new login as the options state it. */
export type NewLogin = { readonly organizationId: string; readonly personalData: boolean; readonly days: number };

/** Creates a login of an organization for SQL clients. */
export async function createReportingLogin(wanted: NewLogin, run: CommandRun): Promise<CommandResult> {
  const organizationId = idOf(wanted.organizationId, '--organization');
  return withServers(run, async (servers) => issued(await createLogin(servers, { ...wanted, organizationId })));
}

/** Gives a login a new password and validity, and ends its sessions. */
export async function rotateReportingLogin(
  { name, days }: { readonly name: string; readonly days: number },
  run: CommandRun,
): Promise<CommandResult> {
  const login = nameOf(name);
  return withServers(run, async (servers) => issued(await rotateLogin(servers, { name: login, days })));
}

/** Drops a login for good and ends its sessions. */
export async function revokeReportingLogin(text: string, run: CommandRun): Promise<CommandResult> {
  const name = nameOf(text);
  return withServers(run, async (servers) => {
    const { sessionsEnded, login } = await revokeLogin(servers, name);
    const sessions =
      sessionsEnded === null
        ? 'The standby did not answer. Open sessions see no rows once it has received the change.'
        : `Sessions ended: ${sessionsEnded}.`;
    return { text: [`${name} is revoked.`, sessions], data: { ...login, sessionsEnded } };
  });
}

/** Lists the logins of an organization, or of all. */
export async function listReportingLogins(organization: string | undefined, run: CommandRun): Promise<CommandResult> {
  const organizationId = organization === undefined ? null : idOf(organization, '--organization');
  return withServers(run, async (servers) => {
    const logins = (await listLogins(servers, organizationId)).map((login) => ({
      ...login,
      state: loginState(login, servers.clock.now()),
    }));
    const rows = logins.map((login) => [
      ...[login.name, login.organizationId, seenBy(login), login.state, instantText(login.validUntil)],
    ]);
    return { text: tableOf(rows), data: { logins } };
  });
}

function nameOf(text: string): string {
  if (isLoginName(text)) return text;
  throw wrongCall('<login>: this is no name of a login.', 'skill-link reporting-login list shows the names.');
}

function issued({ login, password, replayed }: IssuedLogin): CommandResult {
  const { name, organizationId, personalData, validUntil } = login;
  return {
    text: [
      `login:         ${name}`,
      `organization:  ${organizationId}`,
      `shows:         ${seenBy(login)}`,
      `valid until:   ${instantText(validUntil)}`,
      replayed ? 'The standby accepts it.' : 'The standby has not received it yet; it accepts it when it has.',
    ],
    data: { login: name, organizationId, personalData, validUntil, replayed },
    secrets: { password },
  };
}

function seenBy({ personalData }: Pick<ReportingLogin, 'personalData'>): string {
  return personalData ? 'names, addresses and profile ids' : 'pseudonyms';
}

async function withServers<T>(run: CommandRun, work: (servers: ReportingServers) => Promise<T>): Promise<T> {
  const settings = readEnvironment(reportingLoginEnvironment, run.environment);
  await assertDatabases({ DATABASE_URL: settings.DATABASE_URL });
  const primary = new Client({ connectionString: settings.DATABASE_URL });
  await primary.connect();
  const standby = await connectStandby(settings.REPORTING_DATABASE_URL, run);
  try {
    return await work({ primary, standby, clock: systemClock });
  } catch (error) {
    throw error instanceof ReportingRejected ? failureOf(error) : error;
  } finally {
    await standby?.end();
    await primary.end();
  }
}

function failureOf({ code, message }: ReportingRejected): CommandFailed {
  if (code.startsWith('NO_SUCH')) return notFound(message);
  return code === 'INVALID_DAYS' ? wrongCall(message) : rejected(code, message);
}

/** The standby, or undefined where none is set or none answers: each command decides whether it needs one. */
async function connectStandby(url: string | undefined, { progress }: CommandRun): Promise<Client | undefined> {
  if (url === undefined) return undefined;
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000, query_timeout: 10_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return client;
  } catch (error) {
    progress(`REPORTING_DATABASE_URL: no standby answers (${(error as { code?: string }).code ?? 'no answer'})`);
    return undefined;
  }
}

import { randomUUID } from 'node:crypto';
import type { Permission, Role } from '@app/subgraph-kit/access/roles';
import type { Caller, Person } from '@app/subgraph-kit/callers/caller';
import { prepareService } from '@app/subgraph-kit/database/prepare-service';
import { createLog } from '@app/subgraph-kit/processes/log';
import { type RolePasswords, type TestDatabase, testDatabase } from '@app/test-kit/database';
import { type FixedClock, fixedClock } from '@app/test-kit/fixed-clock';
import { expectNoErrors, type GraphqlClient, graphqlClient } from '@app/test-kit/graphql-client';
import { type TestIdentityKeys, testIdentityKeys } from '@app/test-kit/identity-tokens';
import { Client } from 'pg';
import type { Logger } from 'pino';
import { MIGRATIONS } from '../../src/database/migrations.js';
import type { SmtpSettings } from '../../src/mail/domain/smtp-settings.js';
import { startIdentity } from '../../src/server.js';
import { until } from './until.js';

export const PLATFORM_TENANT = '0f000000-0000-4000-8000-00000000000f';

/** A registered organization and its first administrator. */
export type Registered = { organizationId: string; tenantId: string; adminId: string; admin: Caller };

export type TestIdentity = {
  readonly url: string;
  readonly clock: FixedClock;
  readonly database: TestDatabase;
  readonly keys: TestIdentityKeys;
  /** A GraphQL client as this caller. */
  as(caller: Caller): Promise<GraphqlClient>;
  /** The gateway's request for the user of a token. */
  callers(body: unknown, caller?: Caller): Promise<{ status: number; body: unknown }>;
  /** SQL as the superuser: for states that no operation creates, and for checks. */
  sql<Row extends object>(text: string, values?: unknown[]): Promise<Row[]>;
  register(
    partner?: Partial<{ name: string; tenantId: string; partnerId: string; email: string }>,
  ): Promise<Registered>;
  /** Invites as an operator of the platform. */
  invite(organizationId: string, email?: string, roles?: readonly Role[]): Promise<string>;
  /** Signs in for the first time; for readability, the object id is the address. */
  signIn(tenantId: string, email: string): Promise<unknown>;
  /** Does what is due, as the jobs do by schedule, and waits until it is done. */
  catchUp(): Promise<void>;
  stop(): Promise<void>;
};

const OPERATOR: Caller = { kind: 'operator', clientId: 'seed', permissions: ['organizations:write', 'users:read'] };

export function prepareIdentity(adminUrl: string, passwords: RolePasswords): Promise<void> {
  return prepareService({ adminUrl, service: 'identity', migrations: MIGRATIONS, ...passwords });
}

export function person(userId: string, organizationId: string, roles: readonly Role[] = []): Person {
  return { kind: 'person', userId, organizationId, roles, signedInAt: null, delegated: false, clientId: null };
}

export function machine(organizationId: string, ...permissions: Permission[]): Caller {
  return { kind: 'machine', clientId: 'hr-system', organizationId, permissions };
}

export function operator(...permissions: Permission[]): Caller {
  return { kind: 'operator', clientId: 'operations', permissions };
}

export function anAddress(name = 'user'): string {
  return `${name}.${randomUUID().slice(0, 8)}@contoso.example`;
}

function silentLog(): Logger {
  const log = createLog('identity');
  log.level = 'silent';
  return log;
}

/** The service on a database of its own. Events are not delivered unless a consumer is given. */
export async function testIdentity(
  options: { consumer?: string; mail?: SmtpSettings; log?: Logger } = {},
): Promise<TestIdentity> {
  const database = await testDatabase({ service: 'identity', prepare: prepareIdentity });
  const keys = await testIdentityKeys();
  const clock = fixedClock('2026-03-05T09:30:00.000Z');
  const log = options.log ?? silentLog();
  const consumer = options.consumer ?? 'http://127.0.0.1:9';
  const server = await startIdentity(
    {
      databaseUrl: database.appUrl,
      workerDatabaseUrl: database.workerUrl,
      host: '127.0.0.1',
      port: 0,
      verifyKey: keys.verifyKeyJwk,
      eventSigningSecret: 'a secret that only tests ever know',
      consumers: { association: consumer, credits: consumer },
      publicUrl: 'http://localhost:4000',
      embeddedWorkers: options.consumer !== undefined || options.mail !== undefined,
      reportDay: 10,
      platformTenantId: PLATFORM_TENANT,
      mail: options.mail ?? null,
      activityRetention: { days: 730 },
    },
    { clock, log },
  );
  const sqlClient = new Client({ connectionString: database.adminUrl });
  await sqlClient.connect();
  const as = async (caller: Caller) =>
    graphqlClient(`${server.url}/graphql`, await keys.bearerFor(caller, 'identity', clock));

  const callers: TestIdentity['callers'] = async (body, caller = { kind: 'gateway' }) => {
    const bearer = await keys.bearerFor(caller, 'identity', clock);
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${bearer}` };
    const answer = await fetch(`${server.url}/callers`, { method: 'POST', headers, body: JSON.stringify(body) });
    return { status: answer.status, body: await answer.json() };
  };

  const register: TestIdentity['register'] = async (partner = {}) => {
    const tenantId = partner.tenantId ?? randomUUID();
    const data = expectNoErrors<{ registerOrganization: { organization: { id: string }; firstAdmin: { id: string } } }>(
      await (await as(OPERATOR)).execute(
        `mutation ($input: RegisterOrganizationInput!) { registerOrganization(input: $input) {
          ... on RegisterOrganizationSuccess { organization { id } firstAdmin { id } } } }`,
        {
          input: {
            name: partner.name ?? 'Contoso',
            partnerId: partner.partnerId ?? randomUUID().slice(0, 13),
            tenantId,
            firstAdmin: { email: partner.email ?? anAddress('ada'), displayName: 'Ada Lovelace' },
          },
        },
      ),
    ).registerOrganization;
    const [organizationId, adminId] = [data.organization.id, data.firstAdmin.id];
    return { organizationId, tenantId, adminId, admin: person(adminId, organizationId, ['GLOBAL_ADMIN']) };
  };

  const invite: TestIdentity['invite'] = async (organizationId, email = anAddress(), roles = []) => {
    const data = expectNoErrors<{ inviteUser: { user: { id: string } } }>(
      await (await as(OPERATOR)).execute(
        `mutation ($input: InviteUserInput!) { inviteUser(input: $input) { ... on InviteUserSuccess { user { id } } } }`,
        { input: { organizationId, email, displayName: email.split('.')[0] ?? email, roles } },
      ),
    );
    return data.inviteUser.user.id;
  };

  return {
    url: server.url,
    clock,
    database,
    keys,
    as,
    callers,
    register,
    invite,
    catchUp: async () => {
      await server.catchUp();
      // Another run may hold what this one did not find.
      await until(async () => {
        const held = 'SELECT 1 FROM identity.mail_message WHERE leased_until > $1';
        return (await sqlClient.query(held, [clock.now()])).rowCount === 0;
      });
    },
    sql: async (text, values = []) => (await sqlClient.query(text, values)).rows,
    signIn: async (tenantId, email) =>
      (await callers({ tenantId, objectId: `oid of ${email}`, preferredUsername: email, machine: false })).body,
    async stop() {
      await server.stop();
      await sqlClient.end();
      await database.drop();
    },
  };
}

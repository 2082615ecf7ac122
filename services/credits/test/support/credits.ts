import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AssociationChanged } from '@app/events/association-changed';
import { associationChanged } from '@app/events/association-changed';
import { DELIVER_EVENT, deliveryTasks } from '@app/events/delivery';
import { organizationChanged } from '@app/events/organization-changed';
import { type UserChanged, userChanged } from '@app/events/user-changed';
import type { Permission, Role } from '@app/subgraph-kit/access/roles';
import type { Caller, Person } from '@app/subgraph-kit/callers/caller';
import { prepareService } from '@app/subgraph-kit/database/prepare-service';
import { createLog } from '@app/subgraph-kit/processes/log';
import { type RolePasswords, type TestDatabase, testDatabase } from '@app/test-kit/database';
import { type FixedClock, fixedClock } from '@app/test-kit/fixed-clock';
import { expectNoErrors, type GraphqlAnswer, type GraphqlClient, graphqlClient } from '@app/test-kit/graphql-client';
import { type TestIdentityKeys, testIdentityKeys } from '@app/test-kit/identity-tokens';
import { Pool } from 'pg';
import { MIGRATIONS } from '../../src/database/migrations.js';
import type { S3Settings } from '../../src/exports/store/s3-files.js';
import { startCredits } from '../../src/server.js';

const SECRET = 'a secret that only tests ever know';

/** How often an event is delivered until the test fails. */
const DELIVERIES = 5;

export type Item = {
  externalId?: string;
  profileId: string;
  credentialCode?: string;
  training?: object;
  achievedAt: string;
  expiresOn?: string;
};
export type Recorded = {
  recorded: number;
  repeated: number;
  refused: { index: number; externalId: string; message: string }[];
};

export type TestCredits = {
  readonly url: string;
  readonly clock: FixedClock;
  readonly database: TestDatabase;
  readonly keys: TestIdentityKeys;
  /** The folder of exports. */
  readonly exportsFolder: string;
  as(caller: Caller): Promise<GraphqlClient>;
  /** Sends an event, signed as the other services sign it; the status is that of a delivered event. */
  tell(type: string, body: object): Promise<void>;
  /** SQL as the superuser, for inspection and for states that no operation reaches. */
  sql<Row extends object>(text: string, values?: unknown[]): Promise<Row[]>;
  anOrganization(): Promise<string>;
  aUser(organizationId: string, changes?: Partial<UserChanged>): Promise<UserChanged>;
  aLink(
    user: { id: string; organizationId: string },
    changes?: Partial<AssociationChanged>,
  ): Promise<AssociationChanged>;
  record(items: readonly Item[], input?: { source?: string; idempotencyKey?: string }): Promise<Recorded>;
  /** Fields of an entity by reference, as the gateway queries them. */
  entity(
    type: 'Organization' | 'User',
    id: string,
    fields: string,
    caller?: Caller,
  ): Promise<GraphqlAnswer<EntityData>>;
  /** Polls until the jobs are done. */
  until(done: () => Promise<boolean>): Promise<void>;
  allCounted(): Promise<void>;
  /** Another process of the service on the same database. */
  another(options: { workers: boolean; rulesFolder?: URL }): Promise<{ url: string; stop(): Promise<void> }>;
  stop(): Promise<void>;
};
type EntityData = { _entities: (Record<string, never> | null)[] };

export const FEED: Caller = { kind: 'operator', clientId: 'learn-feed', permissions: ['achievements:write'] };
export const AUDITOR: Caller = { kind: 'operator', clientId: 'auditor', permissions: ['reports:read.pii'] };

export function person(userId: string, organizationId: string, roles: readonly Role[] = []): Person {
  return { kind: 'person', userId, organizationId, roles, signedInAt: null, delegated: false, clientId: null };
}

export function machine(organizationId: string, ...permissions: Permission[]): Caller {
  return { kind: 'machine', clientId: 'hr-system', organizationId, permissions };
}

export function operator(...permissions: Permission[]): Caller {
  return { kind: 'operator', clientId: 'operations', permissions };
}

export function prepareCredits(adminUrl: string, passwords: RolePasswords): Promise<void> {
  return prepareService({ adminUrl, service: 'credits', migrations: MIGRATIONS, ...passwords });
}

let profiles = 100_000;
/** A well-formed MCID that is unique in this process. */
export function aProfile(): string {
  profiles += 1;
  return String(profiles);
}

export const RECORD = `mutation ($input: RecordAchievementsInput!) { recordAchievements(input: $input) { __typename
  ... on RecordAchievementsSuccess { recorded repeated refused { index externalId message } }
  ... on InvalidAchievementError { message } } }`;

type TestCreditsOptions = {
  workers?: boolean;
  now?: string;
  serverUrl?: string;
  /** Where exports are kept, by default a folder of the test. */
  exportsFolder?: string;
  exportsBucket?: S3Settings;
};

/** Starts the service on a database of its own, with workers by default. */
export async function testCredits(options: TestCreditsOptions = {}): Promise<TestCredits> {
  const database = await testDatabase({ service: 'credits', prepare: prepareCredits, serverUrl: options.serverUrl });
  const keys = await testIdentityKeys();
  const clock = fixedClock(options.now ?? '2026-08-01T12:00:00.000Z');
  const log = createLog('credits');
  log.level = 'silent';
  const settings = {
    databaseUrl: database.appUrl,
    workerDatabaseUrl: database.workerUrl,
    host: '127.0.0.1',
    port: 0,
    verifyKey: keys.verifyKeyJwk,
    eventSigningSecret: SECRET,
    consumers: { identity: 'http://127.0.0.1:9' },
    embeddedWorkers: options.workers ?? true,
    creditDeadlineDays: 10,
    reportDay: 10,
    production: false,
    publicUrl: 'https://skill-link.example',
    exportsFolder: options.exportsFolder ?? mkdtempSync(join(tmpdir(), 'skill-link-exports-')),
    exportsBucket: options.exportsBucket ?? null,
    webhookPorts: [443],
    webhookNetworks: [],
  };
  const server = await startCredits(settings, { clock, log, settleSeconds: 0 });
  const admin = new Pool({ connectionString: database.adminUrl, max: 2 });
  admin.on('error', () => undefined);
  const deliver = deliveryTasks({ consumers: { credits: server.url }, secret: SECRET, log })[DELIVER_EVENT];
  const as = async (caller: Caller) =>
    graphqlClient(`${server.url}/graphql`, await keys.bearerFor(caller, 'credits', clock));

  const tell: TestCredits['tell'] = async (type, body) => {
    const { id, version } = body as { id: string; version: number };
    const time = clock.now().toISOString();
    const envelope = {
      specversion: '1.0',
      id: `${type}/${id}/${version}`,
      type,
      source: 'test',
      time,
      requestId: 'test',
      data: body,
    };
    // Many events at once make each other wait too long: as in the product, such an event is delivered again.
    for (let failures = 0, isApplied = false; !isApplied; failures += 1) {
      if (failures === DELIVERIES) throw new Error('The event was not applied.');
      isApplied = true;
      const addJob = () => {
        isApplied = false;
      };
      await deliver?.({ consumer: 'credits', envelope, failures }, { addJob } as never);
    }
  };
  const sql = async <Row extends object>(text: string, values: unknown[] = []) =>
    (await admin.query(text, values)).rows as Row[];
  const until: TestCredits['until'] = async (done) => {
    const deadline = performance.now() + 45_000;
    while (!(await done())) {
      if (performance.now() > deadline) throw new Error('What was waited for did not happen within 45 s.');
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  };

  return {
    url: server.url,
    clock,
    database,
    keys,
    exportsFolder: settings.exportsFolder,
    as,
    tell,
    sql,
    until,
    async anOrganization() {
      const id = randomUUID();
      const [name, partnerId, tenantId] = ['Contoso', '1000001', randomUUID()];
      await tell(organizationChanged.type, {
        id,
        version: 1,
        name,
        partnerId,
        tenantId,
        leaverPolicy: 'ON_DEACTIVATE',
      });
      return id;
    },
    async aUser(organizationId, changes = {}) {
      const id = changes.id ?? randomUUID();
      const user: UserChanged = {
        id,
        version: 1,
        organizationId,
        email: `${id.slice(0, 8)}@contoso.example`,
        displayName: 'Ada Lovelace',
        roles: [],
        status: 'ACTIVE',
        invitedAt: '2025-01-01T00:00:00.000Z',
        deactivatedAt: null,
        deletedAt: null,
        leavesReportAt: null,
        ...changes,
      };
      await tell(userChanged.type, user);
      return user;
    },
    async aLink(user, changes = {}) {
      const association: AssociationChanged = {
        id: randomUUID(),
        version: 1,
        source: 'MICROSOFT_LEARN',
        profileId: aProfile(),
        userId: user.id,
        organizationId: user.organizationId,
        startedAt: '2026-01-01T00:00:00.000Z',
        endedAt: null,
        endReason: null,
        ...changes,
      };
      await tell(associationChanged.type, association);
      return association;
    },
    async record(items, { source = 'MICROSOFT_LEARN', ...rest } = {}) {
      const input = { source, items: items.map((item) => ({ externalId: randomUUID(), ...item })), ...rest };
      const answer = await (await as(FEED)).execute<{ recordAchievements: Recorded }>(RECORD, { input });
      return expectNoErrors(answer).recordAchievements;
    },
    async entity(type, id, fields, caller = AUDITOR) {
      const query = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on ${type} { ${fields} } } }`;
      return (await as(caller)).execute<EntityData>(query, { of: [{ __typename: type, id }] });
    },
    allCounted: () =>
      until(async () => {
        const [row] = await sql<{ missing: number }>(`SELECT
          (SELECT count(*)::integer FROM credits.person WHERE holdings_as_of IS NULL)
          + (SELECT count(*)::integer FROM credits.recalculation_queue)
          + (SELECT count(*)::integer FROM credits_worker.jobs WHERE task_identifier <> '${DELIVER_EVENT}')
          + count(*)::integer AS missing
          FROM credits.association JOIN credits.achievement USING (source, profile_id)
          LEFT JOIN credits.credit ON credit.achievement_id = achievement.id
            AND credit.organization_id = association.organization_id AND credit.counted_at IS NOT NULL
          WHERE association.ended_at IS NULL AND credit.id IS NULL`);
        return row?.missing === 0;
      }),
    another: ({ workers, ...rules }) =>
      startCredits({ ...settings, embeddedWorkers: workers }, { clock, log, settleSeconds: 0, ...rules }),
    async stop() {
      await server.stop();
      await admin.end();
      await database.drop();
      rmSync(settings.exportsFolder, { recursive: true, force: true });
    },
  };
}

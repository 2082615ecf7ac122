import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareAssociation } from '@app/association/processes/prepare';
import type { RunningAssociation, startAssociation } from '@app/association/server';
import type { startCredits } from '@app/credits/server';
import type { startGateway } from '@app/gateway/server';
import type { SmtpSettings } from '@app/identity/mail/domain/smtp-settings';
import type { startIdentity } from '@app/identity/server';
import { freePorts } from '@app/stack/ports';
import { createLog } from '@app/subgraph-kit/processes/log';
import { testDatabase, testRolePasswords } from '@app/test-kit/database';
import type { FixedClock } from '@app/test-kit/fixed-clock';
import { testIdentityKeys } from '@app/test-kit/identity-tokens';
import { startLearningProvider } from '@app/test-kit/learning-provider';
import pg from 'pg';
import type { YearMode } from './linking-system.js';
import { prepareEverything } from './prepare-everything.js';
import { AUDIENCE, startWorkIssuer } from './work-issuer.js';

const PLATFORM_TENANT = '0a0b0c0d-1111-4222-8333-444455556666';
const EVENT_SECRET = 'a secret that only the tests of the model know';
const LIMITS = { perYear: 3, coolOffDays: 30 } as const;

/** Starts each service with its own copy of all modules. */
export type Starts = {
  identity: typeof startIdentity;
  association: typeof startAssociation;
  credits: typeof startCredits;
  gateway: typeof startGateway;
};

export type RunningServices = Awaited<ReturnType<typeof startServices>>;

/** The services and the gateway on real ports and one PostgreSQL, all with the clock of the test; by default without mail. */
export async function startServices(
  starts: Starts,
  clock: FixedClock,
  { mail = null }: { readonly mail?: SmtpSettings | null } = {},
) {
  const stops: (() => Promise<unknown>)[] = [];
  const stopping = <Part extends { stop(): Promise<unknown> }>(part: Part): Part => {
    stops.push(() => part.stop());
    return part;
  };
  const database = await testDatabase({
    service: 'model',
    prepare: (url) => prepareEverything(url, { ...LIMITS, yearMode: 'rolling' }),
  });
  stops.push(() => database.drop());
  const sql = new pg.Client({ connectionString: database.adminUrl });
  await sql.connect();
  stops.push(() => sql.end());
  const urlsOf = (service: string) => ({
    databaseUrl: urlAs(database.adminUrl, `${service}_app`, testRolePasswords.appPassword),
    workerDatabaseUrl: urlAs(database.adminUrl, `${service}_worker`, testRolePasswords.workerPassword),
  });
  const [ports, keys] = await Promise.all([freePorts(4), testIdentityKeys()]);
  const [gatewayPort = 0, identityPort = 0, associationPort = 0, creditsPort = 0] = ports;
  const at = (port: number) => `http://127.0.0.1:${port}`;
  const issuer = stopping(await startWorkIssuer(clock));
  const learn = stopping(await startLearningProvider({ clock, clientId: 'learn', profileClaim: 'mcid' }));
  const university = stopping(await startLearningProvider({ clock, clientId: 'university', profileClaim: 'pu_id' }));
  const log = createLog('model');
  log.level = 'silent';
  const common = {
    host: '127.0.0.1',
    verifyKey: keys.verifyKeyJwk,
    eventSigningSecret: EVENT_SECRET,
    embeddedWorkers: true,
  };
  const publicUrl = `http://localhost:${gatewayPort}`;
  const providerOf = (provider: { issuer: string }, clientId: string, profileClaim: string) => ({
    ...{ issuer: provider.issuer, discoveryUrl: null, insecure: true },
    ...{ clientId, clientSecret: 'secret', profileClaim },
  });
  const exportsFolder = mkdtempSync(join(tmpdir(), 'skill-link-model-'));
  stops.push(async () => rmSync(exportsFolder, { recursive: true, force: true }));
  stopping(
    await starts.credits(
      {
        ...{ ...common, ...urlsOf('credits'), port: creditsPort, creditDeadlineDays: 10, reportDay: 10 },
        ...{ publicUrl, exportsFolder, exportsBucket: null },
        ...{ production: false, webhookPorts: [443], webhookNetworks: [] },
        consumers: { identity: at(identityPort) },
      },
      { clock, log, settleSeconds: 0 },
    ),
  );
  let association: RunningAssociation | undefined;
  const stopAssociation = async (): Promise<void> => {
    await association?.stop();
    association = undefined;
  };
  const startAssociation = async (yearMode: YearMode): Promise<void> => {
    const policy = { ...LIMITS, yearMode };
    await prepareAssociation(database.adminUrl, testRolePasswords, policy);
    const settings = {
      ...common,
      ...urlsOf('association'),
      port: associationPort,
      consumers: { credits: at(creditsPort), identity: at(identityPort) },
      publicUrl,
      frontendOrigins: [publicUrl],
      startsPerHour: 0,
      policy,
      activityRetention: { days: 730 },
      learn: providerOf(learn, 'learn', 'mcid'),
      university: providerOf(university, 'university', 'pu_id'),
    };
    association = await starts.association(settings, { clock, log });
  };
  stops.push(stopAssociation);
  await startAssociation('rolling');
  stopping(
    await starts.identity(
      {
        ...common,
        ...urlsOf('identity'),
        port: identityPort,
        publicUrl,
        consumers: { association: at(associationPort), credits: at(creditsPort) },
        reportDay: 10,
        platformTenantId: PLATFORM_TENANT,
        activityRetention: { days: 730 },
        mail,
      },
      { clock, log },
    ),
  );
  stopping(
    await starts.gateway(
      {
        production: false,
        port: gatewayPort,
        publicUrl,
        workIssuer: issuer.issuer,
        workAudience: AUDIENCE,
        workDiscoveryUrl: issuer.issuer,
        platformTenantId: PLATFORM_TENANT,
        frontendOrigins: [publicUrl],
        subgraphs: { identity: at(identityPort), association: at(associationPort), credits: at(creditsPort) },
        internalSigningKey: keys.signingKeyJwk,
        rateLimitPerMinute: 0,
        trustedProxies: [],
        metricsPort: 0,
        execution: 'compiled',
        consoleUrl: undefined,
        web: undefined,
      },
      { clock, log },
    ),
  );
  return {
    gatewayUrl: publicUrl,
    platformTenant: PLATFORM_TENANT,
    issuer,
    /** Runs the jobs that are due, as the scheduler does every minute. */
    catchUp: async () => association?.catchUp(),
    /** Stops association. */
    stopAssociation,
    /** Starts association with this policy, which the migration stores as for an operator. */
    startAssociation,
    sql: async <Row extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> =>
      (await sql.query<Row>(text, values)).rows,
    async stop(): Promise<void> {
      for (const stop of stops.splice(0).reverse()) await stop();
    },
  };
}

function urlAs(adminUrl: string, user: string, password: string): string {
  const url = new URL(adminUrl);
  url.username = user;
  url.password = encodeURIComponent(password);
  return url.href;
}

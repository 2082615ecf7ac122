import { randomUUID } from 'node:crypto';
import '@app/subgraph-kit/graphql/page-info.type';
import '@app/subgraph-kit/graphql/user-error.type';
import type { Caller } from '@app/subgraph-kit/callers/caller';
import { readPool } from '@app/subgraph-kit/database/pool';
import { RequestReads } from '@app/subgraph-kit/database/reads';
import { tenantScopeOf } from '@app/subgraph-kit/database/tenant-scope';
import { cursorCodec } from '@app/subgraph-kit/graphql/cursor';
import { systemClock as clock } from '@app/subgraph-kit/processes/clock';
import { createLog } from '@app/subgraph-kit/processes/log';
import type { RequestContext } from '@app/subgraph-kit/processes/server';
import type { GraphQLSchema } from 'graphql';
import type { Contexts } from './joined-schema.js';

type Environment = Readonly<Record<string, string>>;
/** A service without its server: its schema, and the context of a request. */
type Opened = { schema: GraphQLSchema; databaseUrl: string; contextOf(request: RequestContext): object };
/** The services of the product in this process. */
export type OpenedServices = {
  schemas: Readonly<Record<string, GraphQLSchema>>;
  contextsOf(caller: Caller): { contexts: Contexts; end(): void };
};

/** Opens the services as their servers do, without their jobs. */
export async function openServices(environment: Environment): Promise<OpenedServices> {
  const log = createLog('one-process');
  const opened = Object.entries({
    identity: await byItself(() => openIdentity(environment)),
    association: await byItself(() => openAssociation(environment)),
    credits: await byItself(() => openCredits(environment)),
  });
  const pools = new Map(opened.map(([name, { databaseUrl }]) => [name, readPool(databaseUrl, log)]));
  return {
    schemas: Object.fromEntries(opened.map(([name, { schema }]) => [name, schema])),
    contextsOf(caller) {
      const requestId = randomUUID();
      const requests = opened.map(([name, service]) => {
        const pool = pools.get(name);
        if (pool === undefined) throw new Error(`There is no pool of ${name}.`);
        const reads = new RequestReads(pool, tenantScopeOf(caller));
        reads.allowMixedSnapshots();
        return { name, reads, context: service.contextOf({ caller, requestId, clock, reads, log }) };
      });
      return {
        contexts: Object.fromEntries(requests.map(({ name, context }) => [name, context])),
        end: () => {
          for (const { reads } of requests) void reads.end();
        },
      };
    },
  };
}

/**
 * type-graphql collects the classes of a process in one place. A service that loads here gets a place of its own, with the
 * classes of the kit that this file imports.
 */
async function byItself<T>(open: () => Promise<T>): Promise<T> {
  const place = globalThis as { TypeGraphQLMetadataStorage?: object };
  const shared = place.TypeGraphQLMetadataStorage ?? {};
  const lists = Object.entries(shared).map(([name, list]) => [name, Array.isArray(list) ? [...list] : new Map(list)]);
  place.TypeGraphQLMetadataStorage = Object.assign(
    Object.create(Object.getPrototypeOf(shared)),
    Object.fromEntries(lists),
  );
  const opened = await open();
  place.TypeGraphQLMetadataStorage = shared;
  return opened;
}

async function openIdentity(environment: Environment): Promise<Opened> {
  const { serviceEnvironment } = await import('@app/identity/environment');
  const { identityDataSource } = await import('@app/identity/database/data-source');
  const { identityContext } = await import('@app/identity/context');
  const { identitySubgraph } = await import('@app/identity/subgraph');
  const { databaseUrl, eventSigningSecret, reportDay, platformTenantId, mail } = serviceEnvironment.parse(environment);
  const dataSource = await identityDataSource(databaseUrl).initialize();
  const dependencies = { dataSource, clock, reportDay, platformTenantId, sendsMail: mail !== null };
  const cursors = cursorCodec(eventSigningSecret);
  const { schema } = await identitySubgraph();
  return { schema, databaseUrl, contextOf: (request) => identityContext(request, { ...dependencies, cursors }) };
}

async function openAssociation(environment: Environment): Promise<Opened> {
  const { serviceEnvironment } = await import('@app/association/environment');
  const { associationDataSource } = await import('@app/association/database/data-source');
  const { associationContext } = await import('@app/association/context');
  const { flowSecrets } = await import('@app/association/linking/application/sign-in/flow-secrets');
  const { learningProvider } = await import('@app/association/providers/application/learning-provider');
  const { associationSubgraph } = await import('@app/association/subgraph');
  const settings = serviceEnvironment.parse(environment);
  const { databaseUrl, eventSigningSecret: secret, policy, publicUrl, frontendOrigins, startsPerHour } = settings;
  const redirectUri = `${publicUrl}/associate/callback`;
  const dependencies = {
    ...{ dataSource: await associationDataSource(databaseUrl).initialize(), clock, policy, publicUrl },
    ...{ frontendOrigins, startsPerHour, cursors: cursorCodec(secret), flowSecrets: flowSecrets(secret) },
    providers: {
      MICROSOFT_LEARN: learningProvider({ ...settings.learn, source: 'MICROSOFT_LEARN', redirectUri }, clock),
      PARTNER_UNIVERSITY: learningProvider(
        { ...settings.university, source: 'PARTNER_UNIVERSITY', redirectUri },
        clock,
      ),
    },
  };
  const { schema } = await associationSubgraph();
  return { schema, databaseUrl, contextOf: (request) => associationContext(request, dependencies) };
}

async function openCredits(environment: Environment): Promise<Opened> {
  const { serviceEnvironment } = await import('@app/credits/environment');
  const { creditsDataSource } = await import('@app/credits/database/data-source');
  const { serviceContext } = await import('@app/credits/context');
  const { loadRules } = await import('@app/credits/rules/store/load-rules');
  const { exportsServices, openExportFiles } = await import('@app/credits/exports/application/open-exports');
  const { webhookServices } = await import('@app/credits/webhooks/application/webhook-services');
  const { creditsSubgraph } = await import('@app/credits/subgraph');
  const settings = serviceEnvironment.parse(environment);
  const { databaseUrl, eventSigningSecret, creditDeadlineDays, reportDay, publicUrl } = settings;
  const dependencies = {
    ...{ dataSource: await creditsDataSource(databaseUrl).initialize(), clock, rules: loadRules() },
    ...{ creditDeadlineDays, reportDay, publicUrl, cursors: cursorCodec(eventSigningSecret) },
    exports: exportsServices(settings, await openExportFiles(settings)),
    webhooks: webhookServices(settings),
  };
  const { schema } = await creditsSubgraph();
  return { schema, databaseUrl, contextOf: (request) => serviceContext(request, dependencies) };
}

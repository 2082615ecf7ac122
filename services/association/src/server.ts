import { deliveryTasks } from '@app/events/delivery';
import { onEvent, receiveEvents } from '@app/events/receive';
import { userChanged } from '@app/events/user-changed';
import { type Clock, systemClock } from '@app/subgraph-kit/clock';
import { cursorCodec } from '@app/subgraph-kit/cursor';
import { readVerifyKey } from '@app/subgraph-kit/identity-token';
import { createLog } from '@app/subgraph-kit/log';
import { readPool } from '@app/subgraph-kit/pool';
import { startSubgraphServer } from '@app/subgraph-kit/server';
import { inTransaction } from '@app/subgraph-kit/transaction';
import { startWorker } from '@app/subgraph-kit/worker';
import type { Dependencies } from './dependencies.js';
import type { AssociationSettings } from './environment.js';
import { type AssociationContext, associationContext } from './graphql/context.js';
import { associateRoutes } from './http/associate-routes.js';
import { learningProvider } from './learning/learning-provider.js';
import { flowSecrets } from './linking/flow-secrets.js';
import { associationDataSource } from './persistence/data-source.js';
import { assertLimitsInForce } from './persistence/limits.store.js';
import { keepMember } from './persistence/member.store.js';
import { associationSchema } from './schema.js';

const SERVICE = 'association';

/** Starts the service: pools, then jobs, then the door. `stop` goes the other way. */
export async function startAssociation(
  settings: AssociationSettings,
  { clock = systemClock, log = createLog(SERVICE) }: { clock?: Clock; log?: ReturnType<typeof createLog> } = {},
): Promise<{ url: string; stop(): Promise<void> }> {
  const { eventSigningSecret: secret, consumers, policy, publicUrl, frontendOrigins, startsPerHour } = settings;
  const { schema } = await associationSchema();
  const pool = readPool(settings.databaseUrl, log);
  const dataSource = await associationDataSource(settings.databaseUrl).initialize();
  await assertLimitsInForce(dataSource, policy).catch(async (error: unknown) => {
    await Promise.all([pool.end(), dataSource.destroy()]);
    throw error;
  });
  const worker = settings.embeddedWorkers
    ? await startWorker({
        service: SERVICE,
        workerUrl: settings.workerDatabaseUrl,
        tasks: deliveryTasks({ consumers, secret, log }),
        log,
      })
    : undefined;
  const redirectUri = `${publicUrl}/associate/callback`;
  const deps: Dependencies & { cursors: ReturnType<typeof cursorCodec> } = {
    dataSource,
    clock,
    policy,
    publicUrl,
    frontendOrigins,
    startsPerHour,
    cursors: cursorCodec(secret),
    flowSecrets: flowSecrets(secret),
    providers: {
      MICROSOFT_LEARN: learningProvider({ ...settings.learn, source: 'MICROSOFT_LEARN', redirectUri }, clock),
      PARTNER_UNIVERSITY: learningProvider(
        { ...settings.university, source: 'PARTNER_UNIVERSITY', redirectUri },
        clock,
      ),
    },
  };
  const server = await startSubgraphServer<AssociationContext>({
    name: SERVICE,
    schema,
    port: settings.port,
    verifyKey: await readVerifyKey(settings.verifyKey),
    clock,
    log,
    pool,
    context: (request) => associationContext(request, deps),
    routes: async (app) => {
      associateRoutes(app, deps);
      await receiveEvents(app, {
        secret,
        handlers: [
          onEvent(userChanged, (user) =>
            inTransaction(dataSource, 'every-organization', (manager) => keepMember(manager, user)),
          ),
        ],
      });
    },
  });
  return {
    url: server.url,
    async stop() {
      await server.stop();
      await worker?.stop();
      await pool.end();
      await dataSource.destroy();
    },
  };
}

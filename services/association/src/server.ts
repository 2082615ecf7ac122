import { consumeEvents, onEvent } from '@app/events/consume';
import { userChanged } from '@app/events/user-changed';
import { chainEntries } from '@app/subgraph-kit/activity/chain-entries';
import { expireEntries } from '@app/subgraph-kit/activity/expire-entries';
import { readVerifyKey } from '@app/subgraph-kit/callers/identity-token';
import { readPool } from '@app/subgraph-kit/database/pool';
import { cursorCodec } from '@app/subgraph-kit/graphql/cursor';
import { measureQueue } from '@app/subgraph-kit/metrics/job-metrics';
import { measureWrites, ProcessMetrics } from '@app/subgraph-kit/metrics/process-metrics';
import { type Clock, systemClock } from '@app/subgraph-kit/processes/clock';
import { createLog } from '@app/subgraph-kit/processes/log';
import { startSubgraphServer } from '@app/subgraph-kit/processes/server';
import { type AssociationContext, associationContext } from './context.js';
import { associationDataSource } from './database/data-source.js';
import type { Dependencies } from './dependencies.js';
import type { AssociationSettings } from './environment.js';
import { startJobs } from './jobs.js';
import { applyUserChanged } from './leavers/application/apply-user-changed.js';
import { offboardLeavers } from './leavers/application/offboard-leavers.js';
import { associateRoutes } from './linking/api/associate-routes.js';
import { eraseExpiredFlows } from './linking/application/erase-expired-flows.js';
import { flowSecrets } from './linking/application/sign-in/flow-secrets.js';
import { LINK_ACTIVITY } from './linking/store/activity-log.js';
import { assertLimitsInForce } from './linking/store/limits.store.js';
import { learningProvider } from './providers/application/learning-provider.js';
import { recalculateAllowances } from './reminders/application/recalculate-allowances.js';
import { remindOfNextAssociation } from './reminders/application/remind-of-next-association.js';
import { associationSubgraph } from './subgraph.js';

const SERVICE = 'association';

/** The running service; `catchUp` does what is due, as the jobs do. */
export type RunningAssociation = { url: string; catchUp(): Promise<void>; stop(): Promise<void> };

/** Starts the service: pools, then jobs and what they missed, then the server. `stop` runs in reverse. */
export async function startAssociation(
  settings: AssociationSettings,
  { clock = systemClock, log = createLog(SERVICE) }: { clock?: Clock; log?: ReturnType<typeof createLog> } = {},
): Promise<RunningAssociation> {
  const { eventSigningSecret: secret, policy, publicUrl, frontendOrigins, startsPerHour } = settings;
  const { schema } = await associationSubgraph();
  const pool = readPool(settings.databaseUrl, log);
  const dataSource = await associationDataSource(settings.databaseUrl).initialize();
  await assertLimitsInForce(dataSource, policy).catch(async (error: unknown) => {
    await Promise.all([pool.end(), dataSource.destroy()]);
    throw error;
  });
  const metrics = new ProcessMetrics(log);
  measureWrites(metrics, dataSource);
  const queue = measureQueue(metrics, { service: SERVICE, workerUrl: settings.workerDatabaseUrl });
  const worker = settings.embeddedWorkers ? await startJobs(settings, { dataSource, clock, log, metrics }) : undefined;
  const catchUp = async () => {
    await offboardLeavers({ dataSource, clock });
    await eraseExpiredFlows({ dataSource, clock });
    await recalculateAllowances({ dataSource, clock, policy });
    await remindOfNextAssociation({ dataSource, clock });
    await chainEntries({ dataSource, clock }, LINK_ACTIVITY);
    await expireEntries({ dataSource, clock }, LINK_ACTIVITY, settings.activityRetention);
  };
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
    host: settings.host,
    port: settings.port,
    verifyKey: await readVerifyKey(settings.verifyKey),
    clock,
    log,
    pool,
    metrics,
    context: (request) => associationContext(request, deps),
    routes: async (app) => {
      associateRoutes(app, deps);
      await consumeEvents(app, {
        secret,
        handlers: [onEvent(userChanged, (user, origin) => applyUserChanged(deps, user, origin))],
      });
    },
  });
  return {
    url: server.url,
    catchUp,
    async stop() {
      await server.stop();
      await worker?.stop();
      await queue.stop();
      await pool.end();
      await dataSource.destroy();
    },
  };
}

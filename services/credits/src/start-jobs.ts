import { deliveryTasks } from '@app/events/delivery';
import { resilientPool } from '@app/subgraph-kit/database/pool';
import type { ProcessMetrics } from '@app/subgraph-kit/metrics/process-metrics';
import type { createLog } from '@app/subgraph-kit/processes/log';
import { NotificationListener } from '@app/subgraph-kit/processes/notification-listener';
import { startWorker } from '@app/subgraph-kit/processes/worker';
import { type CountingProgress, countMissingCredits } from './credits/application/count-credits.js';
import { publishDueCreditChanges } from './credits/application/publish-credit-changes.js';
import { recalculate } from './credits/application/recalculate.js';
import { COUNTING_CRONTAB, countingTasks } from './credits/jobs/count-credits.job.js';
import type { Outdated } from './credits/store/outdated.store.js';
import type { Dependencies } from './dependencies.js';
import type { CreditsSettings } from './environment.js';
import { numberEvents } from './events/application/number-events.js';
import { EVENTS_CRONTAB, eventsTasks } from './events/jobs/number-events.job.js';
import { EVENTS_CHANNEL } from './events/store/event.store.js';
import { exportMaker, MOST_AT_ONCE } from './exports/application/export-maker.js';
import type { ExportsServices } from './exports/application/exports-services.js';
import { renewFeeds } from './exports/application/renew-feeds.js';
import { EXPORTS_CRONTAB, exportsTasks } from './exports/jobs/exports.job.js';
import { HOLDERS_CRONTAB, holdersTasks } from './holdings/jobs/count-holders.job.js';
import { publishDueLeavers } from './importing/application/publish-leavers.js';
import { LEAVERS_CRONTAB, leaversTasks } from './importing/jobs/publish-leavers.job.js';
import { remindOfRenewals } from './renewals/application/remind-of-renewals.js';
import { RENEWALS_CRONTAB, renewalsTasks } from './renewals/jobs/remind-of-renewals.job.js';
import { CATALOG_CRONTAB, catalogTasks } from './rules/jobs/update-catalog.job.js';
import { DESIGNATIONS_CRONTAB, designationsTasks } from './scores/jobs/publish-designations.job.js';
import { enqueueMissingReports } from './skills-report/application/publish-skills-reports.js';
import { REPORT_CRONTAB, reportTasks } from './skills-report/jobs/publish-skills-reports.job.js';
import { deliverNumberedEvents } from './webhooks/application/deliver-numbered-events.js';
import { WebhookClient } from './webhooks/application/sending/webhook-client.js';
import { WebhookSender } from './webhooks/application/sending/webhook-sender.js';
import { type WebhookSettings, webhookServices } from './webhooks/application/webhook-services.js';
import { WEBHOOKS_CRONTAB, webhooksTasks } from './webhooks/jobs/find-forgotten-webhooks.job.js';
import { WEBHOOKS_CHANNEL } from './webhooks/store/wake.store.js';

/**
 * Starts the jobs of credits, in the process of the service or in their own. Work that was due while no worker ran is
 * done first.
 */
export async function startJobs(
  settings: Pick<CreditsSettings, 'consumers' | 'databaseUrl' | 'workerDatabaseUrl'> & WebhookSettings,
  dependencies: Dependencies,
  {
    exports: { files, links },
    log,
    metrics,
    settleSeconds,
  }: { exports: ExportsServices; log: ReturnType<typeof createLog>; metrics: ProcessMetrics; settleSeconds: number },
): Promise<{ stop(): Promise<void> }> {
  const onProgress = (progress: CountingProgress) => log.info(progress, 'missing credits counted');
  const onRecalculated = (left: Outdated) => log.info(left, 'left to recalculate by the rule data in force');
  const stopping = new AbortController();
  const copyPool = resilientPool(
    { connectionString: settings.databaseUrl, max: MOST_AT_ONCE, connectionTimeoutMillis: 3_000 },
    log,
  );
  metrics.addPool('exports', copyPool);
  const work = { ...dependencies, files, links, copyPool, log };
  const maker = exportMaker(work);
  const { guard, seal } = webhookServices(settings);
  const sender = new WebhookSender(dependencies, { client: new WebhookClient({ guard }), seal, log });
  const relay = () => numberEvents(dependencies, deliverNumberedEvents(dependencies));
  const tasks = {
    ...catalogTasks(dependencies),
    ...eventsTasks(dependencies, relay),
    ...leaversTasks(dependencies),
    ...designationsTasks(dependencies),
    ...holdersTasks(dependencies),
    ...countingTasks(dependencies, onProgress, onRecalculated),
    ...reportTasks(dependencies, settleSeconds),
    ...exportsTasks(work, maker),
    ...webhooksTasks(dependencies),
    ...renewalsTasks(dependencies),
    ...deliveryTasks({ consumers: settings.consumers, secret: settings.eventSigningSecret, log, metrics }),
  };
  const crontab = [
    CATALOG_CRONTAB,
    EVENTS_CRONTAB,
    HOLDERS_CRONTAB,
    COUNTING_CRONTAB,
    REPORT_CRONTAB,
    LEAVERS_CRONTAB,
    DESIGNATIONS_CRONTAB,
    EXPORTS_CRONTAB,
    WEBHOOKS_CRONTAB,
    RENEWALS_CRONTAB,
  ].join('\n');
  const { workerDatabaseUrl: workerUrl } = settings;
  // Before the worker: what its jobs record is numbered at once.
  const events = new NotificationListener({ databaseUrl: workerUrl, channel: EVENTS_CHANNEL, work: relay, log });
  const wake = async () => sender.wake();
  const webhooks = new NotificationListener({ databaseUrl: workerUrl, channel: WEBHOOKS_CHANNEL, work: wake, log });
  const worker = await startWorker({ service: 'credits', workerUrl, tasks, crontab, log, metrics });
  maker.wake();
  sender.start();
  // What came while the service was away, or before its clock was moved, does not wait for the next minute.
  const recalculated = recalculate(dependencies, onRecalculated, stopping.signal);
  const missed = {
    'outdated rows': recalculated,
    'credits to count': countMissingCredits(dependencies, 'every-open-link', onProgress),
    'due credits': publishDueCreditChanges(dependencies),
    'due leavers': publishDueLeavers(dependencies),
    'missing Skills Reports': enqueueMissingReports(dependencies, settleSeconds),
    'feeds to renew': renewFeeds(work),
    'renewal reminders': remindOfRenewals(dependencies),
  };
  for (const [what, search] of Object.entries(missed)) {
    search.catch((error: unknown) =>
      log.error({ err: { message: (error as Error).message } }, `the search for ${what} at the start failed`),
    );
  }
  return {
    async stop() {
      stopping.abort();
      await Promise.all([worker.stop(), sender.stop()]);
      await Promise.all([events.stop(), webhooks.stop()]);
      await maker.stop();
      await copyPool.end();
      // The run ends after its current transaction.
      await recalculated.catch(() => undefined);
    },
  };
}

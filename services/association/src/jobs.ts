import { deliveryTasks } from '@app/events/delivery';
import { ACTIVITY_CRONTAB, activityTasks } from '@app/subgraph-kit/activity/activity.job';
import type { ProcessMetrics } from '@app/subgraph-kit/metrics/process-metrics';
import type { Clock } from '@app/subgraph-kit/processes/clock';
import type { createLog } from '@app/subgraph-kit/processes/log';
import { startWorker } from '@app/subgraph-kit/processes/worker';
import type { DataSource } from 'typeorm';
import type { AssociationSettings } from './environment.js';
import { offboardLeavers } from './leavers/application/offboard-leavers.js';
import { OFFBOARD_LEAVERS_CRONTAB, offboardLeaversTasks } from './leavers/jobs/offboard-leavers.job.js';
import { eraseExpiredFlows } from './linking/application/erase-expired-flows.js';
import { ERASE_EXPIRED_FLOWS_CRONTAB, eraseExpiredFlowsTasks } from './linking/jobs/erase-expired-flows.job.js';
import { LINK_ACTIVITY } from './linking/store/activity-log.js';
import { recalculateAllowances } from './reminders/application/recalculate-allowances.js';
import { remindOfNextAssociation } from './reminders/application/remind-of-next-association.js';
import { REMINDERS_CRONTAB, remindersTasks } from './reminders/jobs/remind-of-next-association.job.js';

/**
 * Starts the jobs of association, in the process of the service or in one of their own: deliveries, offboardings, the
 * erasure of expired flows, reminders, chain and retention of activity. Runs all but deliveries and activity once at the start.
 */
export async function startJobs(
  {
    workerDatabaseUrl: workerUrl,
    consumers,
    eventSigningSecret: secret,
    policy,
    activityRetention,
  }: AssociationSettings,
  {
    dataSource,
    clock,
    log,
    metrics,
  }: { dataSource: DataSource; clock: Clock; log: ReturnType<typeof createLog>; metrics: ProcessMetrics },
): Promise<{ stop(): Promise<void> }> {
  const deps = { dataSource, clock };
  const tasks = {
    ...deliveryTasks({ consumers, secret, log, metrics }),
    ...offboardLeaversTasks(deps),
    ...eraseExpiredFlowsTasks(deps),
    ...remindersTasks(deps),
    ...activityTasks(deps, LINK_ACTIVITY, activityRetention),
  };
  const crontab = [OFFBOARD_LEAVERS_CRONTAB, ERASE_EXPIRED_FLOWS_CRONTAB, REMINDERS_CRONTAB, ACTIVITY_CRONTAB].join(
    '\n',
  );
  const worker = await startWorker({ service: 'association', workerUrl, tasks, crontab, log, metrics });
  const failed = (message: string) => (error: Error) => log.error({ err: { message: error.message } }, message);
  const missed = Promise.all([
    offboardLeavers(deps).catch(failed('looking for leavers at the start failed')),
    eraseExpiredFlows(deps).catch(failed('looking for expired flows at the start failed')),
    remindOfNextAssociation(deps).catch(failed('looking for next association dates at the start failed')),
    recalculateAllowances({ ...deps, policy }).catch(failed('recalculating allowances at the start failed')),
  ]);
  return {
    async stop() {
      await worker.stop();
      await missed;
    },
  };
}

import type { createLog } from '@app/subgraph-kit/processes/log';
import { startWorker } from '@app/subgraph-kit/processes/worker';
import { type CountingProgress, countMissingCredits } from './credits/application/count-credits.js';
import { recalculate } from './credits/application/recalculate.js';
import { COUNTING_CRONTAB, countingTasks } from './credits/jobs/count-credits.job.js';
import type { Outdated } from './credits/store/outdated.store.js';
import type { Dependencies } from './dependencies.js';
import type { CreditsSettings } from './environment.js';
import { HOLDERS_CRONTAB, holdersTasks } from './holdings/jobs/count-holders.job.js';
import { enqueueMissingReports } from './skills-report/application/publish-skills-reports.js';
import { REPORT_CRONTAB, reportTasks } from './skills-report/jobs/publish-skills-reports.job.js';

/** Seconds after which a delivery between services has been retried at least once. */
export const SETTLE_SECONDS = 20;

/**
 * Starts the jobs of credits, in the process of the service or in their own. Work that was due while no worker ran is
 * done first.
 */
export async function startJobs(
  { workerDatabaseUrl: workerUrl }: Pick<CreditsSettings, 'workerDatabaseUrl'>,
  dependencies: Dependencies,
  { log, settleSeconds }: { log: ReturnType<typeof createLog>; settleSeconds: number },
): Promise<{ stop(): Promise<void> }> {
  const onProgress = (progress: CountingProgress) => log.info(progress, 'missing credits counted');
  const onRecalculated = (left: Outdated) => log.info(left, 'left to recalculate by the rule data in force');
  const stopping = new AbortController();
  const tasks = {
    ...holdersTasks(dependencies),
    ...countingTasks(dependencies, onProgress, onRecalculated),
    ...reportTasks(dependencies, settleSeconds),
  };
  const crontab = [HOLDERS_CRONTAB, COUNTING_CRONTAB, REPORT_CRONTAB].join('\n');
  const worker = await startWorker({ service: 'credits', workerUrl, tasks, crontab, log });
  // What came while the service was away, or before its clock was moved, does not wait for the next minute.
  const recalculated = recalculate(dependencies, onRecalculated, stopping.signal);
  const missed = {
    'outdated rows': recalculated,
    'credits to count': countMissingCredits(dependencies, 'every-open-link', onProgress),
    'missing Skills Reports': enqueueMissingReports(dependencies, settleSeconds),
  };
  for (const [what, search] of Object.entries(missed)) {
    search.catch((error: unknown) =>
      log.error({ err: { message: (error as Error).message } }, `the search for ${what} at the start failed`),
    );
  }
  return {
    async stop() {
      stopping.abort();
      await worker.stop();
      // The run ends after its current transaction.
      await recalculated.catch(() => undefined);
    },
  };
}

import { oneAtATime } from '@app/subgraph-kit/processes/one-at-a-time';
import type { TaskList } from 'graphile-worker';
import type { Dependencies } from '../../dependencies.js';
import { type CountingProgress, countCredits, countMissingCredits } from '../application/count-credits.js';
import { publishDueCreditChanges } from '../application/publish-credit-changes.js';
import { recalculate } from '../application/recalculate.js';
import { COUNT_CREDITS, countingPayload } from '../store/counting-job.store.js';
import type { Outdated } from '../store/outdated.store.js';

const COUNT_WAITING_CREDITS = 'count-waiting-credits';
const COUNT_MISSING_CREDITS = 'count-missing-credits';
const RECALCULATE = 'recalculate';
const PUBLISH_DUE_CREDITS = 'publish-due-credits';

/**
 * Schedule of the jobs. Each job finds due work by what is missing: pending credits and credits that changed by
 * themselves every minute, links with achievements and no credit every hour and at the start.
 */
export const COUNTING_CRONTAB = `* * * * * ${oneAtATime(COUNT_WAITING_CREDITS)}
7 * * * * ${oneAtATime(COUNT_MISSING_CREDITS)}
* * * * * ${oneAtATime(RECALCULATE)}
* * * * * ${oneAtATime(PUBLISH_DUE_CREDITS)}`;

/** The jobs that count credits: for changed profiles at once, and for missed ones on a schedule. */
export function countingTasks(
  dependencies: Dependencies,
  onProgress?: (progress: CountingProgress) => void,
  onRecalculated?: (left: Outdated) => void,
): TaskList {
  return {
    [COUNT_CREDITS]: async (payload) => countCredits(dependencies, countingPayload.parse(payload).profiles),
    [COUNT_WAITING_CREDITS]: async () => countMissingCredits(dependencies, 'links-with-pending-credits', onProgress),
    [COUNT_MISSING_CREDITS]: async () => countMissingCredits(dependencies, 'every-open-link', onProgress),
    [PUBLISH_DUE_CREDITS]: async () => publishDueCreditChanges(dependencies),
    [RECALCULATE]: async (_payload, { abortSignal }) => recalculate(dependencies, onRecalculated, abortSignal),
  };
}

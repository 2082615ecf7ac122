import { inTransaction } from '@app/subgraph-kit/database/transaction';
import type { TaskList } from 'graphile-worker';
import type { Dependencies } from '../../dependencies.js';
import { compactHolderChanges } from '../../holdings/application/compact-holder-changes.js';
import { startCountingHolders } from '../../holdings/application/start-counting-holders.js';
import { compactCompletionChanges } from '../../holdings/store/learner.store.js';
import { type CountingProgress, countCredits, countMissingCredits } from '../application/count-credits.js';
import { recalculate } from '../application/recalculate.js';
import { COUNT_CREDITS, countingPayload } from '../store/counting-job.store.js';
import type { Outdated } from '../store/outdated.store.js';

const COUNT_WAITING_CREDITS = 'count-waiting-credits';
const COUNT_MISSING_CREDITS = 'count-missing-credits';
const COUNT_HOLDERS = 'count-holders';
const COMPACT_HOLDER_CHANGES = 'compact-holder-changes';
const COMPACT_COMPLETION_CHANGES = 'compact-completion-changes';
const RECALCULATE = 'recalculate';

/** One run at a time: a long run must not occupy the workers that credits of single people need. */
const ONE = (task: string) => `${task} ?max=3&queue=${task}&jobKey=${task}`;

/**
 * Schedule of the jobs. Each job finds due work by what is missing: pending credits every minute, links with
 * achievements and no credit every hour and at the start.
 */
export const CRONTAB = `* * * * * ${ONE(COUNT_WAITING_CREDITS)}
7 * * * * ${ONE(COUNT_MISSING_CREDITS)}
* * * * * ${COUNT_HOLDERS} ?max=3
* * * * * ${ONE(RECALCULATE)}
*/5 * * * * ${ONE(COMPACT_HOLDER_CHANGES)}
27 * * * * ${ONE(COMPACT_COMPLETION_CHANGES)}`;

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
    [COUNT_HOLDERS]: async () => startCountingHolders(dependencies),
    [RECALCULATE]: async (_payload, { abortSignal }) => recalculate(dependencies, onRecalculated, abortSignal),
    [COMPACT_HOLDER_CHANGES]: async () => compactHolderChanges(dependencies),
    [COMPACT_COMPLETION_CHANGES]: async () =>
      inTransaction(dependencies.dataSource, 'every-organization', compactCompletionChanges),
  };
}

import { inTransaction } from '@app/subgraph-kit/transaction';
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
const FOLD_HOLDER_CHANGES = 'fold-holder-changes';
const FOLD_LEARN_CHANGES = 'fold-learn-changes';
const RECALCULATE = 'recalculate';

/** One at a time: a look that takes long must not take the place of the jobs that single people wait for. */
const ONE = (task: string) => `${task} ?max=3&queue=${task}&jobKey=${task}`;

/**
 * What is due is found by what is missing, never by a timer alone: every minute what waits to be counted, every hour (and
 * at the start of the service) whatever is linked, recorded and without a credit.
 */
export const CRONTAB = `* * * * * ${ONE(COUNT_WAITING_CREDITS)}
7 * * * * ${ONE(COUNT_MISSING_CREDITS)}
* * * * * ${COUNT_HOLDERS} ?max=3
* * * * * ${ONE(RECALCULATE)}
*/5 * * * * ${ONE(FOLD_HOLDER_CHANGES)}
27 * * * * ${ONE(FOLD_LEARN_CHANGES)}`;

/** The jobs that count credits: those of touched profiles at once, and whatever was missed. */
export function countingTasks(
  dependencies: Dependencies,
  tell?: (progress: CountingProgress) => void,
  tellLeft?: (left: Outdated) => void,
): TaskList {
  return {
    [COUNT_CREDITS]: async (payload) => countCredits(dependencies, countingPayload.parse(payload).profiles),
    [COUNT_WAITING_CREDITS]: async () => countMissingCredits(dependencies, 'links-that-wait', tell),
    [COUNT_MISSING_CREDITS]: async () => countMissingCredits(dependencies, 'every-link', tell),
    [COUNT_HOLDERS]: async () => startCountingHolders(dependencies),
    [RECALCULATE]: async (_payload, { abortSignal }) => recalculate(dependencies, tellLeft, abortSignal),
    [FOLD_HOLDER_CHANGES]: async () => compactHolderChanges(dependencies),
    [FOLD_LEARN_CHANGES]: async () =>
      inTransaction(dependencies.dataSource, 'every-organization', compactCompletionChanges),
  };
}

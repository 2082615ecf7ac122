import { inTransaction } from '@app/subgraph-kit/transaction';
import type { TaskList } from 'graphile-worker';
import type { Dependencies } from '../dependencies.js';
import { countCredits } from '../operations/count-credits/count-credits.js';
import { countHolders } from '../operations/count-holders/count-holders.js';
import { COUNT_CREDITS, countingPayload } from '../persistence/counting-job.store.js';
import { foldChanges } from '../persistence/holder-change.store.js';

const COUNT_MISSING_CREDITS = 'count-missing-credits';
const COUNT_HOLDERS = 'count-holders';
const FOLD_HOLDER_CHANGES = 'fold-holder-changes';

/** Every minute: what is due is found by what is missing, never by a timer alone. */
export const CRONTAB = `* * * * * ${COUNT_MISSING_CREDITS} ?max=3
* * * * * ${COUNT_HOLDERS} ?max=3
17 * * * * ${FOLD_HOLDER_CHANGES} ?max=3`;

/** The jobs that count credits: those of touched profiles at once, and whatever was missed. */
export function countingTasks(dependencies: Dependencies): TaskList {
  return {
    [COUNT_CREDITS]: async (payload) => countCredits(dependencies, countingPayload.parse(payload).profiles),
    [COUNT_MISSING_CREDITS]: async () => countCredits(dependencies, 'everything'),
    [COUNT_HOLDERS]: async () => countHolders(dependencies),
    [FOLD_HOLDER_CHANGES]: async () => inTransaction(dependencies.dataSource, 'every-organization', foldChanges),
  };
}

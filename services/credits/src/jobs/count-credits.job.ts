import type { TaskList } from 'graphile-worker';
import type { Dependencies } from '../dependencies.js';
import { countCredits } from '../operations/count-credits/count-credits.js';
import { COUNT_CREDITS, countingPayload } from '../persistence/counting-job.store.js';

const COUNT_MISSING_CREDITS = 'count-missing-credits';

/** Every minute: what is due is found by what is missing, never by a timer alone. */
export const CRONTAB = `* * * * * ${COUNT_MISSING_CREDITS} ?max=3`;

/** The jobs that count credits: those of touched profiles at once, and whatever was missed. */
export function countingTasks(dependencies: Dependencies): TaskList {
  return {
    [COUNT_CREDITS]: async (payload) => countCredits(dependencies, countingPayload.parse(payload).profiles),
    [COUNT_MISSING_CREDITS]: async () => countCredits(dependencies, 'everything'),
  };
}
